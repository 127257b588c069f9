import { expect, test } from "vitest";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { artifact, run, type Step } from "../../generate/traceBuilder.ts";
import { found, messages } from "./findings.ts";
import { pipelineOf } from "./pipelineText.ts";

const pipeline = pipelineOf(
  "CsvExampleGen",
  "Trainer < CsvExampleGen.examples",
  "Trainer.b < CsvExampleGen.examples",
  "Pusher < Trainer.model",
  "Evaluator < Trainer.b.model",
);

interface Difference {
  readonly code?: string;
  readonly parameters?: string;
  readonly examples?: string;
  readonly used?: boolean;
  readonly evaluated?: boolean;
}

/** Runs in which Trainer's model is deployed and Trainer.b's is evaluated, with what Trainer.b does differently. */
const runs = (count: number, other: Difference = {}, from = 0): Step[] =>
  Array.from({ length: count }, (_, at): Step[] => {
    const i = from + at;
    const same = { run: `r${i}`, code: "c1", parameters: "p1" };
    return [
      run(`g${i}`, "CsvExampleGen", { run: `r${i}`, writes: { examples: [`e${i}`, `other${i}`] } }),
      run(`a${i}`, "Trainer", { ...same, reads: { examples: `e${i}` }, writes: { model: `m${i}` } }),
      run(`b${i}`, "Trainer", {
        ...same,
        node: "Trainer.b",
        code: other.code ?? "c1",
        parameters: other.parameters ?? "p1",
        reads: { examples: `e${i}` },
        writes: { model: `n${i}` },
      }),
      run(`p${i}`, "Pusher", { run: `r${i}`, reads: { model: `m${i}` }, writes: { pushed_model: `d${i}` } }),
      artifact(`d${i}`, "PushedModel", { pushed: 1 }),
      ...(other.evaluated === false ? [] : [run(`v${i}`, "Evaluator", { run: `r${i}`, reads: { model: `n${i}` } })]),
      ...(other.used ? [run(`u${i}`, "BulkInferrer", { run: `r${i}`, reads: { model: `n${i}` } })] : []),
    ];
  }).flat();

const says =
  "Trainer.b: Trainer.b trains on the same data, code and parameters as Trainer, and nothing deploys its models.";

test("the same training beside one that is deployed is redundant", () => {
  expect(messages("redundant-trainer", { pipeline, steps: runs(3) })).toEqual([says]);
});

test("two runs prove nothing", () => {
  expect(messages("redundant-trainer", { pipeline, steps: runs(2) })).toEqual([]);
});

test("other code is another training", () => {
  expect(messages("redundant-trainer", { pipeline, steps: runs(3, { code: "c2" }) })).toEqual([]);
});

test("other parameters are another training", () => {
  expect(messages("redundant-trainer", { pipeline, steps: runs(3, { parameters: "p2" }) })).toEqual([]);
});

test("how they differed long ago does not count", () => {
  const settings = { ...defaultSettings, unpushedModels: { window: 4, minimum: 3 } };
  const steps = [...runs(3, { code: "c2" }), ...runs(4, {}, 3)];
  expect(messages("redundant-trainer", { pipeline, settings, steps })).toEqual([says]);
});

test("a difference among the last runs does", () => {
  expect(messages("redundant-trainer", { pipeline, steps: [...runs(1, { code: "c2" }), ...runs(4, {}, 1)] })).toEqual(
    [],
  );
});

test("the same spans prepared by another step are other data", () => {
  const prepared = runs(3).flatMap((step, at): Step[] => {
    if (step.what !== "run" || step.spec.node !== "Trainer.b") return [step];
    const prepare = run(`prepare${at}`, "Transform", {
      reads: { ...step.spec.reads },
      writes: { transformed_examples: `x${at}` },
    });
    return [prepare, { ...step, spec: { ...step.spec, reads: { examples: `x${at}` } } }];
  });
  expect(messages("redundant-trainer", { pipeline, steps: prepared })).toEqual([]);
});

test("another warm start is another training", () => {
  const warm = [run("old", "Trainer", { node: "Trainer.b", run: "r-1", writes: { model: "n-1" } })];
  const steps = runs(3).map((step) =>
    step.what === "run" && step.spec.node === "Trainer.b"
      ? { ...step, spec: { ...step.spec, reads: { ...step.spec.reads, base_model: "n-1" } } }
      : step,
  );
  expect(messages("redundant-trainer", { pipeline, steps: [...warm, ...steps] })).toEqual([]);
});

test("a model that is used for predictions is not redundant", () => {
  expect(messages("redundant-trainer", { pipeline, steps: runs(3, { used: true }) })).toEqual([]);
});

test("models that nothing ever read are redundant beside one that is deployed, whatever they were made from", () => {
  expect(messages("redundant-trainer", { pipeline, steps: runs(3, { code: "c2", evaluated: false }) })).toEqual([
    "Trainer.b: Nothing has read a model of Trainer.b, while models of Trainer are in use.",
  ]);
});

test("the other trainer is the related evidence, and the fix is a removal", () => {
  const [finding] = found("redundant-trainer", { pipeline, steps: runs(3) });
  expect(finding).toMatchObject({
    unnecessary: true,
    related: [{ location: { range: { start: { line: 1 } } }, message: "Trainer: its models are deployed or used." }],
  });
});
