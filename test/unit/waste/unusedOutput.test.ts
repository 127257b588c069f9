import { expect, test } from "vitest";
import type { PipelineDefinition } from "../../../server/src/model/definition.ts";
import { type ExecutionSpec, run, type Step } from "../../generate/traceBuilder.ts";
import { found, messages } from "./findings.ts";
import { pipelineOf, withNode } from "./pipelineText.ts";

/** `Prepare` writes `examples`, which the trainer takes, and `schema`, which nothing does; both are declared. */
const pipeline = declaring(
  pipelineOf("CsvExampleGen", "Prepare(preprocess) < CsvExampleGen.examples", "Trainer < Prepare.examples"),
  "Prepare",
  "examples",
  "schema",
);

function declaring(given: PipelineDefinition, id: string, ...keys: readonly string[]): PipelineDefinition {
  const outputs = keys.map((key) => ({ key, carries: "artifact" as const, type: null, location: given.location }));
  return withNode(given, id, { outputs });
}

/** Runs of the pipeline, a minute a step. */
const runs = (count: number, prepare: ExecutionSpec = {}): Step[] =>
  Array.from({ length: count }, (_, i): Step[] => [
    run(`g${i}`, "CsvExampleGen", { writes: { examples: `e${i}` } }),
    run(`p${i}`, "Prepare", {
      kind: "preprocess",
      reads: { examples: `e${i}` },
      writes: { examples: `pe${i}`, schema: `s${i}` },
      ...prepare,
    }),
    run(`t${i}`, "Trainer", { reads: { examples: `pe${i}` } }),
  ]).flat();

test("an output that nothing takes and nothing ever read", () => {
  expect(messages("unused-output", { pipeline, steps: runs(5) })).toEqual([
    "Prepare: Nothing takes the output schema of Prepare, and nothing has read it in 5 runs.",
  ]);
});

test("four runs prove nothing", () => {
  expect(messages("unused-output", { pipeline, steps: runs(4) })).toEqual([]);
});

test("failed runs do not count", () => {
  expect(messages("unused-output", { pipeline, steps: [...runs(4), ...failed()] })).toEqual([]);
});
const failed = (): Step[] => [run("bad", "Prepare", { kind: "preprocess", state: "failed", writes: { schema: "sx" } })];

test("a node that takes it may not have run yet", () => {
  const taken = declaring(
    pipelineOf("CsvExampleGen", "Prepare(preprocess) < CsvExampleGen.examples", "Look(other) < Prepare.schema"),
    "Prepare",
    "schema",
  );
  expect(messages("unused-output", { pipeline: taken, steps: runs(5) })).toEqual([]);
});

test("one reader in the trace is enough, be it of another pipeline", () => {
  const reader = run("other", "SchemaGen", { pipeline: "elsewhere", reads: { schema: "s0" } });
  expect(messages("unused-output", { pipeline, steps: [...runs(5), reader] })).toEqual([]);
});

test("outputs that come with the component cannot be dropped", () => {
  const outputs = [{ key: "schema", carries: "artifact" as const, type: null, location: null }];
  expect(messages("unused-output", { pipeline: withNode(pipeline, "Prepare", { outputs }), steps: runs(5) })).toEqual(
    [],
  );
});

test("so do those of TFX's own components where a compiled definition writes them out", () => {
  const own = withNode(pipeline, "Prepare", { type: "tfx.components.transform.component.Transform" });
  expect(messages("unused-output", { pipeline: own, steps: runs(5) })).toEqual([]);
});

test.each(["metrics", "evaluation", "statistics"])("%s may be for people", (key) => {
  const writes = (i: number): Record<string, string> => ({ examples: `pe${i}`, [key]: `x${i}` });
  const steps = runs(5).map(
    (step, at): Step =>
      step.what === "run" && step.type === "Prepare" ? { ...step, spec: { ...step.spec, writes: writes(at) } } : step,
  );
  const declared = declaring(pipeline, "Prepare", "examples", key);
  expect(messages("unused-output", { pipeline: declared, steps })).toEqual([]);
});

test("what the last steps write is the result", () => {
  const infer = declaring(pipelineOf("BulkInferrer(infer)"), "BulkInferrer", "examples");
  const steps = [0, 1, 2, 3, 4].map((i) => run(`b${i}`, "BulkInferrer", { writes: { examples: `o${i}` } }));
  expect(messages("unused-output", { pipeline: infer, steps })).toEqual([]);
});

test("what the pipeline returns is its result", () => {
  const references = [{ role: "channel" as const, output: "schema", location: pipeline.location }];
  expect(
    messages("unused-output", { pipeline: withNode(pipeline, "Prepare", { references }), steps: runs(5) }),
  ).toEqual([]);
  const returned = withNode(alone, "Prepare", {
    references: [{ role: "channel", output: null, location: pipeline.location }],
  });
  expect(messages("unused-output", { pipeline: returned, steps: aloneRuns(5) })).toEqual([]);
});

test("a text that was not understood whole may take it somewhere", () => {
  const problem = { code: "not-determined", message: "", location: pipeline.location };
  expect(messages("unused-output", { pipeline: { ...pipeline, problems: [problem] }, steps: runs(5) })).toEqual([]);
});

/** Prepare's results are of no use to anyone. */
const alone = pipelineOf("CsvExampleGen", "Prepare(preprocess) < CsvExampleGen.examples");
const aloneRuns = (count: number): Step[] => runs(count).filter(({ type }) => type !== "Trainer");

test("a node of which nothing is used is told as a whole, with what it cost", () => {
  const [finding] = found("unused-output", { pipeline: alone, steps: aloneRuns(5) });
  expect(finding).toMatchObject({
    message: "Nothing takes what Prepare writes, and nothing has read it in 5 runs: 5m.",
    subject: null,
    unnecessary: true,
    seconds: 300,
  });
});

test("not in a notebook, where the rest may still be written", () => {
  expect(messages("unused-output", { pipeline: alone, steps: aloneRuns(5), format: "tfx-notebook" })).toEqual([]);
});

test("not where its kind is a guess", () => {
  const guessed = withNode(alone, "Prepare", { kindGuessed: true });
  expect(messages("unused-output", { pipeline: guessed, steps: aloneRuns(5) })).toEqual([]);
});

test("not where something waits for it", () => {
  const waits = withNode(pipelineOf("CsvExampleGen", "Prepare(preprocess)", "Trainer"), "Trainer", {
    after: ["Prepare"],
  });
  expect(messages("unused-output", { pipeline: waits, steps: aloneRuns(5) })).toEqual([]);
});

test("not where its kind is unknown: it may do more than write", () => {
  const steps = [0, 1, 2, 3, 4].map((i) => run(`n${i}`, "Notify", { writes: { examples: `o${i}` } }));
  expect(messages("unused-output", { pipeline: pipelineOf("Notify(other)"), steps })).toEqual([]);
});
