/** Texts kept once each; a column holds indexes into it. Index 0 is the empty string. */
export class StringTable {
  readonly #indexes = new Map<string, number>([["", 0]]);
  readonly #strings: string[] = [""];

  /** Index of a text, added where it is new. */
  add(text: string): number {
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    const index = this.#strings.length;
    this.#indexes.set(text, index);
    this.#strings.push(text);
    return index;
  }

  /** Like {@link add}; -1 for null. */
  addOrNone(text: string | null): number {
    return text === null ? -1 : this.add(text);
  }

  at(index: number): string {
    return this.#strings[index] ?? "";
  }

  /** All texts, in order of their indexes. The table is not to be used any more. */
  finish(): readonly string[] {
    return this.#strings;
  }
}
