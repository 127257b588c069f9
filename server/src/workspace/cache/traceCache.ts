import { createHash, randomUUID } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { endianness } from "node:os";
import { join } from "node:path";
import type { ReadOptions } from "../../traces/reader.ts";
import { readCacheFile, writeCacheFile } from "./cacheFile.ts";

/** Bytes of all traces that are kept; those that were not used for longest go first. */
const mostBytes = 2 * 1024 ** 3;
const suffix = ".cut";
/** A file under another name is being written; one that is so old was left by a program that ended, milliseconds. */
const leftBehind = 24 * 3_600_000;

/** One state of one store, read in one way. */
export interface CacheKey {
  readonly path: string;
  readonly options: ReadOptions;
  /** See `contentStampOf`. */
  readonly stamp: string;
}

interface Kept {
  readonly key: string;
  readonly data: unknown;
}

/** What was kept of this state of the store; null where nothing was, or where it is damaged: then it is thrown away. Never throws. */
export async function loadCut(folder: string, key: CacheKey): Promise<unknown> {
  const file = fileOf(folder, key);
  try {
    const kept = readCacheFile(file) as Kept | null;
    if (kept?.key === keyText(key)) {
      const now = new Date();
      await utimes(file, now, now);
      return kept.data;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  }
  await rm(file, { force: true }).catch(() => {});
  return null;
}

/** Keeps plain data for the next time: whole or not at all. Whatever goes wrong only costs the next time its shortcut. */
export async function saveCut(folder: string, key: CacheKey, data: unknown): Promise<void> {
  const written = join(folder, `${randomUUID()}.part`);
  try {
    await mkdir(folder, { recursive: true });
    writeCacheFile(written, { key: keyText(key), data } satisfies Kept);
    await rename(written, fileOf(folder, key));
    await tidy(folder, mostBytes);
  } catch {
    await rm(written, { force: true }).catch(() => {});
  }
}

/** Removes what was not used for longest until what is left has at most so many bytes. */
export async function tidy(folder: string, most: number): Promise<void> {
  const files: { readonly path: string; readonly size: number; readonly at: number }[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) continue;
    if (name.endsWith(suffix)) files.push({ path, size: found.size, at: found.mtimeMs });
    else if (name.endsWith(".part") && Date.now() - found.mtimeMs > leftBehind) await rm(path, { force: true });
  }
  let left = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files.sort((a, b) => a.at - b.at)) {
    if (left <= most) return;
    await rm(path, { force: true });
    left -= size;
  }
}

const fileOf = (folder: string, { path, options }: CacheKey): string => {
  const what = JSON.stringify([path, ...partsOf(options)]);
  return join(folder, `${createHash("sha256").update(what).digest("hex").slice(0, 40)}${suffix}`);
};

/** What is read, and as what. */
const partsOf = ({ operatorKinds, costProperty, pipeline, shard }: ReadOptions): readonly unknown[] => [
  operatorKinds,
  costProperty,
  pipeline,
  shard,
];

/** All that what was cut depends on: this program itself is part of it. */
function keyText({ path, options, stamp }: CacheKey): string {
  const bundled = join(import.meta.dirname, "traceWorker.js");
  const program = statSync(existsSync(bundled) ? bundled : import.meta.dirname);
  return JSON.stringify([path, ...partsOf(options), stamp, [program.size, program.mtimeMs, endianness()]]);
}
