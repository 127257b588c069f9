import { setImmediate as nextTurn } from "node:timers/promises";
import { graphletsSlowly } from "../graphlets/index.ts";
import { CancelledError, neverCancelled } from "../model/cancel.ts";
import type { Graphlets } from "../model/graphlet.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Trace } from "../model/trace.ts";
import { isDatabaseAddress } from "../traces/database/address.ts";
import type { ReadControl, ReadOptions, ReadTrace, TraceFailure } from "../traces/reader.ts";
import type { Histories } from "./packedHistories.ts";
import type { TraceSummary } from "./pairing.ts";
import { begin, beginFollowing, end, giveBack, type ReaderThread } from "./readerThreads.ts";
import { slices } from "./slices.ts";
import { failureOf } from "./traceFailure.ts";
import { answerOf, type WorkerAnswer } from "./workerAnswer.ts";

/** A trace and what it was cut into. */
export interface CutTrace {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  readonly summary: TraceSummary;
  /** Histories that were made with the trace, by pipeline: of those whose making takes long. */
  readonly histories: Histories;
}

/**
 * Reads a store in a worker thread. Cancelling takes effect within some milliseconds; a worker that does not listen is
 * ended. Whatever happens to the worker is a `TraceFailure`.
 */
export const readTraceInWorker: ReadTrace = async (path, options, control, password = null) => {
  const answer = await askOnce(path, options, control, "read", password);
  if (!answer.ok) return answer;
  const { read } = answer.value;
  return read ? ok(read.trace) : err(failureOf(new Error("the reader did not read the trace"), path));
};

/** As {@link readTraceInWorker}, and cuts the trace into its graphlets in the same thread. */
export async function readAndCutInWorker(
  path: string,
  options: ReadOptions,
  control: ReadControl,
  password: string | null = null,
): Promise<Result<CutTrace, TraceFailure>> {
  const answer = await askOnce(path, options, control, "cut", password);
  if (!answer.ok) return answer;
  const cut = await cutOf(answer.value);
  return cut ? ok(cut) : err(failureOf(new Error("the reader did not cut the trace"), path));
}

/** One pipeline of a large trace, read and cut in a thread of its own; null where it is not there in a fraction of the time, for whatever reason. */
export async function readEarlyInWorker(
  path: string,
  options: ReadOptions & { readonly pipeline: string },
  control: ReadControl,
): Promise<CutTrace | null> {
  const answer = await askOnce(path, options, control, "early", null);
  return answer.ok ? await cutOf(answer.value) : null;
}

/** What a look at a followed trace found; see `TraceLook`. */
export interface CutLook {
  readonly cut: CutTrace | null;
  readonly isSettled: boolean;
}

/** A trace that is followed in a worker thread of its own, which keeps what it read. */
export interface FollowedTrace {
  /** Reads what is new, and cuts the trace anew where anything is. One look at a time. Whatever happens to the thread is a `TraceFailure`. */
  look(control: ReadControl): Promise<Result<CutLook, TraceFailure>>;
  /** Ends the thread; another look starts another. */
  stop(): Promise<void>;
}

/** After so long without a change nothing is kept any more, milliseconds. */
const idle = 10 * 60_000;

export function followInWorker(path: string, options: ReadOptions): FollowedTrace {
  let running: ReaderThread | null = null;
  let resting: NodeJS.Timeout | undefined;
  const stop = async (): Promise<void> => {
    clearTimeout(resting);
    const ended = running;
    running = null;
    if (ended) await end(ended);
  };
  const beginAnew = (): ReaderThread => {
    const own = beginFollowing(path, options);
    own.worker.once("exit", () => {
      if (running === own) running = null;
    });
    return own;
  };
  return {
    async look(control) {
      if (control.token.isCancellationRequested) return err(failureOf(new CancelledError(), path));
      clearTimeout(resting);
      try {
        running ??= beginAnew();
        const own = running;
        Atomics.store(own.cancelled, 0, 0);
        own.worker.postMessage("look");
        const answer = await answerOf(own.worker, path, own.cancelled, control);
        resting = setTimeout(() => void stop(), idle);
        resting.unref();
        if (!answer.ok) {
          // Whoever was cancelled may not have listened.
          if (answer.error.code === "cancelled") await stop();
          return answer;
        }
        return ok({ cut: await cutOf(answer.value), isSettled: answer.value.isSettled });
      } catch (error) {
        await stop();
        return err(failureOf(error, path));
      }
    },
    stop,
  };
}

async function cutOf({ read }: WorkerAnswer): Promise<CutTrace | null> {
  if (!read?.columns || !read.summary) return null;
  const { trace, columns, summary, histories } = read;
  await nextTurn();
  const graphlets = await graphletsSlowly(trace, columns, slices(neverCancelled));
  return { trace, graphlets, summary, histories };
}

/** A thread that read more rows is not kept: what it made on the way would wait for the collector beside the trace. */
const mostRows = 1_000_000;

/** Whether a thread is left empty by what it read: a connection has a thread of its own, which ends with it. */
function isSoonForgotten(path: string, { read }: WorkerAnswer): boolean {
  if (isDatabaseAddress(path)) return false;
  const { executions = 0, artifacts = 0, events = 0 } = read?.trace.counts ?? {};
  return executions + artifacts + events <= mostRows;
}

async function askOnce(
  path: string,
  options: ReadOptions,
  control: ReadControl,
  work: "read" | "cut" | "early",
  password: string | null,
): Promise<Result<WorkerAnswer, TraceFailure>> {
  if (control.token.isCancellationRequested) return err(failureOf(new CancelledError(), path));
  let thread: ReaderThread | undefined;
  try {
    thread = begin(path, options, work, password);
    const answer = await answerOf(thread.worker, path, thread.cancelled, control);
    // Who was cancelled may not have listened, and who failed may have left something open.
    if (answer.ok && isSoonForgotten(path, answer.value)) await giveBack(thread);
    else await end(thread);
    return answer;
  } catch (error) {
    if (thread) await end(thread);
    return err(failureOf(error, path));
  }
}
