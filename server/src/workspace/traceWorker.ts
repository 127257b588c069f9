/** Entry of the worker thread that reads one store after the other, or follows one. */
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { cutColumns, type GraphletColumns } from "../graphlets/index.ts";
import { nodeHistories } from "../graphlets/nodeHistory.ts";
import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";
import type { Trace } from "../model/trace.ts";
import type { TraceLook } from "../traces/follower.ts";
import type { ReadControl, ReadTrace, TraceFailure } from "../traces/reader.ts";
import { workInBackground } from "./background.ts";
import { contentStampOf } from "./cache/contentStamp.ts";
import { isLarge, type SentTrace, throughCache } from "./cache/throughCache.ts";
import { packHistories } from "./packedHistories.ts";
import { summarize, type TraceSummary } from "./pairing.ts";
import type { TraceTask } from "./readerThreads.ts";
import { failureOf } from "./traceFailure.ts";
import { followTraceWith, readEarlyWith, readTraceOnce, readTraceWith } from "./traceInThread.ts";
import { buffersIn, parcelOf } from "./traceParcel.ts";
import type { TraceWorkerMessage } from "./workerAnswer.ts";

const progressStep = 0.01;
/** So long, milliseconds, a store has to stay as it is to be at rest. */
const moment = 100;
/** Executions from which on the histories of a pipeline's nodes are made in this thread. */
const largePipeline = 2_000;

const say = (message: TraceWorkerMessage, transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer);
/** A task, and the way to whoever gave it. */
interface Job extends TraceTask {
  readonly control: ReadControl;
  /** The next reading begins anew. */
  readonly beginProgress: () => void;
}

function jobOf(task: TraceTask): Job {
  const flag = new Int32Array(task.cancelled);
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
  const beginProgress = (): void => {
    told = 0;
  };
  return { ...task, control: { token, onProgress }, beginProgress };
}

/** A failure that has its words already. */
class ReadFailure extends Error {
  readonly failure: TraceFailure;
  constructor(failure: TraceFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

const sayFailure = (error: unknown, path: string): void =>
  say({ type: "failure", failure: error instanceof ReadFailure ? error.failure : failureOf(error, path) });

const followed = workerData as TraceTask | null;
if (followed) follow(jobOf(followed)).catch((error) => sayFailure(error, followed.path));
else {
  parentPort?.on("message", (task: TraceTask) => {
    once(jobOf(task)).catch((error) => sayFailure(error, task.path));
  });
}

async function once(job: Job): Promise<void> {
  const { work, control } = job;
  if (work === "early") return await early(job);
  if (work === "cut") return saySent(await cutThroughCache(job, () => readWhole(job)), true);
  const result = await readWhole(job);
  if (result.ok) saySent(sent(result.value, control.token, false), true);
  else say({ type: "failure", failure: result.error });
}

async function early({ path, options, scratch, control }: Job): Promise<void> {
  const { pipeline } = options;
  if (pipeline === undefined) throw new Error("no pipeline is to be read early");
  const trace = await readEarlyWith("auto", scratch, path, { ...options, pipeline }, control);
  if (trace === null) say({ type: "same", isSettled: true });
  else saySent(sent(trace, control.token, true), true);
}

async function readWhole({ path, options, scratch, password, control }: Job): ReturnType<ReadTrace> {
  return await readTraceWith("auto", scratch, path, options, control, password);
}

/** Reads and cuts the trace, or takes it from the cache. */
async function cutThroughCache({ path, options, control }: Job, read: () => ReturnType<ReadTrace>): Promise<SentTrace> {
  return await throughCache(path, options, async () => {
    const result = await read();
    if (!result.ok) throw new ReadFailure(result.error);
    return sent(result.value, control.token, true);
  });
}

/** Looks at the trace whenever it is asked to; ends where each look would be a reading of its own. */
async function follow(job: Job): Promise<void> {
  const { path, options, scratch, control } = job;
  workInBackground();
  const { follower, isKept } = await followTraceWith("auto", scratch, path, options);
  /** What was found by a look that was cancelled before it could be told. */
  let untold: Pick<TraceLook, "trace" | "isReadOn"> = { trace: null };
  /** State of a large file that was read as a whole: to follow it costs another reading, which only a change is worth. */
  let read = (await isLarge(path)) ? "" : null;
  const look = async (): Promise<void> => {
    job.beginProgress();
    try {
      const stamp = read === null ? null : await contentStampOf(path);
      const first = stamp !== null && read === "" && (await isAtRest(path, stamp)) ? await cutAtRest(job) : null;
      if (stamp !== null && stamp === read) say({ type: "same", isSettled: true });
      else if (first !== null) {
        saySent(first, true);
        read = stamp;
      } else {
        read = null;
        const found = await follower.look(control);
        const { isSettled } = found;
        if (found.trace !== null) untold = found;
        const { trace, isReadOn } = untold;
        if (trace === null) say({ type: "same", isSettled });
        else saySent(sent(trace, control.token, true, isReadOn), isSettled);
        untold = { trace: null };
      }
    } catch (error) {
      sayFailure(error, path);
    }
    if (!isKept) parentPort?.close();
  };
  let last = Promise.resolve();
  parentPort?.on("message", () => {
    last = last.then(look);
  });
}

/** Whether the store is still in a state a moment later. One that others write to again and again is followed at once: a reading of its own would be late. */
async function isAtRest(path: string, stamp: string): Promise<boolean> {
  await sleep(moment);
  return (await contentStampOf(path)) === stamp;
}

/** Null where others began to write to the store meanwhile: to wait until they end would be later than to follow them. */
async function cutAtRest(job: Job): Promise<SentTrace | null> {
  const { path, options, scratch, control } = job;
  try {
    return await cutThroughCache(job, () => readTraceOnce("auto", scratch, path, options, control));
  } catch (error) {
    if (error instanceof ReadFailure && error.failure.code === "busy") return null;
    throw error;
  }
}

/** What is sent of a trace; its numbers are handed over, so that it can be sent once, unless it `stays`: then they are copied. */
function sent(trace: Trace, token: CancelToken, cut: boolean, stays = false): SentTrace {
  const columns = cut ? cutColumns(trace, token) : null;
  const summary = columns ? summarize(trace) : null;
  const histories = columns && summary ? largeHistories(trace, token, columns, summary) : [];
  const parcel = parcelOf(trace);
  return { histories, parcel: stays ? structuredClone(parcel) : parcel, columns, summary };
}

function saySent(sent: SentTrace, isSettled: boolean): void {
  say({ type: "trace", ...sent, isSettled }, [...buffersIn(sent)]);
}

/** Makes the histories of large pipelines here; those of small ones are made at once when they are asked for. */
function largeHistories(
  trace: Trace,
  token: CancelToken,
  columns: GraphletColumns,
  { pipelines }: TraceSummary,
): SentTrace["histories"] {
  return pipelines.flatMap(({ index, executions }) => {
    throwIfCancelled(token);
    return executions < largePipeline ? [] : packHistories(index, nodeHistories(trace, columns, index));
  });
}
