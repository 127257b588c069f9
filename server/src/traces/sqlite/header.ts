/** How much of a file's beginning says what it is. */
export const headerBytes = 100;

/** What the first bytes of a SQLite file say (sqlite.org/fileformat2.html, section 1.3). */
export interface SqliteHeader {
  readonly pageSize: number;
  /** Written and read through a write-ahead log. */
  readonly isWriteAhead: boolean;
  /** Changes with every transaction outside of a write-ahead log. */
  readonly changeCounter: number;
  /** Pages that the file should have; null where the header does not tell, as old programs leave it. */
  readonly pageCount: number | null;
}

/** What a file is that is no readable SQLite file. */
export interface NotSqlite {
  readonly code: "empty" | "not-a-trace" | "encrypted" | "damaged";
  readonly cause: string;
  readonly cure: string;
}

const magic = "SQLite format 3\u0000";

export const isSqlite = (start: Uint8Array): boolean =>
  start.length >= magic.length &&
  Buffer.from(start.buffer, start.byteOffset, magic.length).toString("latin1") === magic;

/** Reads the header, or says what the file is instead. `start`: its first bytes, 4,096 are enough; `size`: of the file. */
export function readHeader(start: Uint8Array, size: number, name: string): SqliteHeader | NotSqlite {
  if (size === 0) {
    return { code: "empty", cause: "the file is empty", cure: "Run the pipeline once, or choose another trace." };
  }
  if (!isSqlite(start)) return describe(start, name);
  if (start.length < headerBytes) return damaged("truncated at page 1");
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const stored = view.getUint16(16);
  const pageSize = stored === 1 ? 65_536 : stored;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) return damaged("its header is damaged");
  const pageCount = view.getUint32(28);
  return {
    pageSize,
    isWriteAhead: start[18] === 2 || start[19] === 2,
    changeCounter: view.getUint32(24),
    pageCount: pageCount > 0 && view.getUint32(24) === view.getUint32(92) ? pageCount : null,
  };
}

export const isHeader = (header: SqliteHeader | NotSqlite): header is SqliteHeader => "pageSize" in header;

/** The file ends before its last page does: says where; null where nothing is missing. */
export function truncation(header: SqliteHeader, size: number): NotSqlite | null {
  if (header.pageCount === null || size >= header.pageCount * header.pageSize) return null;
  return damaged(`truncated at page ${Math.floor(size / header.pageSize) + 1}`);
}

export function damaged(detail: string): NotSqlite {
  return {
    code: "damaged",
    cause: `not a readable SQLite file (${detail})`,
    cure: "Restore it from a copy, or choose another trace.",
  };
}

/** A file that does not begin as a SQLite file does. */
function describe(start: Uint8Array, name: string): NotSqlite {
  const text = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, 200)).toString("latin1");
  if (text.startsWith("version https://git-lfs.github.com/spec/")) {
    return {
      code: "not-a-trace",
      cause: "a Git LFS pointer, not the file itself",
      cure: "Fetch the file with `git lfs pull`, or choose another trace.",
    };
  }
  if (magic.startsWith(text.slice(0, magic.length)) && text.length < magic.length)
    return damaged("truncated at page 1");
  if (/\.(sqlite3?|s3db|db3?)$/i.test(name) && !isText(start)) {
    return isNoise(start)
      ? { ...damaged("encrypted or damaged"), code: "encrypted" }
      : damaged("its header is damaged");
  }
  return { code: "not-a-trace", cause: "not a SQLite file", cure: "Choose another trace." };
}

const isText = (bytes: Uint8Array): boolean => bytes.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));

/** Encrypted bytes are all about equally frequent; a damaged file still has its zeros. */
function isNoise(bytes: Uint8Array): boolean {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  return Math.max(...counts) <= 8 + bytes.length / 64;
}
