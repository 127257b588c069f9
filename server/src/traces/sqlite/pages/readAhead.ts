/** So many pages are read on the way sooner than read past. */
const smallGap = 4;

/** How far a reader of pages reads ahead: as far as those stand side by side that will be asked for. */
export class ReadAhead {
  #expected: Uint32Array = new Uint32Array(0);
  #next = 0;

  /** Pages that will be asked for, in their order. */
  expect(pages: Uint32Array): void {
    this.#expected = pages;
    this.#next = 0;
  }

  /** How many pages, up to `most`, are worth being read at once from one on: those that are expected, and small gaps. */
  from(number: number, most: number): number {
    const expected = this.#expected;
    let at = this.#next;
    while (at < expected.length && expected[at] !== number) at++;
    if (at === expected.length) return most;
    let last = number;
    for (at++; at < expected.length; at++) {
      const page = expected[at] as number;
      if (page <= last || page - last > smallGap || page - number >= most) break;
      last = page;
    }
    this.#next = at;
    return last - number + 1;
  }
}
