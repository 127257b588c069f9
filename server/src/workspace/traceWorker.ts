/** Entry of the worker thread that reads one store and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { cutColumns, type GraphletColumns, graphletsOf } from "../graphlets/index.ts";
import { nodeHistories } from "../graphlets/nodeHistory.ts";
import { throwIfCancelled } from "../model/cancel.ts";
import type { Trace } from "../model/trace.ts";
import { summarize, type TraceSummary } from "./pairing.ts";
import { failureOf } from "./traceFailure.ts";
import { readTraceWith } from "./traceInThread.ts";
import type { TraceWorkerData, TraceWorkerMessage } from "./traceInWorker.ts";
import { buffersIn, parcelOf, runParts } from "./traceParcel.ts";

const progressStep = 0.01;
/** Executions from which on the histories of a pipeline's nodes are made in this thread. */
const largePipeline = 20_000;

const { path, options, scratch, cut, cancelled } = workerData as TraceWorkerData;
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

readTraceWith("auto", scratch, path, options, { token, onProgress })
  .then((result) => {
    if (!result.ok) return say({ type: "failure", failure: result.error });
    const trace = result.value;
    const columns = cut ? cutColumns(trace, token) : null;
    const summary = columns ? summarize(trace) : null;
    if (columns && summary) sayHistories(trace, columns, summary);
    for (const runs of runParts(trace)) {
      throwIfCancelled(token);
      say({ type: "runs", runs });
    }
    const parcel = parcelOf(trace);
    say({ type: "trace", parcel, columns, summary }, [...buffersIn([parcel, columns])]);
  })
  .catch((error: unknown) => say({ type: "failure", failure: failureOf(error, path) }));

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
