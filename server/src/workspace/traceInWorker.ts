import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type GraphletColumns, graphletsOf } from "../graphlets/index.ts";
import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { CancelledError } from "../model/cancel.ts";
import type { Graphlets } from "../model/graphlet.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Trace, TraceRun } from "../model/trace.ts";
import type { ReadControl, ReadOptions, ReadTrace, TraceFailure } from "../traces/reader.ts";
import type { TraceSummary } from "./pairing.ts";
import { scratchFolder } from "./scratch.ts";
import { failureOf } from "./traceFailure.ts";
import { type TraceParcel, traceOf } from "./traceParcel.ts";

/** What the worker is started with. */
export interface TraceWorkerData {
  readonly path: string;
  readonly options: ReadOptions;
  readonly scratch: string;
  /** Cut the trace into its graphlets as well. */
  readonly cut: boolean;
  /** One number; not 0 when the reading is cancelled. */
  readonly cancelled: SharedArrayBuffer;
}

/** What the worker says: progress any number of times; the trace in parts, its columns last; or a failure at the end. */
export type TraceWorkerMessage =
  | { readonly type: "progress"; readonly share: number }
  /** The next runs of the trace: a part at a time, so that unpacking them stops nobody for long. */
  | { readonly type: "runs"; readonly runs: readonly TraceRun[] }
  /** The history of one node of a large pipeline. */
  | { readonly type: "history"; readonly pipeline: number; readonly history: NodeHistory }
  | {
      readonly type: "trace";
      readonly parcel: TraceParcel;
      readonly columns: GraphletColumns | null;
      readonly summary: TraceSummary | null;
    }
  | { readonly type: "failure"; readonly failure: TraceFailure };

/** How often the token is asked, milliseconds. */
const askInterval = 20;
/** How long a worker may take to notice that it is cancelled, milliseconds. */
const patience = 2000;

/** A trace and what it was cut into. */
export interface CutTrace {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  readonly summary: TraceSummary;
  /** Histories that were made with the trace, by pipeline: of those whose making takes long. */
  readonly histories: ReadonlyMap<number, ReadonlyMap<string, NodeHistory>>;
}

/**
 * Reads a store in a worker thread of its own. Cancelling takes effect within some milliseconds; a worker that does not listen is
 * ended. Whatever happens to the worker is a `TraceFailure`.
 */
export const readTraceInWorker: ReadTrace = async (path, options, control) => {
  const answer = await askWorker(path, options, control, false);
  return answer.ok ? ok(answer.value.trace) : answer;
};

/** As {@link readTraceInWorker}, and cuts the trace into its graphlets in the same thread. */
export async function readAndCutInWorker(
  path: string,
  options: ReadOptions,
  control: ReadControl,
): Promise<Result<CutTrace, TraceFailure>> {
  const answer = await askWorker(path, options, control, true);
  if (!answer.ok) return answer;
  const { trace, columns, summary, histories } = answer.value;
  return columns && summary
    ? ok({ trace, graphlets: graphletsOf(trace, columns), summary, histories })
    : err(failureOf(new Error("the reader did not cut the trace"), path));
}

interface WorkerAnswer {
  readonly trace: Trace;
  readonly columns: GraphletColumns | null;
  readonly summary: TraceSummary | null;
  readonly histories: ReadonlyMap<number, ReadonlyMap<string, NodeHistory>>;
}

async function askWorker(
  path: string,
  options: ReadOptions,
  control: ReadControl,
  cut: boolean,
): Promise<Result<WorkerAnswer, TraceFailure>> {
  if (control.token.isCancellationRequested) return err(failureOf(new CancelledError(), path));
  const scratch = scratchFolder();
  const cancelled = new SharedArrayBuffer(4);
  const workerData: TraceWorkerData = { path, options, scratch, cut, cancelled };
  let worker: Worker | undefined;
  try {
    worker = new Worker(workerFile(), { workerData, name: "graphlet-trace" });
    return await answerOf(worker, path, new Int32Array(cancelled), control);
  } catch (error) {
    return err(failureOf(error, path));
  } finally {
    // What is deep in SQLite cannot be ended from outside; nobody waits for it.
    await Promise.race([worker?.terminate(), sleep(patience, undefined, { ref: false })]);
    await rm(scratch, { recursive: true, force: true }).catch(() => {});
  }
}

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
): Promise<Result<WorkerAnswer, TraceFailure>> {
  return new Promise((resolve, reject) => {
    let deadline: NodeJS.Timeout | undefined;
    const runs: TraceRun[] = [];
    const histories = new Map<number, Map<string, NodeHistory>>();
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
      else if (message.type === "runs") for (const run of message.runs) runs.push(run);
      else if (message.type === "history") {
        const known = histories.get(message.pipeline) ?? new Map<string, NodeHistory>();
        histories.set(message.pipeline, known.set(message.history.node, message.history));
      } else if (message.type === "trace") {
        const { parcel, columns, summary } = message;
        finish(() => resolve(ok({ trace: traceOf(parcel, runs), columns, summary, histories })));
      } else finish(() => resolve(err(message.failure)));
    });
    worker.on("error", (error) => finish(() => reject(error)));
    worker.on("messageerror", (error) => finish(() => reject(error)));
    worker.on("exit", (code) => finish(() => reject(new Error(`the reader stopped with code ${code}`))));
  });
}
