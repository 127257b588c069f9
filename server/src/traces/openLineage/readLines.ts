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

/** What the lines of a file say together. */
export interface LinesRead {
  readonly runs: ReadonlyMap<string, LineageRun>;
  readonly events: number;
  /** Lines that are no run events. */
  readonly skipped: number;
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
    const parted = { fd: file.fd, size, partBytes: how.partBytes ?? usualPart };
    const worth = size >= worthThread && availableParallelism() > 1 ? 2 : 1;
    const isTwo = (how.threads ?? worth) === 2;
    return (isTwo ? await inTwo(parted, control, how.program) : null) ?? (await inOne(parted, control));
  } catch (error) {
    if (error instanceof LongLineError) return null;
    throw error;
  } finally {
    await file.close();
  }
}

/** Null where the other thread fails: one does it as well. */
async function inTwo(file: PartedFile, control: ReadControl, program?: string): Promise<LinesRead | null> {
  try {
    return await readInTwoThreads(file, control, program);
  } catch (error) {
    if (error instanceof CancelledError || error instanceof LongLineError) throw error;
    return null;
  }
}

async function inOne(file: PartedFile, { token, onProgress }: ReadControl): Promise<LinesRead> {
  const runs = new Map<string, LineageRun>();
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
  return { runs, events, skipped };
}
