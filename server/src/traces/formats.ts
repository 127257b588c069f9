import { stat } from "node:fs/promises";
import { argoRuns } from "./argoRuns/format.ts";
import { isDatabaseAddress } from "./database/address.ts";
import { databases } from "./database/format.ts";
import { dvcHistory } from "./dvcHistory/format.ts";
import type { Seen, TraceFormat } from "./format.ts";
import { kfpRuns } from "./kfpRuns/format.ts";
import { mlflowFiles, mlflowSql } from "./mlflow/format.ts";
import { mlmd } from "./mlmd/format.ts";
import { openLineage } from "./openLineage/format.ts";
import { provJson, roCrate } from "./prov/format.ts";
import { readStart } from "./sqlite/fileState.ts";

/** Every kind of trace; the first that recognises a path has it. */
const formats: readonly TraceFormat[] = [
  mlmd,
  mlflowSql,
  dvcHistory,
  mlflowFiles,
  openLineage,
  argoRuns,
  kfpRuns,
  provJson,
  roCrate,
];

const firstLook = 65_536;

/** The kind of trace that a file or folder is; null where it is none, or cannot be read. Cheap. */
export async function traceFormatOf(path: string): Promise<TraceFormat | null> {
  if (isDatabaseAddress(path)) return databases;
  const seen = await look(path);
  if (!seen) return null;
  for (const format of formats) if (await format.looksLike(path, seen)) return format;
  return null;
}

/** Whether a file or folder is worth reading as a trace. Cheap. */
export const looksLikeTrace = async (path: string): Promise<boolean> => (await traceFormatOf(path)) !== null;

/** Days within which a store was written that is likely to be written again. */
const livelyDays = 1;
/** Bytes of a store that is kept in memory before it changes. */
const mostLively = 64 * 1024 * 1024;

/** Whether a trace is of a kind that can be followed, is not large, and was written lately. Never throws. */
export async function isLively(path: string): Promise<boolean> {
  try {
    const { size, mtimeMs } = await stat(path);
    const isLate = size <= mostLively && Date.now() - mtimeMs < livelyDays * 86_400_000;
    return isLate && (await traceFormatOf(path))?.follow !== undefined;
  } catch {
    return false;
  }
}

/** What tells one state of a trace from another; of a path that is none, of its file. Null where there is nothing. */
export const traceStampOf = async (path: string): Promise<string | null> =>
  ((await traceFormatOf(path)) ?? mlmd).stamp(path);

async function look(path: string): Promise<Seen | null> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { isFolder: true, size: 0, start: new Uint8Array() };
    if (!found.isFile()) return null;
    return { isFolder: false, size: found.size, start: await readStart(path, firstLook) };
  } catch {
    return null;
  }
}
