import { expect, test } from "vitest";
import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import type { StoreFailure, StorePage } from "../../../server/src/protocol.ts";
import { storePage } from "../../../server/src/views/tree/storePage.ts";
import { type BuiltTrace, buildTrace, run } from "../../generate/traceBuilder.ts";
import { finished } from "./finished.ts";
import { now } from "./pipelines.ts";

function page({ trace }: BuiltTrace): Exclude<StorePage, StoreFailure> {
  const graphlets = cutGraphlets(trace, neverCancelled);
  const made = finished(
    storePage({
      name: "metadata.sqlite",
      path: "/data/metadata.sqlite",
      trace,
      graphlets,
      settings: defaultSettings,
      now,
      targetOf: (_, name) => ({ uri: "store:", pipeline: name ?? undefined, defined: false }),
      note: null,
    }),
  );
  if (made.type === "failure") throw new Error(made.message);
  return made;
}

const gen = run("gen", "CsvExampleGen", { writes: { examples: "e1" } });
const two = buildTrace(
  gen,
  run("t1", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, seconds: 600 }),
  run("push", "Pusher", { reads: { model: "m1" }, writes: { pushed_model: "p1" } }),
  run("t2", "Trainer", { reads: { examples: "e1" }, writes: { model: "m2" }, seconds: 300 }),
  run("other", "CsvExampleGen", { pipeline: "small", seconds: 10 }),
);

test("facts of the whole store", () => {
  const facts = Object.fromEntries(page(two).facts.map(({ label, value }) => [label, value]));
  expect(facts).toMatchObject({
    Models: "2, 1 deployed",
    Executions: "5",
    "Compute time": "17m 10s",
    Wasted: "5m · 29 %",
  });
});

test("pipelines by what they cost, the dearest first", () => {
  expect(page(two).pipelines.map(({ name, models, deployed, cost }) => [name, models, deployed, cost])).toEqual([
    ["taxi", 2, 1, "17m"],
    ["small", 0, 0, "10 s"],
  ]);
});

test("the nodes that wasted most", () => {
  expect(page(two).waste).toMatchObject([{ node: "Trainer", pipeline: "taxi", wasted: "5m · 33 % of 15m", runs: 2 }]);
});

test("a store without executions has no pipelines and no costs", () => {
  const { facts, pipelines, waste } = page(buildTrace());
  expect(facts[0]).toEqual({ label: "Models", value: "none" });
  expect([pipelines, waste]).toEqual([[], []]);
});
