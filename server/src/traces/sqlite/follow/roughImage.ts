import type { Snapshot } from "./snapshot.ts";

/** Bytes of a file of which an image is made. */
export const mostImaged = 512 * 1024 * 1024;
/** Bytes that are compared at once. */
const windowBytes = 1 << 20;

/**
 * A file in memory, read while another program writes to it again and again: pages that change all the time are known, so that they can be brought to one
 * state in a moment. Of the others some may be of another moment: what is read of an image has to be confirmed, as all that is read beside a writer.
 */
export class RoughImage {
  readonly #pageSize: number;
  /** Bytes that were there at first; all behind them changes. */
  readonly #first: number;
  /** Numbers of pages, from 0 on, in order. */
  readonly #changing: readonly number[];
  #bytes: Buffer;

  /** Reads the file twice, to see which pages change. Throws file system errors. */
  constructor(file: Snapshot) {
    this.#pageSize = file.pageSize;
    this.#first = file.size;
    this.#bytes = Buffer.allocUnsafe(file.size);
    file.readInto(this.#bytes, 0, 0, file.size);
    this.#changing = this.#readAgain(file);
  }

  /** The file's bytes, those that change read anew. They are of one state only if the snapshot's check passes afterwards. */
  bringUpTo(file: Snapshot): Buffer {
    if (file.size > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.ceil(file.size * 1.1));
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    for (const page of this.#changing) {
      const at = page * this.#pageSize;
      file.readInto(this.#bytes, at, at, this.#pageSize);
    }
    if (file.size > this.#first) file.readInto(this.#bytes, this.#first, this.#first, file.size - this.#first);
    return this.#bytes.subarray(0, file.size);
  }

  #readAgain(file: Snapshot): readonly number[] {
    const changing: number[] = [];
    const before = Buffer.allocUnsafe(windowBytes);
    const pages = Math.floor(this.#first / this.#pageSize);
    const atOnce = Math.max(1, Math.floor(windowBytes / this.#pageSize));
    for (let from = 0; from < pages; from += atOnce) {
      const to = Math.min(pages, from + atOnce);
      const [start, end] = [from * this.#pageSize, to * this.#pageSize];
      this.#bytes.copy(before, 0, start, end);
      file.readInto(this.#bytes, start, start, end - start);
      if (before.compare(this.#bytes, start, end, 0, end - start) === 0) continue;
      for (let page = from; page < to; page++) {
        const at = page * this.#pageSize;
        const was = at - start;
        const isSame = before.compare(this.#bytes, at, at + this.#pageSize, was, was + this.#pageSize) === 0;
        if (!isSame) changing.push(page);
      }
    }
    return changing;
  }
}
