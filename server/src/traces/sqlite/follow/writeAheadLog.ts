import { fstatSync, readSync } from "node:fs";
import { Unscannable } from "../pages/unscannable.ts";

const headerBytes = 32;
const frameHeaderBytes = 24;
const maxLog = 256 * 1024 * 1024;
const magic = 0x377f0682;

/**
 * What a write-ahead log holds (SQLite file format, section 4): for each page its newest committed copy, in memory. Only what was appended since is read, as
 * long as the log does not begin anew.
 */
export class WriteAheadLog {
  #header: Buffer = Buffer.alloc(0);
  #pageSize = 0;
  #isBigEndian = false;
  /** Of the frames up to the last commit: their number, and their checksum. What follows may still be taken back. */
  #frames = 0;
  #sum: Sum = [0, 0];
  #pages = new Map<number, Buffer>();
  #pageCount = 0;
  #changed: Set<number> | null = null;

  /** Pages of the database after the last commit in the log; 0 where the log holds none. */
  get pageCount(): number {
    return this.#pageCount;
  }

  /** Pages that were committed since {@link settle}; null where more may have changed. */
  get changed(): ReadonlySet<number> | null {
    return this.#changed;
  }

  /** What is known now is the state to which changes are told from now on. */
  settle(): void {
    this.#changed = new Set();
  }

  /** There is no log. */
  empty(): void {
    this.#begin(Buffer.alloc(0));
  }

  /** A page's newest committed copy; undefined where it stands in the database. */
  copyOf(page: number): Buffer | undefined {
    return this.#pages.get(page);
  }

  /** Reads what was committed since the last call. Ends at the first frame that is not of this log or not whole. Throws `Unscannable` for a huge log. */
  readOn(file: number): void {
    const header = readAt(file, headerBytes, 0);
    if (header.length < headerBytes || !header.equals(this.#header)) this.#begin(header);
    if (this.#pageSize === 0) return;
    const size = frameHeaderBytes + this.#pageSize;
    const from = headerBytes + this.#frames * size;
    const { size: end } = fstatSync(file);
    if (end > maxLog) throw new Unscannable("a log of over 256 MB");
    const bytes = readAt(file, Math.max(0, end - from), from);
    const salts = this.#header.subarray(16, 24);
    const open = new Map<number, Buffer>();
    let sum = this.#sum;
    for (let at = 0; at + size <= bytes.length; at += size) {
      const frame = bytes.subarray(at, at + size);
      if (!frame.subarray(8, 16).equals(salts)) return;
      const page = frame.subarray(frameHeaderBytes);
      sum = this.#checksum(this.#checksum(sum, frame.subarray(0, 8)), page);
      if (sum[0] !== frame.readUInt32BE(16) || sum[1] !== frame.readUInt32BE(20)) return;
      open.set(frame.readUInt32BE(0), page);
      const pageCount = frame.readUInt32BE(4);
      if (pageCount === 0) continue;
      for (const [number, copy] of open) {
        this.#pages.set(number, copy);
        this.#changed?.add(number);
      }
      open.clear();
      this.#pageCount = pageCount;
      this.#frames = at / size + 1 + (from - headerBytes) / size;
      this.#sum = sum;
    }
  }

  #begin(header: Buffer): void {
    this.#header = header;
    this.#pageSize = 0;
    this.#frames = 0;
    this.#pages = new Map();
    this.#pageCount = 0;
    this.#changed = null;
    if (header.length < headerBytes) return;
    const kind = header.readUInt32BE(0);
    if (kind >>> 1 !== magic >>> 1) return;
    this.#isBigEndian = (kind & 1) === 1;
    this.#sum = this.#checksum([0, 0], header.subarray(0, 24));
    const isValid = this.#sum[0] === header.readUInt32BE(24) && this.#sum[1] === header.readUInt32BE(28);
    if (isValid) this.#pageSize = header.readUInt32BE(8);
  }

  #checksum([first, second]: Sum, bytes: Buffer): Sum {
    let a = first;
    let b = second;
    const isBigEndian = this.#isBigEndian;
    for (let at = 0; at < bytes.length; at += 8) {
      a = (a + (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
      b = (b + (isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
    }
    return [a, b];
  }
}

type Sum = readonly [number, number];

/** Bytes of a file from an offset on; fewer where it ends before. */
export function readAt(file: number, length: number, offset: number): Buffer {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(file, bytes, filled, length - filled, offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
