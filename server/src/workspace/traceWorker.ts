/** Entry of the worker thread that reads one store and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { cutColumns, type GraphletColumns } from "../graphlets/index.ts";
import type { Trace } from "../model/trace.ts";
import { failureOf } from "./traceFailure.ts";
import { readTraceWith } from "./traceInThread.ts";
import type { TraceWorkerData, TraceWorkerMessage } from "./traceInWorker.ts";

const progressStep = 0.01;

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
    const columns = cut ? cutColumns(result.value, token) : null;
    say({ type: "trace", trace: result.value, columns }, buffersOf(result.value, columns));
  })
  .catch((error: unknown) => say({ type: "failure", failure: failureOf(error, path) }));

/** Memory of the columns, which is handed over instead of copied. */
function buffersOf(trace: Trace, graphlets: GraphletColumns | null): ArrayBuffer[] {
  const { executions, artifacts, reads, writes, readers, writers } = trace;
  const tables: object[] = [executions, executions.id, artifacts, artifacts.id, reads, writes, readers, writers];
  if (graphlets) {
    tables.push(graphlets, graphlets.members, graphlets.parents, graphlets.evidence, graphlets.spans);
  }
  const arrays = tables.flatMap((table) => Object.values(table)).filter((value) => ArrayBuffer.isView(value));
  return [...new Set(arrays.map((array) => array.buffer as ArrayBuffer))];
}
