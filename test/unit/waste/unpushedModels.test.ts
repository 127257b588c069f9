import { expect, test } from "vitest";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { artifact, run, type Step } from "../../generate/traceBuilder.ts";
import { found, messages } from "./findings.ts";
import { pipelineOf } from "./pipelineText.ts";

const pipeline = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples", "Pusher < Trainer.model");

/** One model a letter: `+` deployed, `-` not, `r` still training; each costs an hour of training, the deployment a minute. */
const models = (letters: string): Step[] =>
  [...letters].flatMap((letter, i): Step[] => [
    run(`t${i}`, "Trainer", {
      state: letter === "r" ? "running" : "complete",
      seconds: 3600,
      writes: { model: `m${i}` },
      start: i * 120,
    }),
    ...(letter === "+"
      ? [
          run(`p${i}`, "Pusher", { reads: { model: `m${i}` }, writes: { pushed_model: `d${i}` }, start: i * 120 + 60 }),
          artifact(`d${i}`, "PushedModel", { pushed: 1 }),
        ]
      : []),
  ]);

test("says how many, what they cost and their share", () => {
  expect(messages("unpushed-models", { pipeline, steps: models("+---") })).toEqual([
    "Trainer: 3 of the last 4 models were never deployed: 3 h of compute, 75 % of this pipeline's.",
  ]);
});

test("fewer than three prove nothing", () => {
  expect(messages("unpushed-models", { pipeline, steps: models("--") })).toEqual([]);
});

test("a pipeline that deploys most of its models is left alone", () => {
  expect(messages("unpushed-models", { pipeline, steps: models("+-+-+-+") })).toEqual([]);
});

test("a model that is still being trained is not counted", () => {
  expect(messages("unpushed-models", { pipeline, steps: models("---r") })).toEqual([
    "Trainer: 3 of the last 3 models were never deployed: 3 h of compute, 100 % of this pipeline's.",
  ]);
});

test("a model that a step may have deployed without writing what it did is not counted", () => {
  const registered = [0, 1, 2, 3].map((i) =>
    run(`r${i}`, "Registrar", { kind: "deploy", reads: { model: `m${i}` }, start: i * 120 + 60 }),
  );
  expect(messages("unpushed-models", { pipeline, steps: [...models("----"), ...registered] })).toEqual([]);
  expect(messages("unpushed-models", { pipeline, steps: [...models("-------"), ...registered] })).toEqual([
    "Trainer: 3 of the last 3 models were never deployed: 3 h of compute, 42 % of this pipeline's.",
  ]);
});

test("only the last ones count", () => {
  const settings = { ...defaultSettings, unpushedModels: { window: 3, minimum: 3 } };
  expect(messages("unpushed-models", { pipeline, settings, steps: models("---+++") })).toEqual([]);
});

test("the share is of what the pipeline took since the first of these models", () => {
  const settings = { ...defaultSettings, unpushedModels: { window: 4, minimum: 3 } };
  expect(messages("unpushed-models", { pipeline, settings, steps: models("+++++++++---+") })).toEqual([
    "Trainer: 3 of the last 4 models were never deployed: 3 h of compute, 75 % of this pipeline's.",
  ]);
});

test("where no cost is known, none is told", () => {
  const unknown = models("---").map((step) =>
    step.what === "run" ? { ...step, spec: { ...step.spec, cost: Number.NaN } } : step,
  );
  expect(messages("unpushed-models", { pipeline, steps: unknown })).toEqual([
    "Trainer: 3 of the last 3 models were never deployed.",
  ]);
});

test("what another pipeline computed for the models is not this one's cost", () => {
  const shared = run("shared", "CsvExampleGen", {
    pipeline: "data",
    start: 0,
    seconds: 36_000,
    writes: { examples: "e" },
  });
  const steps = models("---").map((step) =>
    step.what === "run" ? { ...step, spec: { ...step.spec, reads: { examples: "e" } } } : step,
  );
  expect(messages("unpushed-models", { pipeline, steps: [...steps, shared] })).toEqual([
    "Trainer: 3 of the last 3 models were never deployed: 3 h of compute, 100 % of this pipeline's.",
  ]);
});

test("the checks that stopped some of them are related", () => {
  const judged = pipelineOf("Trainer", "Evaluator < Trainer.model", "Pusher < Evaluator.blessing");
  const steps = [0, 1, 2, 3].flatMap((i): Step[] => [
    run(`t${i}`, "Trainer", { writes: { model: `m${i}` } }),
    run(`v${i}`, "Evaluator", { reads: { model: `m${i}` }, writes: { blessing: `b${i}` } }),
    artifact(`b${i}`, "ModelBlessing", { blessed: i === 0 ? 1 : 0 }),
  ]);
  expect(found("unpushed-models", { pipeline: judged, steps })[0]?.related).toEqual([
    {
      location: { uri: "file:///pipeline.py", range: judged.nodes[1]?.nameRange },
      message: "Evaluator stopped 3 of these models.",
    },
  ]);
});

test("each says why it was not deployed", () => {
  expect(found("unpushed-models", { pipeline, steps: models("---") })[0]?.evidence[0]).toEqual({
    execution: 3,
    message: "Not deployed: nothing that deploys ran after it.",
  });
});

test("the train executions are the evidence", () => {
  expect(found("unpushed-models", { pipeline, steps: models("---") })[0]?.executions).toEqual([1, 2, 3]);
});

test("where the definition deploys nothing, not deploying is no surprise", () => {
  const without = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples");
  expect(messages("unpushed-models", { pipeline: without, steps: models("---") })).toEqual([]);
});

test("a cost property of the user's is named instead of compute", () => {
  const settings = { ...defaultSettings, costProperty: "gpu_hours" };
  expect(messages("unpushed-models", { pipeline, settings, steps: models("---") })).toEqual([
    "Trainer: 3 of the last 3 models were never deployed: 10,800 gpu_hours, 100 % of this pipeline's.",
  ]);
});

test("where models were deployed from elsewhere, the definition need not say how", () => {
  const alone = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples");
  expect(messages("unpushed-models", { pipeline: alone, steps: models("+---") })).toHaveLength(1);
});
