import { open } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { setImmediate as breathe } from "node:timers/promises";
import { CancelledError, throwIfCancelled } from "../../model/cancel.ts";
import type { ReadControl } from "../reader.ts";
import { isLines } from "./isLines.ts";
import { LongLineError, type PartedFile, partReader, partsOf } from "./lineParts.ts";
import type { LineageRun } from "./runs.ts";
import { readInTwoThreads } from "./twoThreads.ts";
import { batchUniter } from "./uniteBatches.ts";

/** How many run events lines hold. */
export interface LineCounts {
  readonly events: number;
  /** Lines that are no run events. */
  readonly skipped: number;
}

/** What the lines of a file say together. */
export interface LinesRead extends LineCounts {
  readonly runs: ReadonlyMap<string, LineageRun>;
}

/** How a file is read; absent: as it pays. */
export interface LinesHow {
  readonly threads?: 1 | 2;
  readonly partBytes?: number;
  /** File of the other thread's program. */
  readonly program?: string;
}

/** Bytes of a part: some thousand events. */
const usualPart = 4 * 1024 * 1024;
/** Smaller files are read before another thread has begun. */
const worthThread = 64 * 1024 * 1024;

/**
 * Reads a file with one JSON object a line; null where it is none, or has a line of far over 16 MB. Memory grows
 * with the runs and names in the file, not with its size. Throws file system errors and `CancelledError`.
 */
export async function readLines(path: string, control: ReadControl, how: LinesHow = {}): Promise<LinesRead | null> {
  const file = await open(path, "r");
  try {
    if (!(await isLines(file))) return null;
    const { size } = await file.stat();
    const runs = new Map<string, LineageRun>();
    return { runs, ...(await addLines(runs, { fd: file.fd, start: 0, end: size }, control, how)) };
  } catch (error) {
    if (error instanceof LongLineError) return null;
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Adds the events of a part of a file that begins and ends with a line to their runs. Throws file system errors, `CancelledError`, and `LongLineError` for a line of
 * far over 16 MB; then some may be added.
 */
export async function addLines(
  runs: Map<string, LineageRun>,
  file: Omit<PartedFile, "partBytes">,
  control: ReadControl,
  how: LinesHow = {},
): Promise<LineCounts> {
  const parted = { ...file, partBytes: how.partBytes ?? usualPart };
  const worth = file.end - file.start >= worthThread && availableParallelism() > 1 ? 2 : 1;
  const isTwo = (how.threads ?? worth) === 2;
  return (isTwo ? await inTwo(runs, parted, control, how.program) : null) ?? (await inOne(runs, parted, control));
}

/** Null where the other thread fails: one does it as well, and what was added is the same when it is added again. */
async function inTwo(
  runs: Map<string, LineageRun>,
  file: PartedFile,
  control: ReadControl,
  program?: string,
): Promise<LineCounts | null> {
  try {
    return await readInTwoThreads(runs, file, control, program);
  } catch (error) {
    if (error instanceof CancelledError || error instanceof LongLineError) throw error;
    return null;
  }
}

async function inOne(
  runs: Map<string, LineageRun>,
  file: PartedFile,
  { token, onProgress }: ReadControl,
): Promise<LineCounts> {
  const reader = partReader(file);
  const parts = partsOf(file);
  const unite = batchUniter(runs);
  let events = 0;
  let skipped = 0;
  for (let part = 0; part < parts; part++) {
    throwIfCancelled(token);
    const batch = reader.read(part);
    events += unite(batch);
    skipped += batch.skipped;
    onProgress((0.99 * (part + 1)) / parts);
    await breathe();
  }
  return { events, skipped };
}
