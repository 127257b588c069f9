/** Entry of the thread that reads parts of a file of lines beside another one. */
import { parentPort, workerData } from "node:worker_threads";
import { partReader, partsOf } from "./lineParts.ts";
import { type LinesWorkerData, mostAhead, nextPart, type PartRead, unitedParts } from "./twoThreads.ts";

const data = workerData as LinesWorkerData;
const counts = new Int32Array(data.shared);
const reader = partReader(data);
const parts = partsOf(data);

for (let part = take(); part < parts; part = take()) {
  for (let united = Atomics.load(counts, unitedParts); part - united >= mostAhead; ) {
    Atomics.wait(counts, unitedParts, united);
    united = Atomics.load(counts, unitedParts);
  }
  const batch = reader.read(part);
  const { numbers, times, jobs, parents, uses } = batch;
  const message: PartRead = { part, batch };
  parentPort?.postMessage(
    message,
    [numbers, times, jobs, parents, uses].map(({ buffer }) => buffer),
  );
}

function take(): number {
  return Atomics.add(counts, nextPart, 1);
}
