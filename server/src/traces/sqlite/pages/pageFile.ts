import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { isHeader, readHeader } from "../header.ts";
import { ReadAhead } from "./readAhead.ts";
import { Unscannable } from "./unscannable.ts";

const utf8 = 1;
const firstPages = 65_536;
/** Bytes that are read at once where pages follow each other. */
const windowBytes = 1 << 20;

/** Where a page stands: in `bytes` from `at` on. Valid until the next page is asked for. */
export interface Page {
  bytes: Buffer;
  at: number;
}

/** Pages of a SQLite database, wherever they stand. What cannot be had throws `Unscannable`. */
export interface Pages {
  readonly pageSize: number;
  /** Bytes of a page that hold content. */
  readonly usable: number;
  /** How many there are. */
  readonly pages: number;
  /** A page by its number, from 1 on. */
  page(number: number): Page;
  /** Says which pages will be asked for, in their order: what lies between them need not be read. */
  expect?(pages: Uint32Array): void;
  /** A copy of one page that stays valid. */
  copyOf(number: number): Buffer;
}

/**
 * Pages of a SQLite file, read one behind the other in large pieces. Only for a file at rest, without journal and write-ahead log: who reads
 * makes sure of that before and after. Throws `Unscannable` for encodings other than UTF-8 and for pages that are not there.
 */
export class PageFile implements Pages {
  readonly pageSize: number;
  readonly usable: number;
  readonly pages: number;
  readonly #file: number;
  readonly #window: Buffer;
  /** First page in the window, and the first behind it. */
  #from = 0;
  #to = 0;
  readonly #page: Page = { bytes: Buffer.alloc(0), at: 0 };
  readonly #ahead = new ReadAhead();

  constructor(path: string) {
    this.#file = openSync(path, "r");
    try {
      const { size } = fstatSync(this.#file);
      const start = Buffer.alloc(Math.min(firstPages, size));
      readSync(this.#file, start, 0, start.length, 0);
      const header = readHeader(start, size, path);
      if (!isHeader(header)) throw new Unscannable("no SQLite file");
      if (start.readUInt32BE(56) !== utf8) throw new Unscannable("texts in another encoding");
      this.pageSize = header.pageSize;
      this.usable = header.pageSize - (start[20] ?? 0);
      this.pages = Math.floor(size / header.pageSize);
      this.#window = Buffer.allocUnsafe(Math.max(windowBytes, header.pageSize));
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  page(number: number): Page {
    if (number < this.#from || number >= this.#to) this.#fill(number);
    this.#page.bytes = this.#window;
    this.#page.at = (number - this.#from) * this.pageSize;
    return this.#page;
  }

  expect(pages: Uint32Array): void {
    this.#ahead.expect(pages);
  }

  /** A copy of one page that stays valid; the window is left where it is. */
  copyOf(number: number): Buffer {
    this.#check(number);
    const bytes = Buffer.allocUnsafe(this.pageSize);
    if (number >= this.#from && number < this.#to) {
      this.#window.copy(bytes, 0, (number - this.#from) * this.pageSize, (number - this.#from + 1) * this.pageSize);
    } else this.#read(bytes, number);
    return bytes;
  }

  close(): void {
    closeSync(this.#file);
  }

  #fill(number: number): void {
    this.#check(number);
    const most = Math.floor(this.#window.length / this.pageSize);
    const read = this.#read(this.#window.subarray(0, this.#ahead.from(number, most) * this.pageSize), number);
    this.#from = number;
    this.#to = number + Math.floor(read / this.pageSize);
    if (this.#to === number) throw new Unscannable("a page is cut off");
  }

  #read(into: Buffer, number: number): number {
    let length = 0;
    while (length < into.length) {
      const read = readSync(this.#file, into, length, into.length - length, (number - 1) * this.pageSize + length);
      if (read === 0) break;
      length += read;
    }
    return length;
  }

  #check(number: number): void {
    if (!(number >= 1 && number <= this.pages)) throw new Unscannable("a page that is not there");
  }
}
