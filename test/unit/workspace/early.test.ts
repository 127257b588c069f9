import { truncate, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { err, ok } from "../../../server/src/model/result.ts";
import { idAt } from "../../../server/src/model/trace.ts";
import type { CutTrace } from "../../../server/src/workspace/openTrace.ts";
import { readAndCutInWorker, readEarlyInWorker } from "../../../server/src/workspace/openTrace.ts";
import { createTraces, type TraceState } from "../../../server/src/workspace/traces.ts";
import { generateStore } from "../../generate/generateStore.ts";
import { control, plainOptions, testFolder } from "../traces/folder.ts";

const file = testFolder();

test.each([
  ["with ML Metadata's indexes", { indexes: true }, 200],
  ["without: it would take as long as all", { indexes: false }, null],
])("a pipeline that is read early: %s", async (_, { indexes }, executions) => {
  const path = file(`indexes-${indexes}.sqlite`);
  generateStore(path, { pipelines: ["taxi", "fare"], executions: 400, indexes });
  const early = await readEarlyInWorker(path, { ...plainOptions, pipeline: "taxi" }, control);
  expect(early?.summary.pipelines.find(({ name }) => name === "taxi")?.executions ?? null).toBe(executions);
});

test("a pipeline that is read early is as the whole store shows it", async () => {
  const path = file("early.sqlite");
  generateStore(path, { pipelines: ["taxi", "fare"], executions: 400, indexes: true });
  const early = await readEarlyInWorker(path, { ...plainOptions, pipeline: "fare" }, control);
  const whole = await readAndCutInWorker(path, plainOptions, control);
  expect(early && models(early, "fare")).toEqual(whole.ok && models(whole.value, "fare"));
});

test("a store has no pipeline of another name early", async () => {
  const path = file("other.sqlite");
  generateStore(path, { executions: 40, indexes: true });
  expect(await readEarlyInWorker(path, { ...plainOptions, pipeline: "fare" }, control)).toBeNull();
});

test.each([
  ["larger than 64 MB", 65 << 20, ["reading: nothing", "reading: early", "ready: whole"]],
  ["smaller", 1 << 20, ["reading: nothing", "ready: whole"]],
])("what is known of a store while it is read: %s", async (_, bytes, expected) => {
  const path = file(`${bytes}.sqlite`);
  await writeFile(path, "");
  await truncate(path, bytes);
  const store = file("small.sqlite");
  generateStore(store, { executions: 40, indexes: true });
  const cut = await readAndCutInWorker(store, plainOptions, control);
  if (!cut.ok) throw new Error(cut.error.message);
  const [whole, early] = [cut.value, { ...cut.value }];
  const seen: string[] = [];
  let finish = (): void => {};
  const known = ({ phase, cut, early: first }: TraceState): string =>
    `${phase}: ${cut === whole ? "whole" : first === early ? "early" : "nothing"}`;
  const traces = createTraces({
    options: () => plainOptions,
    onProgress: () => {},
    pollMs: 60_000,
    onChange() {
      const state = traces.state(path);
      if (state) seen.push(known(state));
      if (state?.early) finish();
    },
    reading: {
      whole: () =>
        new Promise((resolve) => {
          finish = () => resolve(ok(whole));
          if (bytes < 64 << 20) finish();
        }),
      early: async (_path, { pipeline }) => (pipeline === "taxi" ? early : null),
    },
  });
  await traces.read(path, "taxi");
  traces.stop();
  expect(seen).toEqual(expected);
});

test("what came early goes when the store cannot be read after all", async () => {
  const path = file("damaged.sqlite");
  await writeFile(path, "");
  await truncate(path, 65 << 20);
  const early = {} as CutTrace;
  let finish = (): void => {};
  const failure = { code: "damaged", message: "The file is damaged." } as const;
  const traces = createTraces({
    options: () => plainOptions,
    onProgress: () => {},
    pollMs: 60_000,
    onChange() {
      if (traces.state(path)?.early) finish();
    },
    reading: {
      whole: () =>
        new Promise((resolve) => {
          finish = () => resolve(err(failure));
        }),
      early: async () => early,
    },
  });
  const state = await traces.read(path, "taxi");
  traces.stop();
  expect(state).toMatchObject({ phase: "failed", early: null, cut: null });
});

/** Id of each model's training, what became of it and what it cost. */
function models({ trace, graphlets }: CutTrace, pipeline: string): readonly unknown[] {
  const index = trace.pipelines.findIndex(({ name }) => name === pipeline);
  return graphlets.list
    .filter(({ trainer }) => trace.executions.pipeline[trainer] === index)
    .map((one) => [
      idAt(trace.executions.id, one.trainer),
      one.status,
      one.whyNotPushed,
      one.costSeconds,
      one.ownCostSeconds,
      one.wastedSeconds,
      one.inputSpans,
      one.redundant,
    ]);
}
