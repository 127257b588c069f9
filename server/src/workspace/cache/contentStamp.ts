import { constants } from "node:fs";
import { open, realpath, stat } from "node:fs/promises";

/** A file that was written so shortly ago may be written again without its times telling, milliseconds. */
const timeResolution = 100;
const firstBytes = 100;

/**
 * What tells one content of a file from another, its write-ahead log and journal included: sizes, times to the nanosecond, the file's number, and the
 * first bytes, in which SQLite counts changes. Null for what is no file, and while it is being written.
 */
export async function contentStampOf(path: string): Promise<string | null> {
  try {
    const file = await realpath(path);
    const parts = await Promise.all([file, `${file}-wal`, `${file}-journal`].map(stampOfFile));
    return parts[0] === "" || parts.includes(null) ? null : parts.join("|");
  } catch {
    return null;
  }
}

/** Empty where there is no such file; null where it changes. */
async function stampOfFile(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  if (!found) return "";
  if (!found.isFile() || Math.abs(Date.now() - Number(found.mtimeMs)) < timeResolution) return null;
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(firstBytes), 0, firstBytes, 0);
    const start = buffer.subarray(0, bytesRead).toString("base64");
    return [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs, start].join(" ");
  } finally {
    await handle.close();
  }
}
