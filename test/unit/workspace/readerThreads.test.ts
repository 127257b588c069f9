import type { Worker } from "node:worker_threads";
import { expect, test, vi } from "vitest";
import { begin, end, giveBack, type ReaderThread } from "../../../server/src/workspace/readerThreads.ts";
import { answerOf } from "../../../server/src/workspace/workerAnswer.ts";
import { generateStore } from "../../generate/generateStore.ts";
import { control, plainOptions, testFolder } from "../traces/folder.ts";

const file = testFolder();

/** Resolves when a thread is over. */
const isOver = (worker: Worker): Promise<void> => new Promise((resolve) => worker.once("exit", () => resolve()));

/** A thread that has read a store of so many executions. */
async function read(executions: number): Promise<ReaderThread> {
  const path = file(`${executions}.sqlite`);
  generateStore(path, { executions });
  const thread = begin(path, plainOptions, "cut", null);
  const answer = await answerOf(thread.worker, path, thread.cancelled, control);
  expect(answer.ok && answer.value.read?.trace.counts.executions).toBe(executions);
  return thread;
}

test("the thread that read one store reads the next", async () => {
  const first = await read(200);
  await giveBack(first);
  const second = await read(300);
  expect(second.worker).toBe(first.worker);
  await end(second);
});

test("a thread that was not given back is left alone, and of those that are given back one is kept", async () => {
  const first = await read(200);
  const second = await read(300);
  expect(second.worker).not.toBe(first.worker);
  const secondIsOver = isOver(second.worker);
  await giveBack(first);
  await giveBack(second);
  await secondIsOver;
  const third = await read(250);
  expect(third.worker).toBe(first.worker);
  await end(third);
});

test("a thread that nobody needs ends after minutes", async () => {
  const thread = await read(200);
  const threadIsOver = isOver(thread.worker);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    await giveBack(thread);
    vi.advanceTimersByTime(5 * 60_000);
  } finally {
    vi.useRealTimers();
  }
  await threadIsOver;
});

test("a thread that ended while it was kept is not used", async () => {
  const first = await read(200);
  await giveBack(first);
  await first.worker.terminate();
  const second = await read(300);
  expect(second.worker).not.toBe(first.worker);
  await end(second);
});
