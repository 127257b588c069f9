/**
 * Reads and cuts one store in a process of its own and prints what that took: what `traces.ts` runs and measures. With a folder for the cache, as the
 * server does it: in a thread, and how long the thread that waits for it was kept from other work. With another store: in a process that has read and cut that
 * one, or opened it, again and again before.
 */
import { statSync } from "node:fs";
import { cutGraphlets } from "../server/src/graphlets/index.ts";
import { neverCancelled } from "../server/src/model/cancel.ts";
import type { Trace } from "../server/src/model/trace.ts";
import { readAndCutInWorker, readTrace } from "../server/src/workspace/openTrace.ts";

/** One measurement: milliseconds, bytes. */
export interface Measured {
  readonly read: number;
  readonly cut: number;
  /** Processor time of reading and cutting, all threads of the process included: other work on the machine hardly changes it. */
  readonly processor: number;
  readonly peakMemory: number;
  /** The longest time for which the main thread did nothing else. */
  readonly stall: number;
  readonly executions: number;
  readonly events: number;
  readonly graphlets: number;
}

/** So many are read before the program is compiled for good. */
const warmExecutions = 500_000;

const options = { operatorKinds: {}, costProperty: "" };
const control = { token: neverCancelled, onProgress: () => {} };

async function main(path?: string, folderOrOther?: string, otherOpened?: string): Promise<void> {
  if (path === undefined) return print({ read: 0, cut: 0, stall: 0, executions: 0, events: 0, graphlets: 0 }, 0);
  if (folderOrOther !== undefined) {
    if (statSync(folderOrOther).isDirectory()) return await inWorker(path, folderOrOther, otherOpened);
    for (let executions = 0; executions < warmExecutions; ) executions += (await readAndCut(folderOrOther)).executions;
  }
  const processor = processorTime();
  print(await readAndCut(path), processor);
}

async function readAndCut(path: string): Promise<Omit<Measured, "processor" | "peakMemory">> {
  const started = performance.now();
  const read = await readTrace(path, options, control);
  if (!read.ok) throw new Error(read.error.message);
  const wasRead = performance.now();
  const { list } = cutGraphlets(read.value, neverCancelled);
  const cut = performance.now() - wasRead;
  return { read: wasRead - started, cut, stall: 0, ...countsOf(read.value, list.length) };
}

async function inWorker(path: string, cache: string, other: string | undefined): Promise<void> {
  for (let executions = 0; other !== undefined && executions < warmExecutions; ) {
    const opened = await readAndCutInWorker(other, options, control);
    if (!opened.ok) throw new Error(opened.error.message);
    executions += opened.value.trace.counts.executions;
  }
  const processor = processorTime();
  const stalls = watchStalls();
  const started = performance.now();
  const result = await readAndCutInWorker(path, { ...options, cache }, control);
  const read = performance.now() - started;
  if (!result.ok) throw new Error(result.error.message);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const { trace, graphlets } = result.value;
  print({ read, cut: 0, stall: stalls(), ...countsOf(trace, graphlets.list.length) }, processor);
}

/** Looks as often as it can; tells the longest time between two looks. */
function watchStalls(): () => number {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

const countsOf = ({ counts: { executions, events } }: Trace, graphlets: number) => ({ executions, events, graphlets });

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function print(measured: Omit<Measured, "processor" | "peakMemory">, before: number): void {
  const processor = processorTime() - before;
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ ...measured, processor, peakMemory } satisfies Measured));
}

void main(process.argv[2], process.argv[3], process.argv[4]);
