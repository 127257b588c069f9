import { join } from "node:path";
import { parentPort, Worker } from "node:worker_threads";
import { type FleetTask, type Gathered, gatherStore } from "./gather.ts";

/** Does tasks that the other side sends, one after the other, until it ends this thread. */
export function serveFleetTasks(): void {
  parentPort?.on("message", (task: FleetTask) => {
    void gatherStore(task).then((gathered) => parentPort?.postMessage(gathered));
  });
}

/** Gathers stores in this thread, or in several at once, each of which takes the next store when it is done with one. */
export async function gatherAll(tasks: readonly FleetTask[], threads: number): Promise<Gathered> {
  const gathered: Gathered[] = [];
  const queue = [...tasks];
  const count = Math.min(threads, tasks.length);
  if (count <= 1) for (const task of queue) gathered.push(await gatherStore(task));
  else await Promise.all(Array.from({ length: count }, () => work(queue, (one) => gathered.push(one))));
  return {
    rows: gathered.flatMap(({ rows }) => rows),
    problems: [...new Set(gathered.flatMap(({ problems }) => problems))].sort(),
  };
}

/** One thread and the tasks that it takes. */
async function work(queue: FleetTask[], onDone: (gathered: Gathered) => void): Promise<void> {
  const thread = new Worker(join(import.meta.dirname, "cli.js"));
  try {
    for (let task = queue.shift(); task; task = queue.shift()) onDone(await ask(thread, task));
  } finally {
    await thread.terminate();
  }
}

function ask(thread: Worker, task: FleetTask): Promise<Gathered> {
  return new Promise((resolve, reject) => {
    const onEnd = (): void => reject(new Error(`the thread that read ${task.store} ended`));
    const onError = (error: Error): void => reject(error);
    thread.once("error", onError);
    thread.once("exit", onEnd);
    thread.once("message", (gathered: Gathered) => {
      thread.off("error", onError);
      thread.off("exit", onEnd);
      resolve(gathered);
    });
    thread.postMessage(task);
  });
}
