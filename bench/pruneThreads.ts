import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { doScoreJob, ScoreJob } from "../server/src/waste/prediction/heldOut.ts";

type Answer = ReturnType<typeof doScoreJob>;

/** Memory that all threads look at, so that no job copies the table. */
export function shared<T extends Uint8Array | Int32Array>(values: T): T {
  const Typed = values.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Typed(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

/** Does jobs in so many threads: the answers in the order of the jobs. */
export async function inThreads(jobs: readonly ScoreJob[], threads: number): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const open = [...jobs.entries()];
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL("pruneWorker.ts", import.meta.url));
    try {
      for (let next = open.shift(); next !== undefined; next = open.shift()) {
        const [index, job] = next;
        const answered = once(worker, "message");
        worker.postMessage(job);
        answers[index] = (await answered)[0] as Answer;
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return answers;
}
