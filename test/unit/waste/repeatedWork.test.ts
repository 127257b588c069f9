import { expect, test } from "vitest";
import { artifact, type ExecutionSpec, run, type Step } from "../../generate/traceBuilder.ts";
import { found, messages } from "./findings.ts";
import { pipelineOf, withNode } from "./pipelineText.ts";

const pipeline = pipelineOf(
  "CsvExampleGen",
  "Transform < CsvExampleGen.examples",
  "StatisticsGen < CsvExampleGen.examples",
);

const known: ExecutionSpec = { code: "c", parameters: "p", seconds: 600 };

/** An execution of Transform a letter, each on the data of that name. */
const transforms = (letters: string, spec: ExecutionSpec = known): Step[] =>
  [...letters].map((letter, i) => run(`t${i}`, "Transform", { ...spec, reads: { examples: letter } }));

test("the same inputs, code and parameters are a repetition, once for each time after the first", () => {
  expect(messages("repeated-work", { pipeline, steps: transforms("AABABCAA") })).toEqual([
    "Transform: The same inputs and parameters were processed again 5 times in the last 8 runs: 50m.",
  ]);
});

test("two prove nothing", () => {
  expect(messages("repeated-work", { pipeline, steps: transforms("AAA") })).toEqual([]);
});

test("other data each time is no repetition", () => {
  expect(messages("repeated-work", { pipeline, steps: transforms("ABCDEF") })).toEqual([]);
});

test.each([
  ["code", (i: number): ExecutionSpec => ({ ...known, code: `c${i}` })],
  ["parameters", (i: number): ExecutionSpec => ({ ...known, parameters: `p${i}` })],
  ["channels", (i: number): ExecutionSpec => ({ ...known, reads: { [`k${i}`]: "A" } })],
])("other %s are other work", (_, spec) => {
  const steps = [0, 1, 2, 3].map((i) => run(`t${i}`, "Transform", { reads: { examples: "A" }, ...spec(i) }));
  expect(messages("repeated-work", { pipeline, steps })).toEqual([]);
});

test("code that the trace does not know may be the user's, and is never the same", () => {
  expect(messages("repeated-work", { pipeline, steps: transforms("AAAA", { parameters: "p" }) })).toEqual([]);
});

test("a library's step needs no code", () => {
  const steps = [0, 1, 2, 3].map((i) =>
    run(`s${i}`, "StatisticsGen", { parameters: "p", reads: { examples: "A" }, seconds: 600 }),
  );
  expect(messages("repeated-work", { pipeline, steps })).toEqual([
    "StatisticsGen: The same inputs and parameters were processed again 3 times in the last 4 runs: 30m.",
  ]);
});

test("a step whose kind is a guess does", () => {
  const steps = [0, 1, 2, 3].map((i) =>
    run(`s${i}`, "StatisticsGen", { parameters: "p", reads: { examples: "A" }, kindGuessed: true }),
  );
  expect(messages("repeated-work", { pipeline, steps })).toEqual([]);
});

/** Ingestions of the same files, and what is read of each. */
const ingestions = (split: (i: number) => string): Step[] =>
  [0, 1, 2, 3].flatMap((i): Step[] => [
    run(`g${i}`, "CsvExampleGen", { parameters: split(i), writes: { examples: `e${i}` }, seconds: 60 }),
    artifact(`e${i}`, "Examples", { content: "files" }),
    run(`s${i}`, "StatisticsGen", { parameters: "p", reads: { examples: `e${i}` }, seconds: 60 }),
  ]);

test("an ingestion is known by the content that it wrote, and what reads it by that", () => {
  expect(messages("repeated-work", { pipeline, steps: ingestions(() => "split") })).toEqual([
    "CsvExampleGen: The same inputs and parameters were processed again 3 times in the last 4 runs: 3m.",
    "StatisticsGen: The same inputs and parameters were processed again 3 times in the last 4 runs: 3m.",
  ]);
});

test("the same files split otherwise are other data", () => {
  expect(messages("repeated-work", { pipeline, steps: ingestions((i) => `split ${i}`) })).toEqual([]);
});

test("what an analysis made of the same data is the same", () => {
  const schema = (i: number): Step[] => [
    run(`sg${i}`, "SchemaGen", {
      parameters: "p",
      reads: { examples: "A" },
      writes: { schema: `schema${i}` },
      seconds: 1,
    }),
    run(`t${i}`, "Transform", { ...known, reads: { examples: "A", schema: `schema${i}` } }),
  ];
  expect(messages("repeated-work", { pipeline, steps: [0, 1, 2, 3].flatMap(schema) })).toEqual([
    "Transform: The same inputs and parameters were processed again 3 times in the last 4 runs: 30m.",
  ]);
});

test("what a tuner made of it may differ", () => {
  const tuned = (i: number): Step[] => [
    run(`tu${i}`, "Tuner", { ...known, reads: { examples: "A" }, writes: { hyperparameters: `h${i}` } }),
    run(`t${i}`, "Transform", { ...known, reads: { examples: "A", hyperparameters: `h${i}` } }),
  ];
  expect(messages("repeated-work", { pipeline, steps: [0, 1, 2, 3].flatMap(tuned) })).toEqual([]);
});

test("steps that feed each other end", () => {
  const steps = [0, 1, 2, 3].map((i) => run(`t${i}`, "Transform", { ...known, reads: { a: "x" }, writes: { a: "x" } }));
  expect(messages("repeated-work", { pipeline, steps })).toHaveLength(1);
});

test("an ingestion whose content the trace does not tell may have read anything", () => {
  const steps = [0, 1, 2, 3].map((i) =>
    run(`g${i}`, "CsvExampleGen", { parameters: "p", writes: { examples: `e${i}` } }),
  );
  expect(messages("repeated-work", { pipeline, steps })).toEqual([]);
});

test("failed tries are no repetitions", () => {
  expect(messages("repeated-work", { pipeline, steps: transforms("AAAA", { ...known, state: "failed" }) })).toEqual([]);
});

test("when the newest came from the cache, the cure is in place", () => {
  const cached = run("last", "Transform", { ...known, state: "cached", reads: { examples: "A" } });
  expect(messages("repeated-work", { pipeline, steps: [...transforms("AAAA"), cached] })).toEqual([]);
});

test("what came from the cache before had been done before", () => {
  const cached = run("first", "Transform", { ...known, state: "cached", reads: { examples: "A" } });
  expect(messages("repeated-work", { pipeline, steps: [cached, ...transforms("AAA")] })).toEqual([
    "Transform: The same inputs and parameters were processed again 3 times in the last 4 runs: 30m.",
  ]);
});

test("repetitions that cost next to nothing are not told", () => {
  const steps = [...transforms("AAAA", { ...known, seconds: 1 }), run("x", "CsvExampleGen", { seconds: 301 })];
  expect(messages("repeated-work", { pipeline, steps })).toEqual([]);
});

test("one percent of the pipeline's cost is told", () => {
  const steps = [...transforms("AAAA", { ...known, seconds: 1 }), run("x", "CsvExampleGen", { seconds: 296 })];
  expect(messages("repeated-work", { pipeline, steps })).toHaveLength(1);
});

test("where no cost is known, none is told", () => {
  expect(messages("repeated-work", { pipeline, steps: transforms("AAAA", { ...known, cost: Number.NaN }) })).toEqual([
    "Transform: The same inputs and parameters were processed again 3 times in the last 4 runs.",
  ]);
});

test("what was done before the window is forgotten", () => {
  const settings = { repeatedWork: { window: 3, minimum: 1, percent: 0 } };
  expect(messages("repeated-work", { pipeline, settings, steps: transforms("ABCABC") })).toEqual([]);
});

test.each(["Trainer", "Pusher", "Resolver", "Importer"])("%s is not looked at", (type) => {
  const steps = [0, 1, 2, 3].map((i) => run(`x${i}`, type, { ...known, reads: { examples: "A" } }));
  expect(messages("repeated-work", { pipeline: pipelineOf(type), steps })).toEqual([]);
});

test("sessions of a notebook are one pipeline", () => {
  const steps = transforms("AAAA").map((step, i) =>
    step.what === "run" ? { ...step, spec: { ...step.spec, pipeline: `interactive-2026-0${i + 1}` } } : step,
  );
  expect(messages("repeated-work", { pipeline, steps })).toHaveLength(1);
});

test("the repetitions are the evidence, and the place that turns caching off is related", () => {
  const caching = { enabled: false, location: pipeline.location };
  const [finding] = found("repeated-work", {
    pipeline: withNode(pipeline, "Transform", { caching }),
    steps: transforms("AAAAAAAA"),
  });
  expect(finding?.executions).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect(finding?.evidence.map(({ execution }) => execution)).toEqual([8, 7, 6, 5, 4]);
  expect(finding?.related).toEqual([{ location: pipeline.location, message: "Caching is off here." }]);
});
