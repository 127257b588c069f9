import { expect, test } from "vitest";
import { artifact, run, type Step } from "../../generate/traceBuilder.ts";
import { found, messages } from "./findings.ts";
import { pipelineOf, withNode } from "./pipelineText.ts";

const pipeline = pipelineOf(
  "CsvExampleGen",
  "Transform < CsvExampleGen.examples",
  "Trainer < Transform.transformed_examples",
  "Pusher < Trainer.model",
);

interface Run {
  readonly data?: string;
  readonly code?: string | null;
  readonly parameters?: string;
  readonly transform?: string;
  readonly fails?: boolean;
  readonly cached?: boolean;
  readonly base?: string;
}

/** Runs of half an hour's training; what is not given is the same in all. */
const runs = (...list: readonly Run[]): Step[] =>
  list.flatMap(({ data = "d", code = "c", parameters = "p", transform = "t", fails, cached, base }, i): Step[] => [
    run(`g${i}`, "CsvExampleGen", { run: `r${i}`, parameters: "in", writes: { examples: `e${i}` } }),
    artifact(`e${i}`, "Examples", { content: data }),
    run(`x${i}`, "Transform", {
      run: `r${i}`,
      code: transform,
      parameters: "p",
      reads: { examples: `e${i}` },
      writes: { transformed_examples: `te${i}` },
    }),
    run(`t${i}`, "Trainer", {
      run: `r${i}`,
      code,
      parameters,
      state: fails ? "failed" : cached ? "cached" : "complete",
      seconds: 1800,
      reads: { examples: `te${i}`, ...(base === undefined ? {} : { base_model: base }) },
      writes: fails ? {} : { model: `m${i}` },
    }),
  ]);

const same: Run = {};
const says = "Trainer: 3 of 3 retrainings had the same data, code and parameters as the one before: 1.5 h.";

test("counts retrainings on the same data, code and parameters, with what they cost", () => {
  expect(messages("retrain-without-change", { pipeline, steps: runs(same, same, same, same) })).toEqual([says]);
});

test("those that changed something are counted among all", () => {
  const steps = runs(same, same, { data: "new" }, { data: "new" }, { data: "new" });
  expect(messages("retrain-without-change", { pipeline, steps })).toEqual([
    "Trainer: 3 of 4 retrainings had the same data, code and parameters as the one before: 1.5 h.",
  ]);
});

test("two prove nothing", () => {
  expect(messages("retrain-without-change", { pipeline, steps: runs(same, same, same) })).toEqual([]);
});

test.each<[string, Run]>([
  ["data", { data: "other" }],
  ["code", { code: "other" }],
  ["parameters", { parameters: "other" }],
  ["preparation of the data", { transform: "other" }],
])("other %s is a change", (_, other) => {
  const steps = runs(same, other, same, other, same, other);
  expect(messages("retrain-without-change", { pipeline, steps })).toEqual([]);
});

test("another warm start is a change", () => {
  const steps = runs(same, { base: "m0" }, { base: "m1" }, { base: "m2" }, { base: "m3" });
  expect(messages("retrain-without-change", { pipeline, steps })).toEqual([]);
});

test("code that the trace does not know is never the same", () => {
  const unknown: Run = { code: null };
  expect(messages("retrain-without-change", { pipeline, steps: runs(unknown, unknown, unknown, unknown) })).toEqual([]);
});

test("data that the trace does not know is never the same", () => {
  const bare = (i: number): Step => run(`t${i}`, "Trainer", { code: "c", parameters: "p", writes: { model: `m${i}` } });
  expect(messages("retrain-without-change", { pipeline, steps: [0, 1, 2, 3].map(bare) })).toEqual([]);
});

test("data without a content that was ingested anew is other data", () => {
  const steps = runs(same, same, same, same).filter(({ what }) => what === "run");
  expect(messages("retrain-without-change", { pipeline, steps })).toEqual([]);
});

test("a second try after a failure is none without a change", () => {
  const steps = runs(same, { data: "a", fails: true }, { data: "a" }, { data: "b", fails: true }, { data: "b" });
  const settings = { retrainWithoutChange: { window: 14, minimum: 1 } };
  expect(messages("retrain-without-change", { pipeline, settings, steps })).toEqual([]);
});

test("what came from the cache cost nothing", () => {
  const cached: Run = { cached: true };
  expect(messages("retrain-without-change", { pipeline, steps: runs(same, cached, cached, cached) })).toEqual([]);
});

test("retrainings before the window are forgotten", () => {
  const settings = { retrainWithoutChange: { window: 2, minimum: 2 } };
  const steps = runs(same, same, same, { data: "a" }, { data: "b" });
  expect(messages("retrain-without-change", { pipeline, settings, steps })).toEqual([]);
});

test("another trainer's model is not the one before", () => {
  const two = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples", "Trainer.b < CsvExampleGen.examples");
  const steps = [0, 1, 2].flatMap((i): Step[] => [
    run(`g${i}`, "CsvExampleGen", { parameters: "in", writes: { examples: `e${i}` } }),
    ...["Trainer", "Trainer.b"].map((node) =>
      run(`${node}${i}`, "Trainer", { node, code: "c", parameters: "p", reads: { examples: `e${i}` } }),
    ),
  ]);
  const settings = { retrainWithoutChange: { window: 14, minimum: 1 } };
  expect(messages("retrain-without-change", { pipeline: two, settings, steps })).toEqual([]);
});

test("points at the place that turns caching off", () => {
  const caching = { enabled: false, location: pipeline.location };
  const steps = runs(same, same, same, same);
  const [finding] = found("retrain-without-change", { pipeline: withNode(pipeline, "Trainer", { caching }), steps });
  expect(finding?.related).toEqual([{ location: pipeline.location, message: "Caching is off here." }]);
});

test("the trainings that changed nothing are the evidence", () => {
  const [finding] = found("retrain-without-change", { pipeline, steps: runs(same, same, same, same) });
  expect([finding?.executions, finding?.evidence[0], finding?.seconds]).toEqual([
    [6, 9, 12],
    { execution: 12, message: "Same data, code and parameters as the training before." },
    5400,
  ]);
});
