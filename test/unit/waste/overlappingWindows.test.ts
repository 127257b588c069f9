import { expect, test } from "vitest";
import { type ExecutionSpec, run, type Step } from "../../generate/traceBuilder.ts";
import { found, messages } from "./findings.ts";
import { pipelineOf } from "./pipelineText.ts";

const pipeline = pipelineOf("CsvExampleGen", "Transform < CsvExampleGen.examples");

/** A run of Transform on each list of spans, of an hour each. */
const windows = (lists: readonly (readonly string[])[], spec: ExecutionSpec = {}): Step[] => [
  run("all", "CsvExampleGen", { writes: { examples: [...new Set(lists.flat())] } }),
  ...lists.map((examples, i) =>
    run(`t${i}`, "Transform", {
      code: "c",
      parameters: "p",
      seconds: 3600,
      ...spec,
      reads: { examples, ...spec.reads },
    }),
  ),
];

/** Windows of some spans that move by one. */
const sliding = (length: number, count: number, step = 1): string[][] =>
  Array.from({ length: count }, (_, i) => Array.from({ length }, (_, j) => `span${i * step + j}`));

test("says the mean share, and what the shared spans cost", () => {
  expect(messages("overlapping-windows", { pipeline, steps: windows(sliding(7, 8)) })).toEqual([
    "Transform: 7 of the last 7 runs shared 86 % of their spans with the run before and computed them again: about 6 h.",
  ]);
});

test("two overlaps prove nothing", () => {
  expect(messages("overlapping-windows", { pipeline, steps: windows(sliding(7, 3)) })).toEqual([]);
});

test("half is enough, less is not", () => {
  expect(messages("overlapping-windows", { pipeline, steps: windows(sliding(4, 5, 2)) })).toHaveLength(1);
  expect(messages("overlapping-windows", { pipeline, steps: windows(sliding(4, 5, 3)) })).toEqual([]);
});

test("windows that do not overlap are as they should be", () => {
  expect(messages("overlapping-windows", { pipeline, steps: windows(sliding(3, 6, 3)) })).toEqual([]);
});

test("exactly the same spans are repeated work, not an overlap", () => {
  expect(messages("overlapping-windows", { pipeline, steps: windows(sliding(3, 6, 0)) })).toEqual([]);
});

test("spans of which some are left out were all computed before", () => {
  const shrinking = [["a", "b", "c", "d"], ["a", "b", "c"], ["a", "b"], ["a"]];
  expect(messages("overlapping-windows", { pipeline, steps: windows(shrinking) })).toEqual([
    "Transform: 3 of the last 3 runs shared 100 % of their spans with the run before and computed them again: about 3 h.",
  ]);
});

test("with an analyzer cache nothing is computed again", () => {
  const steps = windows(sliding(7, 8), { reads: { analyzer_cache: "cache" } });
  const cacheWritten = run("w", "Transform", { start: 0, writes: { updated_analyzer_cache: "cache" } });
  expect(messages("overlapping-windows", { pipeline, steps: [cacheWritten, ...steps] })).toEqual([]);
});

test("when the newest run reads one, the cure is in place", () => {
  const last = run("last", "Transform", {
    code: "c",
    parameters: "p",
    reads: { examples: ["span7", "span8"], analyzer_cache: "cache" },
    writes: { updated_analyzer_cache: "cache" },
  });
  expect(messages("overlapping-windows", { pipeline, steps: [...windows(sliding(7, 8)), last] })).toEqual([]);
});

test("with other code or parameters the spans have to be computed again", () => {
  const changing = windows(sliding(7, 8)).map((step, i) =>
    step.what === "run" ? { ...step, spec: { ...step.spec, parameters: `p${i}` } } : step,
  );
  expect(messages("overlapping-windows", { pipeline, steps: changing })).toEqual([]);
});

test("code that the trace does not know may have changed", () => {
  expect(messages("overlapping-windows", { pipeline, steps: windows(sliding(7, 8), { code: null }) })).toEqual([]);
});

test("failed runs are no runs before", () => {
  const steps = windows(sliding(7, 8), { state: "failed" });
  expect(messages("overlapping-windows", { pipeline, steps })).toEqual([]);
});

test("trainers may well train on windows", () => {
  const trainer = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples");
  const steps = windows(sliding(7, 8)).map((step) => (step.name === "all" ? step : { ...step, type: "Trainer" }));
  expect(messages("overlapping-windows", { pipeline: trainer, steps })).toEqual([]);
});

test("each run's share is its evidence", () => {
  const [finding] = found("overlapping-windows", { pipeline, steps: windows(sliding(4, 5)) });
  expect(finding?.executions).toEqual([3, 4, 5, 6]);
  expect(finding?.evidence[0]).toEqual({ execution: 6, message: "75 % of its spans were those of the run before." });
});
