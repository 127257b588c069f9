import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { type FindingCode, findingCodes } from "../../../server/src/model/finding.ts";
import { defaultSettings, type Settings } from "../../../server/src/model/settings.ts";
import { findWaste } from "../../../server/src/waste/index.ts";
import type { WasteInput } from "../../../server/src/waste/rule.ts";
import { wasteInputsOf } from "../../generate/definitionOfTrace.ts";
import { generateStore, type StoreOptions } from "../../generate/generateStore.ts";
import { type NodePlan, pipelinePlan } from "../../generate/pipelinePlan.ts";
import { buildTrace } from "../../generate/traceBuilder.ts";
import { randomSteps } from "../graphlets/randomTrace.ts";
import { readGood, testFolder } from "../traces/folder.ts";
import { messages } from "./findings.ts";
import { pipelineOf } from "./pipelineText.ts";

const failing = (_: FindingCode, error: unknown): never => {
  throw error;
};

/** The least that each rule can be brought to speak on. */
const eager: Settings = {
  ...defaultSettings,
  unpushedModels: { window: 100, minimum: 1 },
  failingNode: { window: 100, minimum: 1 },
  retrainWithoutChange: { window: 100, minimum: 1 },
  repeatedWork: { window: 100, minimum: 1, percent: 0 },
  overlappingWindows: { window: 100, minimum: 1, percent: 0 },
  lateValidation: { window: 100, minimum: 1, afterPercent: 0, signalPercent: 0 },
  unusedOutput: { minimum: 1 },
  driftFromTrace: { runs: 1 },
};

const inputsOf = (trace: ReturnType<typeof buildTrace>["trace"]): readonly WasteInput[] =>
  wasteInputsOf(trace, cutGraphlets(trace, neverCancelled));

describe("of any trace", () => {
  test("no rule throws, and what a finding is about lies within the pipeline's cost", () => {
    fc.assert(
      fc.property(randomSteps, (steps) => {
        for (const input of inputsOf(buildTrace(...steps).trace)) {
          const histories = [...(input.evidence?.histories.values() ?? [])];
          const cost = histories.reduce((sum, { costSeconds }) => sum + costSeconds, 0);
          for (const finding of findWaste({ ...input, settings: eager }, failing)) {
            if (Number.isFinite(finding.seconds)) expect(finding.seconds).toBeLessThanOrEqual(cost + 1e-6);
            expect(finding.evidence.length).toBeLessThanOrEqual(5);
            expect(finding.executions).toEqual(expect.arrayContaining(finding.evidence.map((one) => one.execution)));
            expect(finding.message).toMatch(/^[A-Z0-9].*\.$/);
            expect(finding.message).not.toMatch(/NaN|undefined|null|!/);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("with as many thresholds as can be, none speaks on a run or two", () => {
    const steps = fc.sample(randomSteps, { numRuns: 50, seed: 1 });
    for (const input of steps.flatMap((one) => inputsOf(buildTrace(...one.slice(0, 2)).trace))) {
      const codes = findWaste(input, failing).map(({ code }) => code);
      expect(codes.filter((code) => code !== "dead-trainer" && code !== "failing-node")).toEqual([]);
    }
  });
});

test.each(findingCodes.filter((code) => code !== "dead-trainer"))("%s says nothing of an empty trace", (code) => {
  const pipeline = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples", "Pusher < Trainer.model");
  expect(messages(code, { pipeline, steps: [] })).toEqual([]);
});

const file = testFolder();

/** Codes of the findings on a generated store, by node. */
async function findings(name: string, options: StoreOptions): Promise<readonly string[]> {
  const path = file(`${name}.sqlite`);
  generateStore(path, options);
  return inputsOf(await readGood(path))
    .flatMap((input) => findWaste(input, failing))
    .map(({ code, node }) => `${code} ${node?.id ?? ""}`)
    .sort();
}

describe("of generated stores", () => {
  const calm = { fails: 0, stalls: 0, newCode: 0, newParameters: 0 };

  test("without caching, days without new data are computed again", async () => {
    const without = await findings("uncached", {
      runs: 14,
      caching: false,
      rates: { ...calm, newData: 0.3, blessed: 1 },
    });
    expect(without).toEqual(expect.arrayContaining(["retrain-without-change Trainer", "repeated-work Transform"]));
  });

  test("with caching nothing is computed again", async () => {
    expect(await findings("cached", { runs: 14, caching: true, rates: { ...calm, newData: 0.3, blessed: 1 } })).toEqual(
      [],
    );
  });

  test("new data each day is no waste", async () => {
    expect(await findings("new", { runs: 14, caching: false, rates: { ...calm, newData: 1, blessed: 1 } })).toEqual([]);
  });

  test("whether a model is blessed by chance is told by nothing before", async () => {
    const told = await findings("chance", { runs: 200, caching: false, rates: { newData: 0.5, blessed: 0.5 } });
    expect(told.filter((one) => one.startsWith("late-validation"))).toEqual([]);
  });

  test("an output that a step of the user's writes for nobody", async () => {
    const holdout: NodePlan = {
      id: "Holdout",
      type: "taxi.components.Holdout",
      reads: [{ key: "examples", node: "CsvExampleGen", output: "examples" }],
      writes: { holdout: "Examples" },
      seconds: 30,
    };
    const nodes = [...pipelinePlan(), holdout];
    expect(await findings("unused", { runs: 8, nodes, rates: { ...calm, newData: 1, blessed: 1 } })).toEqual([
      "unused-output Holdout",
    ]);
  });

  test("a node that runs and that the definition has lost", async () => {
    const path = file("drift.sqlite");
    generateStore(path, { runs: 8, rates: { ...calm, newData: 1, blessed: 1 } });
    const [input] = inputsOf(await readGood(path));
    if (!input) throw new Error("no pipeline was read");
    const nodes = input.pipeline.nodes.filter(({ id }) => id !== "ExampleValidator");
    const found = findWaste({ ...input, pipeline: { ...input.pipeline, nodes } }, failing);
    expect(found.map(({ message }) => message)).toEqual([
      "The last 3 runs (newest 1 day ago) ran ExampleValidator, which the definition lacks.",
    ]);
  });

  test("failures are told, and nothing else is made of them", async () => {
    const told = await findings("failing", { runs: 30, rates: { ...calm, newData: 1, blessed: 1, fails: 0.5 } });
    expect(new Set(told.map((one) => one.split(" ")[0]))).toEqual(new Set(["failing-node"]));
  });
});
