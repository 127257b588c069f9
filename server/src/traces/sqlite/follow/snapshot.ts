import { type BigIntStats, closeSync, fstatSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { journalOf, logOf } from "../fileState.ts";
import { headerBytes, isHeader, readHeader } from "../header.ts";
import type { Page, Pages } from "../pages/pageFile.ts";
import { ReadAhead } from "../pages/readAhead.ts";
import { Unscannable } from "../pages/unscannable.ts";
import { CapturedPages } from "./capturedPages.ts";
import { readAt, type WriteAheadLog } from "./writeAheadLog.ts";

const utf8 = 1;
/** Bytes that are read at once where pages follow each other. */
const windowBytes = 1 << 18;
/** Bytes of a file that is taken into memory as a whole. */
export const mostTaken = 64 * 1024 * 1024;
/** Below the file system's resolution of times, a write can go unseen in them; milliseconds. */
export const timeResolution = 20;

/** Thrown where another program is in the middle of a transaction, or was meanwhile: to be tried again. */
export class NotNowError extends Error {
  override readonly name = "NotNowError";
}

/**
 * The last committed state of a SQLite file and its write-ahead log, as pages, without a lock and without a copy. What was read counts only if
 * {@link check} passes afterwards: no transaction has touched the file since the snapshot was taken.
 *
 * - Without a log, a transaction writes into the file only while its journal stands beside it, and counts up a number in the file's header. No journal
 *   and the same number before and after: nothing was written in between.
 * - With a log, pages are taken from the log up to its last commit, else from the file, which changes only when the log is moved
 *   into it: that shows in the file's times. What becomes of the log meanwhile does not matter.
 */
export class Snapshot implements Pages {
  readonly pageSize: number;
  readonly usable: number;
  readonly pages: number;
  /** What tells one file from another that took its place. */
  readonly identity: string;
  /** How long ago file or log were written, milliseconds. */
  readonly age: number;
  readonly #path: string;
  readonly #file: number;
  readonly #log: WriteAheadLog | null = null;
  readonly #found: BigIntStats;
  readonly #start: Buffer;
  readonly #window: Buffer;
  /** All of the file, once it was taken. */
  #whole: Buffer | null = null;
  /** First page in the window, and the first behind it. */
  #from = 0;
  #to = 0;
  readonly #ahead = new ReadAhead();
  readonly #page: Page = { bytes: Buffer.alloc(0), at: 0 };
  /** Pages that were captured, all of the state that was checked last. */
  readonly #captured: CapturedPages[] = [];
  /** Pages that were asked for, once that is to be known. */
  #asked: Set<number> | null = null;
  /** What was read since the last check may be of another state. */
  #isUnchecked = true;

  /** Throws `NotNowError`, `Unscannable` and file system errors. `log` is read on. */
  constructor(given: string, log: WriteAheadLog) {
    this.#path = realpathSync(given);
    this.#file = openSync(this.#path, "r");
    try {
      this.#found = fstatSync(this.#file, { bigint: true });
      if (!this.#found.isFile()) throw new Unscannable("no regular file");
      this.#start = readAt(this.#file, headerBytes, 0);
      const header = readHeader(this.#start, Number(this.#found.size), this.#path);
      if (!isHeader(header)) throw new Unscannable("no SQLite file");
      if (isHot(this.#path)) throw new NotNowError("in a transaction");
      this.pageSize = header.pageSize;
      this.usable = header.pageSize - (this.#start[20] ?? 0);
      this.identity = `${this.#found.dev}:${this.#found.ino}:${this.pageSize}`;
      this.age = ageOf(this.#found);
      const logAge = header.isWriteAhead ? readLog(logOf(this.#path), log) : null;
      if (logAge !== null) {
        if (this.age < timeResolution) throw new NotNowError("the log was moved into the file just now");
        this.age = Math.min(this.age, logAge);
        this.#log = log;
      } else log.empty();
      const pageCount = this.#log?.pageCount ?? 0;
      this.pages = pageCount > 0 ? pageCount : Math.floor(Number(this.#found.size) / header.pageSize);
      this.#window = Buffer.allocUnsafe(Math.max(windowBytes, header.pageSize));
      if (this.copyOf(1).readUInt32BE(56) !== utf8) throw new Unscannable("texts in another encoding");
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /**
   * Takes the file into memory, if it has so many bytes at `most`, and checks that it was at rest: a moment that fits between transactions where reading it
   * piece by piece does not. Says whether it did; then nothing that is read later has to be checked.
   */
  take(most: number): boolean {
    if (this.size > most) return false;
    const bytes = readAt(this.#file, this.size, 0);
    this.check();
    this.#whole = bytes;
    return true;
  }

  /** Bytes of the file. */
  get size(): number {
    return Number(this.#found.size);
  }

  /** All of it stands in the file: there is no log. */
  get isInFile(): boolean {
    return this.#log === null;
  }

  /** Reads bytes of the file from one place on to a place in a buffer. Throws `NotNowError` where they are no longer there. */
  readInto(bytes: Buffer, at: number, from: number, length: number): void {
    for (let filled = 0; filled < length; ) {
      const read = readSync(this.#file, bytes, at + filled, length - filled, from + filled);
      if (read === 0) throw new NotNowError("the file became shorter");
      filled += read;
    }
  }

  /** Takes the file's pages from these bytes from now on. */
  lend(bytes: Buffer): void {
    this.#whole = bytes;
  }

  /**
   * Takes these pages into memory and checks that the file was at rest: as {@link take}, for what is wanted of a large file. Until another page is asked for,
   * nothing has to be checked any more. Pages that are not there are left out.
   */
  capture(pages: Iterable<number>): void {
    const wanted = new Set<number>();
    for (const page of pages) {
      const isThere = page >= 1 && page <= this.pages;
      if (isThere && !this.#log?.copyOf(page) && !this.#capturedCopyOf(page)) wanted.add(page);
    }
    if (wanted.size > 0) {
      this.#captured.push(new CapturedPages(this, wanted));
      this.#isUnchecked = true;
      for (const page of wanted) this.#asked?.add(page);
    }
    this.check();
    this.#isUnchecked = false;
  }

  /** Pages that are asked for from now on are added to these. */
  note(asked: Set<number>): void {
    this.#asked = asked;
  }

  expect(pages: Uint32Array): void {
    this.#ahead.expect(pages);
  }

  page(number: number): Page {
    this.#check(number);
    const known = this.#log?.copyOf(number) ?? this.#taken(number);
    if (!known && (number < this.#from || number >= this.#to)) this.#fill(number);
    if (!known) this.#isUnchecked = true;
    this.#page.bytes = known ?? this.#window;
    this.#page.at = known ? 0 : (number - this.#from) * this.pageSize;
    return this.#page;
  }

  copyOf(number: number): Buffer {
    this.#check(number);
    const known = this.#log?.copyOf(number) ?? this.#taken(number);
    if (known) return known;
    this.#isUnchecked = true;
    const at = (number - this.#from) * this.pageSize;
    if (number >= this.#from && number < this.#to) return Buffer.from(this.#window.subarray(at, at + this.pageSize));
    const bytes = readAt(this.#file, this.pageSize, (number - 1) * this.pageSize);
    if (bytes.length < this.pageSize) throw new Unscannable("a page is cut off");
    return bytes;
  }

  /** Throws `NotNowError` where what was read so far may not be of one state. The order of the looks matters: the journal first, then what it guards. */
  check(): void {
    if (!this.#isUnchecked) return;
    if (isHot(this.#path)) throw new NotNowError("a transaction began");
    const start = readAt(this.#file, headerBytes, 0);
    const found = fstatSync(this.#file, { bigint: true });
    const isSame =
      start.equals(this.#start) &&
      found.size === this.#found.size &&
      found.mtimeNs === this.#found.mtimeNs &&
      statSync(this.#path, { bigint: true }).ino === this.#found.ino;
    if (!isSame) throw new NotNowError("a transaction ended");
  }

  close(): void {
    closeSync(this.#file);
  }

  #taken(number: number): Buffer | undefined {
    const captured = this.#capturedCopyOf(number);
    if (captured) return captured;
    const page = this.#whole?.subarray((number - 1) * this.pageSize, number * this.pageSize);
    if (page && page.length < this.pageSize) throw new Unscannable("a page is cut off");
    return page;
  }

  #capturedCopyOf(number: number): Buffer | undefined {
    for (const captured of this.#captured) {
      const copy = captured.copyOf(number);
      if (copy) return copy;
    }
    return undefined;
  }

  #fill(number: number): void {
    const offset = (number - 1) * this.pageSize;
    const wanted = this.#ahead.from(number, Math.floor(this.#window.length / this.pageSize)) * this.pageSize;
    let length = 0;
    while (length < wanted) {
      const read = readSync(this.#file, this.#window, length, wanted - length, offset + length);
      if (read === 0) break;
      length += read;
    }
    this.#from = number;
    this.#to = number + Math.floor(length / this.pageSize);
    if (this.#to === number) throw new Unscannable("a page is cut off");
  }

  #check(number: number): void {
    this.#asked?.add(number);
    if (!(number >= 1 && number <= this.pages)) throw new Unscannable("a page that is not there");
  }
}

/** Times to come are another clock's, and say nothing. */
function ageOf({ mtimeNs }: BigIntStats): number {
  const age = Date.now() - Number(mtimeNs / 1_000_000n);
  return age < 0 ? Number.POSITIVE_INFINITY : age;
}

/** Whether a transaction's journal holds pages that would have to be put back; see `journalIdentity`. */
export function isHot(path: string): boolean {
  const journal = openIfThere(journalOf(path));
  if (journal === null) return false;
  try {
    const start = readAt(journal, 1, 0);
    return start.length > 0 && start[0] !== 0;
  } finally {
    closeSync(journal);
  }
}

/** Reads the log on, and says how long ago it was written; null where there is none, or an empty one. */
function readLog(path: string, log: WriteAheadLog): number | null {
  const file = openIfThere(path);
  if (file === null) return null;
  try {
    const found = fstatSync(file, { bigint: true });
    if (found.size === 0n) return null;
    log.readOn(file);
    return ageOf(found);
  } finally {
    closeSync(file);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
