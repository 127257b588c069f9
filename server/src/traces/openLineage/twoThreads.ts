import { existsSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { throwIfCancelled } from "../../model/cancel.ts";
import type { ReadControl } from "../reader.ts";
import type { EventBatch } from "./eventBatch.ts";
import { type PartedFile, partReader, partsOf } from "./lineParts.ts";
import type { LineCounts } from "./readLines.ts";
import type { LineageRun } from "./runs.ts";
import { batchUniter } from "./uniteBatches.ts";

/** What the other thread is started with. */
export interface LinesWorkerData extends PartedFile {
  /** Two numbers: see {@link nextPart} and {@link unitedParts}. */
  readonly shared: SharedArrayBuffer;
}

/** What the other thread sends of each part that it reads. */
export interface PartRead {
  readonly part: number;
  readonly batch: EventBatch;
}

/** Index of the first part that nobody took yet, and how many parts are united, in `shared`. */
export const nextPart = 0;
export const unitedParts = 1;
/** Parts that are read at most before those in front of them are united. */
export const mostAhead = 8;

/** How often a thread that waits looks whether it is cancelled, milliseconds. */
const lookInterval = 20;

/**
 * As one thread reads it: this thread and another take parts in turn, and what they read is united in the order of the file. Throws whatever happens in the other
 * thread, file system errors and `CancelledError`.
 */
export async function readInTwoThreads(
  runs: Map<string, LineageRun>,
  file: PartedFile,
  { token, onProgress }: ReadControl,
  program = workerFile(),
): Promise<LineCounts> {
  const parts = partsOf(file);
  const shared = new SharedArrayBuffer(8);
  const counts = new Int32Array(shared);
  const own = partReader(file);
  const uniteOwn = batchUniter(runs);
  const uniteOther = batchUniter(runs);
  const waiting = new Map<number, () => void>();
  let united = 0;
  let events = 0;
  let skipped = 0;
  let failure: Error | null = null;
  let isNew = (): void => {};

  const take = (part: number, batch: EventBatch, unite: typeof uniteOwn): void => {
    waiting.set(part, () => {
      events += unite(batch);
      skipped += batch.skipped;
    });
    for (let next = waiting.get(united); next; next = waiting.get(united)) {
      next();
      waiting.delete(united++);
      Atomics.store(counts, unitedParts, united);
      Atomics.notify(counts, unitedParts);
    }
    onProgress((0.99 * united) / parts);
  };

  const worker = new Worker(program, {
    workerData: { ...file, shared } satisfies LinesWorkerData,
    name: "graphlet-lines",
  });
  worker.on("message", ({ part, batch }: PartRead) => {
    take(part, batch, uniteOther);
    isNew();
  });
  worker.on("error", (error: Error) => {
    failure = error;
    isNew();
  });
  worker.on("exit", () => {
    failure ??= new Error("the other thread ended");
    isNew();
  });
  try {
    while (united < parts) {
      throwIfCancelled(token);
      if (failure !== null) throw failure;
      const mayGoOn = Atomics.load(counts, nextPart) < Math.min(parts, united + mostAhead);
      const part = mayGoOn ? Atomics.add(counts, nextPart, 1) : parts;
      if (part < parts) {
        take(part, own.read(part), uniteOwn);
        await breathe();
      } else {
        const news = new Promise<void>((resolve) => {
          isNew = resolve;
        });
        await Promise.race([news, sleep(lookInterval)]);
      }
    }
    return { events, skipped };
  } finally {
    await worker.terminate();
  }
}

/** Beside the bundle; when run from source, the source. */
function workerFile(): string {
  const bundled = join(import.meta.dirname, "linesWorker.js");
  return existsSync(bundled) ? bundled : join(import.meta.dirname, "linesWorker.ts");
}
