/** A file whose pages are read to their places in a buffer. */
interface Source {
  readonly pageSize: number;
  readInto(bytes: Buffer, at: number, from: number, length: number): void;
}

/** So many pages are read on the way sooner than read past. */
const smallGap = 4;

/** Some pages of a file, read in one go: those that stand side by side at once. */
export class CapturedPages {
  readonly #pageSize: number;
  readonly #places = new Map<number, number>();
  readonly #bytes: Buffer;

  constructor(file: Source, pages: ReadonlySet<number>) {
    this.#pageSize = file.pageSize;
    const runs: { first: number; last: number }[] = [];
    for (const page of Float64Array.from(pages).sort()) {
      const run = runs.at(-1);
      if (run && page - run.last <= smallGap) run.last = page;
      else runs.push({ first: page, last: page });
    }
    const count = runs.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    this.#bytes = Buffer.allocUnsafe(count * file.pageSize);
    let at = 0;
    for (const { first, last } of runs) {
      file.readInto(this.#bytes, at, (first - 1) * file.pageSize, (last - first + 1) * file.pageSize);
      for (let page = first; page <= last; page++, at += file.pageSize) this.#places.set(page, at);
    }
  }

  /** A page as it was read; undefined where it was not. */
  copyOf(page: number): Buffer | undefined {
    const at = this.#places.get(page);
    return at === undefined ? undefined : this.#bytes.subarray(at, at + this.#pageSize);
  }
}
