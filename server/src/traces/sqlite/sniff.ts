import type { Seen } from "../format.ts";
import { logOf, readStart } from "./fileState.ts";
import { headerBytes, isHeader, isSqlite, readHeader } from "./header.ts";

const firstLook = 65_536;

/**
 * Whether a file is worth reading as an ML Metadata store: a SQLite file whose schema has the table that every store since 0.14 has, or the
 * column that only the version before that table had. Cheap; a file that cannot be read is none.
 */
export const looksLikeStore = async (path: string, seen: Seen): Promise<boolean> =>
  (await mentionsInSchema(path, seen, ["MLMDEnv"])) || (await mentionsInSchema(path, seen, ["is_artifact_type"]));

/** Whether the schema of a SQLite file holds all of these words: 16 bytes of other files are looked at, the first pages of SQLite files. */
export async function mentionsInSchema(
  path: string,
  { size, start: seen }: Seen,
  words: readonly string[],
): Promise<boolean> {
  try {
    if (size < headerBytes || !isSqlite(seen.subarray(0, 16))) return false;
    const start = Buffer.from(seen.buffer, seen.byteOffset, seen.byteLength);
    const header = readHeader(start, size, path);
    if (!isHeader(header)) return false;
    const missing = new Set(words);
    const look = (bytes: Uint8Array): boolean => {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (const word of missing) if (buffer.includes(word)) missing.delete(word);
      return missing.size === 0;
    };
    if (look(start)) return true;
    for (const page of schemaPages(start)) {
      if (look(await readStart(path, header.pageSize, (page - 1) * header.pageSize))) return true;
    }
    return header.isWriteAhead && look(await readStart(logOf(path), 4 * firstLook));
  } catch {
    return false;
  }
}

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
