import type { Worker } from "node:worker_threads";
import { afterEach, expect, test, vi } from "vitest";
import { begin, end, giveBack, type ReaderThread } from "../../../server/src/workspace/readerThreads.ts";
import { answerOf } from "../../../server/src/workspace/workerAnswer.ts";
import { generateStore } from "../../generate/generateStore.ts";
import { control, plainOptions, testFolder } from "../traces/folder.ts";

const file = testFolder();

afterEach(async () => {
  vi.useRealTimers();
  // What is kept would be the next test's.
  await end(begin(file("nowhere.sqlite"), plainOptions, "cut", null));
});

/** Resolves when a thread is over. */
const isOver = (worker: Worker): Promise<void> => new Promise((resolve) => worker.once("exit", () => resolve()));

function beginStore(executions: number): ReaderThread {
  const path = file(`${executions}.sqlite`);
  generateStore(path, { executions });
  return begin(path, plainOptions, "cut", null);
}

async function executionsOf(thread: ReaderThread): Promise<number | undefined> {
  const answer = await answerOf(thread.worker, "a store", thread.cancelled, control);
  return answer.ok ? answer.value.read?.trace.counts.executions : undefined;
}

test("the thread that read one store reads the next", async () => {
  const first = beginStore(200);
  expect(await executionsOf(first)).toBe(200);
  await giveBack(first);
  const second = beginStore(300);
  expect(second.worker).toBe(first.worker);
  expect(await executionsOf(second)).toBe(300);
  await end(second);
});

test("a thread at work is left to it: another store has another thread", async () => {
  const first = beginStore(200);
  const second = beginStore(300);
  expect(second.worker).not.toBe(first.worker);
  expect(await Promise.all([executionsOf(first), executionsOf(second)])).toEqual([200, 300]);
  await end(first);
  await end(second);
});

test("one thread is kept, and others end", async () => {
  const [first, second] = [beginStore(200), beginStore(300)];
  await Promise.all([executionsOf(first), executionsOf(second)]);
  const secondIsOver = isOver(second.worker);
  await giveBack(first);
  await giveBack(second);
  await secondIsOver;
  const next = beginStore(250);
  expect(next.worker).toBe(first.worker);
  await end(next);
});

test("a thread that nobody needs ends after minutes", async () => {
  const first = beginStore(200);
  await executionsOf(first);
  const firstIsOver = isOver(first.worker);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await giveBack(first);
  vi.advanceTimersByTime(5 * 60_000);
  vi.useRealTimers();
  await firstIsOver;
  const next = beginStore(300);
  expect(next.worker).not.toBe(first.worker);
  await end(next);
});

test("a thread that broke while it was kept is not used", async () => {
  const first = beginStore(200);
  await executionsOf(first);
  await giveBack(first);
  await first.worker.terminate();
  const next = beginStore(300);
  expect(await executionsOf(next)).toBe(300);
  await end(next);
});
