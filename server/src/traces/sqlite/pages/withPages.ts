import { PageFile } from "./pageFile.ts";
import { Unscannable } from "./unscannable.ts";

/** Smaller files are read by SQLite as fast. */
const leastBytes = 1 << 20;

/**
 * Runs `read` with the pages of a file, and where these hold what only SQLite reads, again without. `file` null: without at once. What
 * `read` throws besides goes through.
 */
export function withPages<T>(file: string | null, bytes: number, read: (pages: PageFile | null) => T): T {
  if (file === null || bytes < leastBytes) return read(null);
  let pages: PageFile | null = null;
  try {
    pages = new PageFile(file);
    return read(pages);
  } catch (error) {
    if (!(error instanceof Unscannable)) throw error;
  } finally {
    pages?.close();
  }
  return read(null);
}
