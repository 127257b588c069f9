/** Entry of the worker thread that reads one store and ends, or follows it. */
import { parentPort, workerData } from "node:worker_threads";
import { cutColumns, type GraphletColumns, graphletsOf } from "../graphlets/index.ts";
import { nodeHistories } from "../graphlets/nodeHistory.ts";
import { throwIfCancelled } from "../model/cancel.ts";
import type { Trace } from "../model/trace.ts";
import { summarize, type TraceSummary } from "./pairing.ts";
import { failureOf } from "./traceFailure.ts";
import { followTraceWith, readTraceWith } from "./traceInThread.ts";
import type { TraceWorkerData } from "./traceInWorker.ts";
import { buffersIn, parcelOf, runParts } from "./traceParcel.ts";
import type { TraceWorkerMessage } from "./workerAnswer.ts";

const progressStep = 0.01;
/** Executions from which on the histories of a pipeline's nodes are made in this thread. */
const largePipeline = 20_000;

const { path, options, scratch, password, work, cancelled } = workerData as TraceWorkerData;
const flag = new Int32Array(cancelled);
const say = (message: TraceWorkerMessage, transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer);
const token = {
  get isCancellationRequested() {
    return Atomics.load(flag, 0) !== 0;
  },
};
let told = 0;
const onProgress = (share: number): void => {
  if (share < told + progressStep && share < 1) return;
  told = share;
  say({ type: "progress", share });
};

const sayFailure = (error: unknown): void => say({ type: "failure", failure: failureOf(error, path) });

if (work === "follow") follow().catch(sayFailure);
else {
  readTraceWith("auto", scratch, path, options, { token, onProgress }, password)
    .then((result) => {
      if (!result.ok) return say({ type: "failure", failure: result.error });
      sayTrace(result.value, work === "cut", true);
    })
    .catch(sayFailure);
}

/** Looks at the trace whenever it is asked to; ends where each look would be a reading of its own. */
async function follow(): Promise<void> {
  const { follower, isKept } = await followTraceWith("auto", scratch, path, options);
  /** What was found by a look that was cancelled before it could be told. */
  let untold: Trace | null = null;
  const look = async (): Promise<void> => {
    told = 0;
    try {
      const { trace, isSettled } = await follower.look({ token, onProgress });
      untold = trace ?? untold;
      if (untold === null) say({ type: "same", isSettled });
      else sayTrace(untold, true, isSettled);
      untold = null;
    } catch (error) {
      sayFailure(error);
    }
    if (!isKept) parentPort?.close();
  };
  let last = Promise.resolve();
  parentPort?.on("message", () => {
    last = last.then(look);
  });
}

function sayTrace(trace: Trace, cut: boolean, isSettled: boolean): void {
  const columns = cut ? cutColumns(trace, token) : null;
  const summary = columns ? summarize(trace) : null;
  if (columns && summary) sayHistories(trace, columns, summary);
  for (const runs of runParts(trace)) {
    throwIfCancelled(token);
    say({ type: "runs", runs });
  }
  const parcel = parcelOf(trace);
  say({ type: "trace", parcel, columns, summary, isSettled }, [...buffersIn([parcel, columns])]);
}

/** Makes the histories of large pipelines here; those of small ones are made at once when they are asked for. */
function sayHistories(trace: Trace, columns: GraphletColumns, { pipelines }: TraceSummary): void {
  const graphlets = graphletsOf(trace, columns);
  for (const { index, executions } of pipelines) {
    throwIfCancelled(token);
    if (executions < largePipeline) continue;
    for (const history of nodeHistories(trace, graphlets, index).values()) {
      say({ type: "history", pipeline: index, history });
    }
  }
}
