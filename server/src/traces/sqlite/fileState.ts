import { constants } from "node:fs";
import { type FileHandle, open, realpath, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type NotSqlite, readHeader, type SqliteHeader } from "./header.ts";

/** A SQLite file and what stands beside it, at one moment. */
export interface FileState {
  /** Where the file really is: SQLite keeps its journal and log there. */
  readonly path: string;
  readonly size: number;
  readonly header: SqliteHeader | NotSqlite;
  /** Equal stamps: nothing was written in between. */
  readonly stamp: string;
  /** Identity of the transaction whose journal holds pages to be put back; null where there is none. */
  readonly journal: string | null;
  /** Identity of the write-ahead log, null where there is none or it is empty. */
  readonly log: string | null;
}

/** A file that is none: a folder, a pipe. */
export class NotAFileError extends Error {
  override readonly name = "NotAFileError";
}

export const journalOf = (path: string): string => `${path}-journal`;
export const logOf = (path: string): string => `${path}-wal`;

/** Below the file system's resolution of times, a write can go unseen in them. */
const timeResolution = 20;

/**
 * Looks at a file without locking it. Waits a moment where it was written just now, so that a later write shows in its
 * time. Throws Node's file system errors, and `NotAFileError`.
 */
export async function readFileState(given: string): Promise<FileState> {
  const path = await realpath(given);
  let found = await stat(path, { bigint: true });
  if (!found.isFile()) throw new NotAFileError(found.isDirectory() ? "a folder, not a file" : "not a regular file");
  const age = Date.now() - Number(found.mtimeNs / 1_000_000n);
  if (age >= 0 && age < timeResolution) {
    await sleep(timeResolution - age);
    found = await stat(path, { bigint: true });
  }
  const start = await readStart(path, 4096);
  const size = Number(found.size);
  const header = readHeader(start, size, path);
  return {
    path,
    size,
    header,
    stamp: [
      found.ino,
      found.size,
      found.mtimeNs,
      found.ctimeNs,
      "changeCounter" in header ? header.changeCounter : header.cause,
    ].join(" "),
    journal: await journalIdentity(path),
    log: await logIdentity(path),
  };
}

/**
 * The journal's header: magic, number of records (which grows), nonce, pages before, sector and page size. SQLite keeps its first byte zero until
 * the journal is complete enough to be used, and makes it zero again, or the file short or gone, to commit.
 */
export async function journalIdentity(path: string): Promise<string | null> {
  const start = await readStartIfThere(journalOf(path), 28);
  if (start === null || start.length === 0 || start[0] === 0) return null;
  return Buffer.concat([start.subarray(0, 8), start.subarray(12)]).toString("hex");
}

/** The log's header, which holds two salts that change whenever the log begins anew. */
export async function logIdentity(path: string): Promise<string | null> {
  const start = await readStartIfThere(logOf(path), 32);
  return start === null || start.length === 0 ? null : Buffer.from(start).toString("hex");
}

async function readStartIfThere(path: string, length: number): Promise<Uint8Array | null> {
  try {
    return await readStart(path, length);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Bytes of a file, fewer where it ends before. Does not wait where the path is a pipe. */
export async function readStart(path: string, length: number, offset = 0): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const bytes = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle?.close();
  }
}
