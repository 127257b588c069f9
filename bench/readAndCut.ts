/** Reads and cuts one store in a process of its own and prints what that took: what `traces.ts` runs and measures. */
import { cutGraphlets } from "../server/src/graphlets/index.ts";
import { neverCancelled } from "../server/src/model/cancel.ts";
import { readTrace } from "../server/src/workspace/openTrace.ts";

/** One measurement: milliseconds, bytes. */
export interface Measured {
  readonly read: number;
  readonly cut: number;
  /** Processor time of the whole process, start included: other work on the machine does not change it. */
  readonly processor: number;
  readonly peakMemory: number;
  readonly executions: number;
  readonly events: number;
  readonly graphlets: number;
}

async function main(path: string | undefined): Promise<void> {
  if (path === undefined) return print({ read: 0, cut: 0, executions: 0, events: 0, graphlets: 0 });
  const started = performance.now();
  const read = await readTrace(
    path,
    { operatorKinds: {}, costProperty: "" },
    { token: neverCancelled, onProgress: () => {} },
  );
  if (!read.ok) throw new Error(read.error.message);
  const wasRead = performance.now();
  const { list } = cutGraphlets(read.value, neverCancelled);
  const wasCut = performance.now();
  const { executions, events } = read.value.counts;
  print({ read: wasRead - started, cut: wasCut - wasRead, executions, events, graphlets: list.length });
}

function print(measured: Omit<Measured, "processor" | "peakMemory">): void {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const processor = (userCPUTime + systemCPUTime) / 1000;
  console.log(JSON.stringify({ ...measured, processor, peakMemory: maxRSS * 1024 } satisfies Measured));
}

void main(process.argv[2]);
