import { type BigIntStats, closeSync, fstatSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { journalOf, logOf } from "../fileState.ts";
import { headerBytes, isHeader, readHeader } from "../header.ts";
import type { Page, Pages } from "../pages/pageFile.ts";
import { Unscannable } from "../pages/unscannable.ts";
import { readAt, type WriteAheadLog } from "./writeAheadLog.ts";

const utf8 = 1;
/** Bytes that are read at once where pages follow each other. */
const windowBytes = 1 << 18;
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
 *   into it: that shows in the file's times. What is appended to the log meanwhile does not matter.
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
  readonly #logFile: number | null = null;
  readonly #found: BigIntStats;
  readonly #start: Buffer;
  readonly #window: Buffer;
  /** First page in the window, and the first behind it. */
  #from = 0;
  #to = 0;
  readonly #page: Page = { bytes: Buffer.alloc(0), at: 0 };

  /** Throws `NotNowError`, `Unscannable` and file system errors. `log` is read on. */
  constructor(given: string, log: WriteAheadLog) {
    this.#path = realpathSync(given);
    this.#file = openSync(this.#path, "r");
    let logFile: number | null = null;
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
      logFile = header.isWriteAhead ? openIfThere(logOf(this.#path)) : null;
      const logFound = logFile === null ? null : fstatSync(logFile, { bigint: true });
      if (logFile !== null && logFound !== null && logFound.size > 0n) {
        if (this.age < timeResolution) throw new NotNowError("the log was moved into the file just now");
        log.readOn(logFile);
        this.age = Math.min(this.age, ageOf(logFound));
        this.#log = log;
        this.#logFile = logFile;
      } else log.empty();
      const pageCount = this.#log?.pageCount ?? 0;
      this.pages = pageCount > 0 ? pageCount : Math.floor(Number(this.#found.size) / header.pageSize);
      this.#window = Buffer.allocUnsafe(Math.max(windowBytes, header.pageSize));
      if (this.copyOf(1).readUInt32BE(56) !== utf8) throw new Unscannable("texts in another encoding");
    } catch (error) {
      closeSync(this.#file);
      if (logFile !== null) closeSync(logFile);
      throw error;
    }
  }

  page(number: number): Page {
    this.#check(number);
    if (number < this.#from || number >= this.#to) this.#fill(number);
    this.#page.bytes = this.#window;
    this.#page.at = (number - this.#from) * this.pageSize;
    return this.#page;
  }

  copyOf(number: number): Buffer {
    this.#check(number);
    const bytes = Buffer.allocUnsafe(this.pageSize);
    if (this.#read(bytes, number) < this.pageSize) throw new Unscannable("a page is cut off");
    return bytes;
  }

  /** Throws `NotNowError` where what was read so far may not be of one state. The order of the looks matters: the journal first, then what it guards. */
  check(): void {
    if (isHot(this.#path)) throw new NotNowError("a transaction began");
    if (this.#log && this.#logFile !== null && !this.#log.isStill(this.#logFile)) {
      throw new NotNowError("the log began anew");
    }
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
    if (this.#logFile !== null) closeSync(this.#logFile);
  }

  #fill(number: number): void {
    // A page of the log stands alone; pages of the file are read with those behind them, as far as the log has none of these.
    const inLog = this.#log?.offsetOf(number) !== undefined;
    let most = inLog ? 1 : Math.max(1, Math.floor(this.#window.length / this.pageSize));
    if (!inLog && this.#log) {
      for (let ahead = 1; ahead < most; ahead++) if (this.#log.offsetOf(number + ahead) !== undefined) most = ahead;
    }
    const read = this.#read(this.#window.subarray(0, most * this.pageSize), number);
    this.#from = number;
    this.#to = number + Math.floor(read / this.pageSize);
    if (this.#to === number) throw new Unscannable("a page is cut off");
  }

  #read(into: Buffer, number: number): number {
    const inLog = this.#log?.offsetOf(number);
    const file = inLog === undefined || this.#logFile === null ? this.#file : this.#logFile;
    const offset = inLog ?? (number - 1) * this.pageSize;
    let length = 0;
    while (length < into.length) {
      const read = readSync(file, into, length, into.length - length, offset + length);
      if (read === 0) break;
      length += read;
    }
    return length;
  }

  #check(number: number): void {
    if (!(number >= 1 && number <= this.pages)) throw new Unscannable("a page that is not there");
  }
}

/** Times to come are another clock's, and say nothing. */
function ageOf({ mtimeNs }: BigIntStats): number {
  const age = Date.now() - Number(mtimeNs / 1_000_000n);
  return age < 0 ? Number.POSITIVE_INFINITY : age;
}

/** Whether a transaction's journal holds pages that would have to be put back; see `journalIdentity`. */
function isHot(path: string): boolean {
  const journal = openIfThere(journalOf(path));
  if (journal === null) return false;
  try {
    const start = readAt(journal, 1, 0);
    return start.length > 0 && start[0] !== 0;
  } finally {
    closeSync(journal);
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
