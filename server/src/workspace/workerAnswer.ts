import { setImmediate as nextTurn } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import type { GraphletColumns } from "../graphlets/index.ts";
import { CancelledError } from "../model/cancel.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Trace } from "../model/trace.ts";
import type { ReadControl, TraceFailure } from "../traces/reader.ts";
import { type Histories, historiesOf, type PackedHistories } from "./packedHistories.ts";
import type { TraceSummary } from "./pairing.ts";
import { failureOf } from "./traceFailure.ts";
import { type TraceParcel, traceOf } from "./traceParcel.ts";

/** What the worker says: progress any number of times; the trace; or that nothing is new; or a failure at the end. */
export type TraceWorkerMessage =
  | { readonly type: "progress"; readonly share: number }
  | {
      readonly type: "trace";
      readonly parcel: TraceParcel;
      readonly columns: GraphletColumns | null;
      readonly summary: TraceSummary | null;
      /** Of large pipelines. */
      readonly histories: readonly PackedHistories[];
      readonly isSettled: boolean;
    }
  | { readonly type: "same"; readonly isSettled: boolean }
  | { readonly type: "failure"; readonly failure: TraceFailure };

export interface WorkerAnswer {
  /** Null where nothing changed since the answer before. */
  readonly read: {
    readonly trace: Trace;
    readonly columns: GraphletColumns | null;
    readonly summary: TraceSummary | null;
    readonly histories: Histories;
  } | null;
  /** See `TraceLook`. */
  readonly isSettled: boolean;
}

/** How often the token is asked, milliseconds. */
const askInterval = 20;
/** How long a worker may take to notice that it is cancelled, milliseconds. */
export const patience = 2000;

/**
 * The next answer of a worker. `cancelled`: the number that the worker looks at, set when the token is cancelled; a worker that does not listen is not waited
 * for, and is to be ended. Rejects where the worker breaks.
 */
export function answerOf(
  worker: Worker,
  path: string,
  cancelled: Int32Array,
  control: ReadControl,
): Promise<Result<WorkerAnswer, TraceFailure>> {
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
      worker.off("message", hear).off("error", fail).off("messageerror", fail).off("exit", gone);
      settle();
    };
    const fail = (error: Error): void => finish(() => reject(error));
    const gone = (code: number): void => fail(new Error(`the reader stopped with code ${code}`));
    const hear = (message: TraceWorkerMessage): void => {
      if (message.type === "progress") control.onProgress(message.share);
      else if (message.type === "trace") finish(() => resolve(unpacked(message)));
      else if (message.type === "same") finish(() => resolve(ok({ read: null, isSettled: message.isSettled })));
      else finish(() => resolve(err(message.failure)));
    };
    worker.on("message", hear).on("error", fail).on("messageerror", fail).on("exit", gone);
  });
}

async function unpacked(
  message: Extract<TraceWorkerMessage, { readonly type: "trace" }>,
): Promise<Result<WorkerAnswer, TraceFailure>> {
  const { parcel, columns, summary, histories, isSettled } = message;
  // The message itself took its time.
  await nextTurn();
  return ok({ read: { trace: traceOf(parcel), columns, summary, histories: historiesOf(histories) }, isSettled });
}
