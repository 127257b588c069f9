import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { ReadOptions } from "../traces/reader.ts";
import { scratchFolder } from "./scratch.ts";
import { patience } from "./workerAnswer.ts";

/** What a thread is to do. */
export interface TraceTask {
  readonly path: string;
  readonly options: ReadOptions;
  readonly scratch: string;
  /** Of a database's user; null where none is known. */
  readonly password: string | null;
  /** `cut`: the trace into its graphlets as well; `early`: that, of one pipeline where it is there soon; `follow`: that, at every message, for as long as the thread lives. */
  readonly work: "read" | "cut" | "early" | "follow";
  /** One number; not 0 when the reading is cancelled. */
  readonly cancelled: SharedArrayBuffer;
}

/** A thread at work on a task. */
export interface ReaderThread {
  readonly worker: Worker;
  readonly cancelled: Int32Array;
  readonly scratch: string;
}

/** So long, milliseconds, a thread without work is kept. */
const idle = 5 * 60_000;

/** What is new is looked through sooner than the engine would: readers leave much behind at once, and take no more time so. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 };

/** The thread that is kept: what the engine compiled for one store serves the next, and small stores are compiled for longer than they are read. */
let kept: { readonly worker: Worker; readonly timer: NodeJS.Timeout } | null = null;

/** Begins a task other than `follow`: in the thread that is kept, else in another. To be ended by {@link giveBack} or {@link end}. */
export function begin(
  path: string,
  options: ReadOptions,
  work: Exclude<TraceTask["work"], "follow">,
  password: string | null,
): ReaderThread {
  const { task, cancelled } = newTask(path, options, work, password);
  const worker = takeKept() ?? newWorker(null);
  worker.postMessage(task);
  return { worker, cancelled, scratch: task.scratch };
}

/** Begins to follow a trace in a thread of its own. To be ended by {@link end}. */
export function beginFollowing(path: string, options: ReadOptions): ReaderThread {
  const { task, cancelled } = newTask(path, options, "follow", null);
  return { worker: newWorker(task), cancelled, scratch: task.scratch };
}

/** Keeps a thread that has answered for the next task, unless another is kept already. */
export async function giveBack(thread: ReaderThread): Promise<void> {
  if (kept) return await end(thread);
  const { worker, scratch } = thread;
  // It keeps nobody from ending.
  worker.unref();
  const timer = setTimeout(() => void endKept(worker), idle);
  timer.unref();
  kept = { worker, timer };
  await removeFolder(scratch);
}

/** Ends a thread. What is deep in SQLite cannot be ended from outside; nobody waits for it. */
export async function end({ worker, scratch }: ReaderThread): Promise<void> {
  await Promise.race([worker.terminate(), sleep(patience, undefined, { ref: false })]);
  await removeFolder(scratch);
}

function takeKept(): Worker | null {
  if (!kept) return null;
  const { worker, timer } = kept;
  kept = null;
  clearTimeout(timer);
  worker.ref();
  return worker;
}

async function endKept(worker: Worker): Promise<void> {
  if (kept?.worker !== worker) return;
  takeKept();
  await worker.terminate();
}

function newTask(path: string, options: ReadOptions, work: TraceTask["work"], password: string | null) {
  const cancelled = new SharedArrayBuffer(4);
  const task: TraceTask = { path, options, scratch: scratchFolder(), password, work, cancelled };
  return { task, cancelled: new Int32Array(cancelled) };
}

function newWorker(workerData: TraceTask | null): Worker {
  const worker = new Worker(workerFile(), { workerData, name: "graphlet-trace", resourceLimits });
  // Who waits for an answer hears of errors; nobody else needs to.
  worker.on("error", () => {});
  worker.once("exit", () => {
    if (kept?.worker === worker) takeKept();
  });
  return worker;
}

const removeFolder = (path: string): Promise<void> => rm(path, { recursive: true, force: true }).catch(() => {});

/** Beside the bundle; when run from source, the source. */
function workerFile(): string {
  const bundled = join(import.meta.dirname, "traceWorker.js");
  return existsSync(bundled) ? bundled : join(import.meta.dirname, "traceWorker.ts");
}
