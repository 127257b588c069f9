import type { Seen } from "../format.ts";
import { logOf, readStart } from "./fileState.ts";
import { headerBytes, isHeader, isSqlite, readHeader } from "./header.ts";

const firstLook = 65_536;

/**
 * Whether a file is worth reading as a trace: a SQLite file whose schema has the table that every ML Metadata store since 0.14
 * has. Cheap: 16 bytes of other files, the first pages of SQLite files. A file that cannot be read is none.
 */
export async function looksLikeStore(path: string, { size, start: seen }: Seen): Promise<boolean> {
  try {
    if (size < headerBytes || !isSqlite(seen.subarray(0, 16))) return false;
    const start = Buffer.from(seen.buffer, seen.byteOffset, seen.byteLength);
    const header = readHeader(start, size, path);
    if (!isHeader(header)) return false;
    if (mentions(start)) return true;
    for (const page of schemaPages(start)) {
      if (mentions(await readStart(path, header.pageSize, (page - 1) * header.pageSize))) return true;
    }
    if (header.isWriteAhead) return mentions(await readStart(logOf(path), 4 * firstLook));
    return false;
  } catch {
    return false;
  }
}

/** The table's name, or the column that only the version before that table had. */
const mentions = (bytes: Uint8Array): boolean => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes("MLMDEnv") || buffer.includes("is_artifact_type");
};

const interiorTable = 5;
const maxPages = 32;

/** Numbers of the pages that hold the schema where the file's first page only points to them. */
function schemaPages(start: Buffer): readonly number[] {
  if (start[headerBytes] !== interiorTable) return [];
  const pages = [start.readUInt32BE(headerBytes + 8)];
  const cells = Math.min(start.readUInt16BE(headerBytes + 3), maxPages);
  for (let cell = 0; cell < cells; cell++) {
    const at = start.readUInt16BE(headerBytes + 12 + 2 * cell);
    pages.push(start.readUInt32BE(at));
  }
  return pages;
}
