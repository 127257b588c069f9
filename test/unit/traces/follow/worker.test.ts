import { expect, test } from "vitest";
import { type CutTrace, followInWorker, readAndCutInWorker } from "../../../../server/src/workspace/openTrace.ts";
import { generateStore } from "../../../generate/generateStore.ts";
import { Random } from "../../../generate/random.ts";
import { control, plainOptions, testFolder } from "../folder.ts";
import { plainCut } from "./plain.ts";
import { RandomWriter } from "./randomWriter.ts";

const file = testFolder();

async function readAnew(path: string): Promise<CutTrace> {
  const read = await readAndCutInWorker(path, plainOptions, control);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** Everything that is told of a trace, the histories of all its pipelines unpacked. */
const told = ({ trace, graphlets, summary, histories }: CutTrace): unknown => ({
  trace: plainCut(trace, graphlets),
  summary,
  histories: summary.pipelines.map(({ index }) => histories.get(index)),
});

test("a thread that follows a store tells what a thread that reads it tells, and only what is new", async () => {
  const path = file("followed.sqlite");
  generateStore(path, { executions: 200 });
  const followed = followInWorker(path, plainOptions);
  const cuts: unknown[] = [];
  for (let look = 0; look < 6; look++) {
    const result = await followed.look(control);
    if (!result.ok) throw new Error(result.error.message);
    const { cut } = result.value;
    cuts.push(cut === null);
    if (cut) expect(told(cut)).toEqual(told(await readAnew(path)));
    if (look % 2 === 0) continue;
    const writer = new RandomWriter(path, new Random(5), "DELETE");
    writer.add();
    writer.close();
  }
  await followed.stop();
  expect(cuts).toEqual([false, true, false, true, false, true]);
});

test("what a look was cancelled before is told by the next", async () => {
  const path = file("cancelled.sqlite");
  generateStore(path, { executions: 20_000 });
  const followed = followInWorker(path, plainOptions);
  const token = { isCancellationRequested: false };
  const cancelled = followed.look({ token, onProgress: () => {} });
  setTimeout(() => {
    token.isCancellationRequested = true;
  }, 30);
  const first = await cancelled;
  const second = await followed.look(control);
  await followed.stop();
  const told = [first, second].filter((result) => result.ok && result.value.cut?.trace.counts.executions === 20_000);
  expect(told.length).toBe(1);
});

test("a store that goes and comes back is told of as such", async () => {
  const path = file("gone.sqlite");
  const followed = followInWorker(path, plainOptions);
  const missing = await followed.look(control);
  generateStore(path, { executions: 60 });
  const there = await followed.look(control);
  await followed.stop();
  expect(missing).toMatchObject({ ok: false, error: { code: "missing" } });
  expect(there).toMatchObject({ ok: true, value: { cut: { trace: { counts: { executions: 60 } } } } });
});
