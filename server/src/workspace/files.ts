import { readFileSync, statSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { stampFrom } from "../traces/fileStamp.ts";

/** Largest source file that is read, bytes. */
export const maxSourceBytes = 2_000_000;
/** Largest YAML, JSON or protobuf text file that is read: compiled pipelines of hundreds of steps have about 1 MB. */
export const maxCompiledBytes = 5_000_000;
/** Largest notebook that is read from disk: outputs make them large. */
export const maxNotebookBytes = 20_000_000;

/** Text of a regular file of at most `limit` bytes, with its stamp; null where there is none. Never waits on pipes or devices. */
export async function readText(
  path: string,
  limit: number,
): Promise<{ readonly text: string; readonly stamp: string } | null> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > limit) return null;
    const file = await open(path, "r");
    try {
      const text = await file.readFile({ encoding: "utf8" });
      return { text: withoutMark(text), stamp: stampFrom(found) };
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** As {@link readText}, at once: for the small modules that a definition imports. */
export function readTextNow(path: string, limit: number): { readonly text: string; readonly stamp: string } | null {
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > limit) return null;
    return { text: withoutMark(readFileSync(path, "utf8")), stamp: stampFrom(found) };
  } catch {
    return null;
  }
}

/** The byte order mark is no part of the text: editors do not count it. */
const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/** Largest file of a name that is read as a definition, bytes. */
export function maxDefinitionBytes(path: string): number {
  if (/\.ipynb$/i.test(path)) return maxNotebookBytes;
  return /\.py$/i.test(path) ? maxSourceBytes : maxCompiledBytes;
}
