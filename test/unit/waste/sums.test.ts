import fc from "fast-check";
import { expect, test } from "vitest";
import { inspectJson } from "../../../server/src/cli/inspectJson.ts";
import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import type { Graphlets } from "../../../server/src/model/graphlet.ts";
import type { Trace } from "../../../server/src/model/trace.ts";
import { wasteInputsOf } from "../../generate/definitionOfTrace.ts";
import { generateStore, type StoreOptions } from "../../generate/generateStore.ts";
import { buildTrace, run } from "../../generate/traceBuilder.ts";
import { randomSteps } from "../graphlets/randomTrace.ts";
import { readGood, testFolder } from "../traces/folder.ts";
import { wasteFigures } from "./figures.ts";

const file = testFolder();

function check(trace: Trace, graphlets: Graphlets): void {
  const { pipelines } = inspectJson(trace, graphlets);
  for (const input of wasteInputsOf(trace, graphlets)) {
    const inspected = pipelines.find(({ name }) => name === input.pipeline.name)?.wastedSeconds ?? Number.NaN;
    const { diagnostics, view } = wasteFigures(input);
    expect(view).toBeCloseTo(inspected, 2);
    expect(diagnostics).toBeCloseTo(inspected, 2);
  }
}

test.each<[string, StoreOptions]>([
  ["a pipeline", { runs: 40 }],
  ["several pipelines", { runs: 15, pipelines: ["taxi", "chicago.taxi.v2"] }],
  [
    "trainers side by side",
    { runs: 30, shape: { trainers: ["Trainer", "Trainer.challenger"], resolver: true, warmStart: true } },
  ],
  ["a notebook", { runs: 12, runsPerSession: 3, dialect: "legacy" }],
  ["no caching", { runs: 30, caching: false }],
])("of %s: what diagnostics, view and command line say was wasted is the same", async (name, options) => {
  const path = file(`${name}.sqlite`);
  generateStore(path, { ...options, rates: { fails: 0.3, stalls: 0.1 } });
  const trace = await readGood(path);
  check(trace, cutGraphlets(trace, neverCancelled));
});

test("so is it of any trace whose models are made within one pipeline", () => {
  fc.assert(
    fc.property(randomSteps, (steps) => {
      const { trace } = buildTrace(
        ...steps.map((step) => (step.what === "run" ? { ...step, spec: { ...step.spec, pipeline: "p" } } : step)),
      );
      check(trace, cutGraphlets(trace, neverCancelled));
    }),
    { numRuns: 300 },
  );
});

test("what another pipeline computed for a model is that one's waste, and no pipeline wastes more than it cost", () => {
  const { trace } = buildTrace(
    run("gen", "CsvExampleGen", { pipeline: "data", seconds: 1000, writes: { examples: "e" } }),
    run("train", "Trainer", { pipeline: "models", seconds: 10, reads: { examples: "e" }, writes: { model: "m" } }),
  );
  const graphlets = cutGraphlets(trace, neverCancelled);
  const wasted = inspectJson(trace, graphlets).pipelines.map((one) => [one.name, one.costSeconds, one.wastedSeconds]);
  expect(wasted).toEqual([
    ["data", 1000, 1000],
    ["models", 10, 10],
  ]);
  expect(wasteInputsOf(trace, graphlets).map((input) => wasteFigures(input))).toEqual([
    { diagnostics: 0, view: 1000 },
    { diagnostics: 10, view: 10 },
  ]);
});
