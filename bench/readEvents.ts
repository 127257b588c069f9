/** Reads the events of one file in a process of its own, in one thread or in two, and prints what that took: what `events.ts` runs and measures. */
import { neverCancelled } from "../server/src/model/cancel.ts";
import { readLines } from "../server/src/traces/openLineage/readLines.ts";

/** One measurement: milliseconds, bytes. */
export interface EventsMeasured {
  readonly read: number;
  /** Of all threads. */
  readonly processor: number;
  readonly peakMemory: number;
  readonly runs: number;
  readonly events: number;
}

async function main(path: string, threads: 1 | 2): Promise<void> {
  const before = process.cpuUsage();
  const started = performance.now();
  const found = await readLines(path, { token: neverCancelled, onProgress: () => {} }, { threads });
  const read = performance.now() - started;
  if (!found) throw new Error(`${path} has no events, one a line.`);
  const { user, system } = process.cpuUsage(before);
  const measured: EventsMeasured = {
    read,
    processor: (user + system) / 1000,
    peakMemory: process.resourceUsage().maxRSS * 1024,
    runs: found.runs.size,
    events: found.events,
  };
  console.log(JSON.stringify(measured));
}

void main(process.argv[2] ?? "", process.argv[3] === "2" ? 2 : 1);
