import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";

/** What tells one state of a file from another; null where there is no regular file. */
export async function stampOf(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? stampFrom(found) : null;
  } catch {
    return null;
  }
}

/** As {@link stampOf}, of what was already looked at. */
export const stampFrom = (found: Stats): string => `${found.size}:${found.mtimeMs}`;

/** Stamp of a SQLite store together with its write-ahead log and rollback journal: a commit may touch either alone. */
export async function storeStampOf(path: string): Promise<string | null> {
  const own = await stampOf(path);
  if (own === null) return null;
  const [wal, journal] = await Promise.all([stampOf(`${path}-wal`), stampOf(`${path}-journal`)]);
  return `${own}|${wal ?? ""}|${journal ?? ""}`;
}
