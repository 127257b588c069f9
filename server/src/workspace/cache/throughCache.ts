import { stat } from "node:fs/promises";
import type { GraphletColumns } from "../../graphlets/index.ts";
import type { ReadOptions } from "../../traces/reader.ts";
import type { PackedHistories } from "../packedHistories.ts";
import type { TraceSummary } from "../pairing.ts";
import type { TraceParcel } from "../traceParcel.ts";
import { contentStampOf } from "./contentStamp.ts";
import { loadCut, saveCut } from "./traceCache.ts";

/** Smaller files are read as fast as what is kept of them. */
const largeBytes = 8 * 1024 * 1024;

/** All that a thread sends of a trace that it read and cut. */
export interface SentTrace {
  readonly histories: readonly PackedHistories[];
  readonly parcel: TraceParcel;
  readonly columns: GraphletColumns | null;
  readonly summary: TraceSummary | null;
}

/** Whether a path is a file so large that reading it takes its time. */
export async function isLarge(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true && found.size >= largeBytes;
}

/**
 * What was kept of a large file in its present state; else what `make` makes of it, which is kept for the next time where the file stayed the same
 * meanwhile. Throws what `make` throws.
 */
export async function throughCache(
  path: string,
  options: ReadOptions,
  make: () => Promise<SentTrace>,
): Promise<SentTrace> {
  const folder = options.cache;
  const stamp = folder !== undefined && (await isLarge(path)) ? await contentStampOf(path) : null;
  if (folder === undefined || stamp === null) return await make();
  const key = { path, options, stamp };
  const kept = await loadCut(folder, key);
  if (kept !== null) return kept as SentTrace;
  const made = await make();
  if ((await contentStampOf(path)) === stamp) await saveCut(folder, key, made);
  return made;
}
