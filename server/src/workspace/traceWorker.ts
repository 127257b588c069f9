/** Entry of the worker thread that reads one store and ends, or follows it. */
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { cutColumns, type GraphletColumns } from "../graphlets/index.ts";
import { historyGraphlets, nodeHistories } from "../graphlets/nodeHistory.ts";
import { throwIfCancelled } from "../model/cancel.ts";
import type { Trace } from "../model/trace.ts";
import type { TraceLook } from "../traces/follower.ts";
import type { ReadTrace, TraceFailure } from "../traces/reader.ts";
import { workInBackground } from "./background.ts";
import { contentStampOf } from "./cache/contentStamp.ts";
import { isLarge, type SentTrace, throughCache } from "./cache/throughCache.ts";
import { packHistories } from "./packedHistories.ts";
import { summarize, type TraceSummary } from "./pairing.ts";
import { failureOf } from "./traceFailure.ts";
import { followTraceWith, readEarlyWith, readTraceOnce, readTraceWith } from "./traceInThread.ts";
import type { TraceWorkerData } from "./traceInWorker.ts";
import { buffersIn, parcelOf } from "./traceParcel.ts";
import type { TraceWorkerMessage } from "./workerAnswer.ts";

const progressStep = 0.01;
/** So long, milliseconds, a store has to stay as it is to be at rest. */
const moment = 100;
/** Executions from which on the histories of a pipeline's nodes are made in this thread. */
const largePipeline = 2_000;

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

/** A failure that has its words already. */
class ReadFailure extends Error {
  readonly failure: TraceFailure;
  constructor(failure: TraceFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

const sayFailure = (error: unknown): void =>
  say({ type: "failure", failure: error instanceof ReadFailure ? error.failure : failureOf(error, path) });

if (work === "follow") follow().catch(sayFailure);
else once().catch(sayFailure);

async function once(): Promise<void> {
  if (work === "early") return await early();
  if (work === "cut") return saySent(await cutThroughCache(readWhole), true);
  const result = await readWhole();
  if (result.ok) saySent(sent(result.value, false), true);
  else say({ type: "failure", failure: result.error });
}

async function early(): Promise<void> {
  const { pipeline } = options;
  if (pipeline === undefined) throw new Error("no pipeline is to be read early");
  const trace = await readEarlyWith("auto", scratch, path, { ...options, pipeline }, { token, onProgress });
  if (trace === null) say({ type: "same", isSettled: true });
  else saySent(sent(trace, true), true);
}

async function readWhole(): ReturnType<ReadTrace> {
  return await readTraceWith("auto", scratch, path, options, { token, onProgress }, password);
}

/** Reads and cuts the trace, or takes it from the cache. */
async function cutThroughCache(read: typeof readWhole): Promise<SentTrace> {
  return await throughCache(path, options, async () => {
    const result = await read();
    if (!result.ok) throw new ReadFailure(result.error);
    return sent(result.value, true);
  });
}

/** Looks at the trace whenever it is asked to; ends where each look would be a reading of its own. */
async function follow(): Promise<void> {
  workInBackground();
  const { follower, isKept } = await followTraceWith("auto", scratch, path, options);
  /** What was found by a look that was cancelled before it could be told. */
  let untold: Pick<TraceLook, "trace" | "isReadOn"> = { trace: null };
  /** State of a large file that was read as a whole: to follow it costs another reading, which only a change is worth. */
  let read = (await isLarge(path)) ? "" : null;
  const look = async (): Promise<void> => {
    told = 0;
    try {
      const stamp = read === null ? null : await contentStampOf(path);
      const first = stamp !== null && read === "" && (await isAtRest(stamp)) ? await cutAtRest() : null;
      if (stamp !== null && stamp === read) say({ type: "same", isSettled: true });
      else if (first !== null) {
        saySent(first, true);
        read = stamp;
      } else {
        read = null;
        const found = await follower.look({ token, onProgress });
        const { isSettled } = found;
        if (found.trace !== null) untold = found;
        const { trace, isReadOn } = untold;
        if (trace === null) say({ type: "same", isSettled });
        else saySent(sent(trace, true, isReadOn), isSettled);
        untold = { trace: null };
      }
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

/** Whether the store is still in a state a moment later. One that others write to again and again is followed at once: a reading of its own would be late. */
async function isAtRest(stamp: string): Promise<boolean> {
  await sleep(moment);
  return (await contentStampOf(path)) === stamp;
}

/** Null where others began to write to the store meanwhile: to wait until they end would be later than to follow them. */
async function cutAtRest(): Promise<SentTrace | null> {
  try {
    return await cutThroughCache(() => readTraceOnce("auto", scratch, path, options, { token, onProgress }));
  } catch (error) {
    if (error instanceof ReadFailure && error.failure.code === "busy") return null;
    throw error;
  }
}

/** What is sent of a trace; its numbers are handed over, so that it can be sent once, unless it `stays`: then they are copied. */
function sent(trace: Trace, cut: boolean, stays = false): SentTrace {
  const columns = cut ? cutColumns(trace, token) : null;
  const summary = columns ? summarize(trace) : null;
  const histories = columns && summary ? largeHistories(trace, columns, summary) : [];
  const parcel = parcelOf(trace);
  return { histories, parcel: stays ? structuredClone(parcel) : parcel, columns, summary };
}

function saySent(sent: SentTrace, isSettled: boolean): void {
  say({ type: "trace", ...sent, isSettled }, [...buffersIn(sent)]);
}

/** Makes the histories of large pipelines here; those of small ones are made at once when they are asked for. */
function largeHistories(trace: Trace, columns: GraphletColumns, { pipelines }: TraceSummary): SentTrace["histories"] {
  const graphlets = historyGraphlets(columns);
  return pipelines.flatMap(({ index, executions }) => {
    throwIfCancelled(token);
    if (executions < largePipeline) return [];
    return packHistories(index, nodeHistories(trace, graphlets, index));
  });
}
