import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { CancelledError } from "../model/cancel.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Trace } from "../model/trace.ts";
import type { ReadControl, ReadOptions, ReadTrace, TraceFailure } from "../traces/reader.ts";
import { scratchFolder } from "./scratch.ts";
import { failureOf } from "./traceFailure.ts";

/** What the worker is started with. */
export interface TraceWorkerData {
  readonly path: string;
  readonly options: ReadOptions;
  readonly scratch: string;
  /** One number; not 0 when the reading is cancelled. */
  readonly cancelled: SharedArrayBuffer;
}

/** What the worker says, progress any number of times and one of the others at the end. */
export type TraceWorkerMessage =
  | { readonly type: "progress"; readonly share: number }
  | { readonly type: "trace"; readonly trace: Trace }
  | { readonly type: "failure"; readonly failure: TraceFailure };

/** How often the token is asked, milliseconds. */
const askInterval = 20;
/** How long a worker may take to notice that it is cancelled, milliseconds. */
const patience = 2000;

/**
 * Reads a store in a worker thread of its own. Cancelling takes effect within some milliseconds; a worker that does not listen is
 * ended. Whatever happens to the worker is a `TraceFailure`.
 */
export const readTraceInWorker: ReadTrace = async (path, options, control) => {
  if (control.token.isCancellationRequested) return err(failureOf(new CancelledError(), path));
  const scratch = scratchFolder();
  const cancelled = new SharedArrayBuffer(4);
  const workerData: TraceWorkerData = { path, options, scratch, cancelled };
  let worker: Worker | undefined;
  try {
    worker = new Worker(workerFile(), { workerData, name: "graphlet-trace" });
    return await answerOf(worker, path, new Int32Array(cancelled), control);
  } catch (error) {
    return err(failureOf(error, path));
  } finally {
    await worker?.terminate();
    await rm(scratch, { recursive: true, force: true }).catch(() => {});
  }
};

/** Beside the bundle; when run from source, the source. */
function workerFile(): string {
  const bundled = join(import.meta.dirname, "traceWorker.js");
  return existsSync(bundled) ? bundled : join(import.meta.dirname, "traceWorker.ts");
}

function answerOf(
  worker: Worker,
  path: string,
  cancelled: Int32Array,
  control: ReadControl,
): Promise<Result<Trace, TraceFailure>> {
  return new Promise((resolve, reject) => {
    let deadline: NodeJS.Timeout | undefined;
    const asking = setInterval(() => {
      if (!control.token.isCancellationRequested || deadline) return;
      Atomics.store(cancelled, 0, 1);
      deadline = setTimeout(() => finish(() => resolve(err(failureOf(new CancelledError(), path)))), patience);
    }, askInterval);
    const finish = (settle: () => void): void => {
      clearInterval(asking);
      clearTimeout(deadline);
      settle();
    };
    worker.on("message", (message: TraceWorkerMessage) => {
      if (message.type === "progress") control.onProgress(message.share);
      else if (message.type === "trace") finish(() => resolve(ok(message.trace)));
      else finish(() => resolve(err(message.failure)));
    });
    worker.on("error", (error) => finish(() => reject(error)));
    worker.on("exit", (code) => finish(() => reject(new Error(`the reader stopped with code ${code}`))));
  });
}
