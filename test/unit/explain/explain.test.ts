import { describe, expect, test } from "vitest";
import type { PipelineDefinition } from "../../../server/src/model/definition.ts";
import type { Explanation, PropertiesOf } from "../../../server/src/model/explanation.ts";
import { explain } from "../../../server/src/waste/explain/index.ts";
import { artifact, run, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";
import { pipelineOf } from "../waste/pipelineText.ts";

const none: PropertiesOf = () => null;

/** The explanation of the model that the execution `t` trained, its executions by their names. */
function explained(
  steps: readonly Step[],
  more: { readonly propertiesOf?: PropertiesOf; readonly pipeline?: PipelineDefinition } = {},
) {
  const { trace, graphlets, of, names } = cut(...steps);
  const index = graphlets.list.indexOf(of("t"));
  const found = explain({
    trace,
    graphlets,
    index,
    pipeline: more.pipeline ?? null,
    propertiesOf: more.propertiesOf ?? none,
  });
  if (!found) throw new Error("nothing is explained");
  const name = (row: number): string => names([row])[0] ?? "";
  return { ...found, causes: found.causes.map((cause) => ({ ...cause, execution: name(cause.execution) })), name };
}

const gen = run("gen", "CsvExampleGen", { writes: { examples: "e1" } });
const train = run("t", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" } });
const evaluate = run("eval", "Evaluator", { reads: { model: "m1" }, writes: { blessing: "b1", evaluation: "v1" } });
const push = run("push", "Pusher", { reads: { model: "m1", model_blessing: "b1" }, writes: { pushed_model: "p1" } });
const dayLater = run("later", "CsvExampleGen", { writes: { examples: "e9" }, start: 3 * 24 * 60 });
const failed = { reads: { model: "m1" }, state: "failed" as const };

describe("what stopped a model", () => {
  const causes = (...steps: readonly Step[]): readonly string[] =>
    explained(steps).causes.map(({ execution, what }) => `${execution} ${what}`);

  test("its training failed", () => {
    expect(causes(gen, run("t", "Trainer", { reads: { examples: "e1" }, state: "failed" }))).toEqual(["t failed"]);
  });

  test("a step before its training failed, whatever failed behind it", () => {
    const broken = run("gen", "CsvExampleGen", { writes: { examples: "e1" }, state: "failed" });
    expect(causes(broken, train, run("eval", "Evaluator", failed))).toEqual(["gen failed"]);
  });

  test("several checks failed, in order of start", () => {
    const checks = [
      run("infra", "InfraValidator", { ...failed, start: 20 }),
      run("eval", "Evaluator", { ...failed, start: 10 }),
    ];
    expect(causes(gen, train, ...checks)).toEqual(["eval failed", "infra failed"]);
  });

  test("it was not blessed, though a pusher ran", () => {
    const steps = [artifact("b1", "ModelBlessing", { blessed: 0 }), artifact("p1", "PushedModel", { pushed: 0 })];
    expect(causes(gen, train, evaluate, push, ...steps)).toEqual(["eval not-blessed"]);
  });

  test("a pusher ran without deploying it", () => {
    expect(causes(gen, train, push, artifact("p1", "PushedModel", { pushed: 0 }))).toEqual(["push refused"]);
  });

  test("nothing did: it never came to a step that deploys", () => {
    expect(causes(gen, train)).toEqual([]);
  });

  test("it still waits for a step", () => {
    expect(causes(gen, train, run("eval", "Evaluator", { reads: { model: "m1" }, state: "running" }))).toEqual([
      "eval open",
    ]);
  });

  test("nothing: it was deployed", () => {
    const found = explained([gen, train, evaluate, push]);
    expect(found).toMatchObject({ status: "pushed", causes: [], route: null });
    expect(found.deployments.map(({ execution }) => found.name(execution))).toEqual(["push"]);
  });
});

test("an execution that never finished is told with the one that came after it", () => {
  const stuck = run("stuck", "Evaluator", { reads: { model: "m1" }, state: "running" });
  const next = run("next", "Evaluator", { reads: { model: "m2" }, start: 2 * 24 * 60 });
  const found = explained([gen, train, stuck, next, dayLater]);
  expect(found.causes.map((cause) => [cause.what, found.name(cause.next)])).toEqual([["abandoned", "next"]]);
});

test("a failure is told in the store's own words, where it has any", () => {
  const steps = [gen, run("t", "Trainer", { reads: { examples: "e1" }, state: "failed" })];
  const said = explained(steps, { propertiesOf: () => [{ name: "error_message", value: "out of memory" }] });
  expect(said.causes[0]?.error).toBe("out of memory");
  expect(said.gaps).toEqual([]);
  expect(explained(steps, { propertiesOf: () => [] }).gaps).toEqual([{ what: "error", execution: 1 }]);
});

test("a check tells its thresholds, its verdict, the baseline and what figures the store holds", () => {
  const config = { metrics_specs: [{ thresholds: { auc: { value_threshold: { lower_bound: 0.8 } } } }] };
  const spec = { reads: { model: "m1" }, writes: { blessing: "b1", evaluation: "v1" } };
  const check = run("eval", "Evaluator", { ...spec, parameters: JSON.stringify({ eval_config: config }) });
  const { checks } = explained([gen, train, check, artifact("b1", "ModelBlessing", { blessed: 0 })], {
    propertiesOf: (of, row) =>
      of === "artifact" && row === 2
        ? [{ name: "baseline_model_id", value: "12" }]
        : of === "artifact"
          ? [{ name: "auc", value: "0.71" }]
          : [],
  });
  expect(checks).toMatchObject([
    {
      blessings: [{ blessed: false, baseline: "12" }],
      thresholds: [{ metric: "auc", of: "value", bound: "at-least", limit: 0.8 }],
      metrics: [{ name: "auc", value: 0.71 }],
    },
  ]);
});

test("a configuration that was too long for the trace is read from the store", () => {
  const config = { metrics_specs: [{ thresholds: { auc: { value_threshold: { lower_bound: 0.8 } } } }] };
  const check = run("eval", "Evaluator", {
    reads: { model: "m1" },
    parameters: '{"eval_config":"sha256:12, 2001 characters"}',
  });
  const { checks } = explained([gen, train, check], {
    propertiesOf: () => [{ name: "eval_config", value: JSON.stringify(config) }],
  });
  expect(checks[0]?.thresholds).toHaveLength(1);
});

test("what a complete check leaves open is said", () => {
  const { gaps } = explained([gen, train, evaluate, artifact("b1", "ModelBlessing", { blessed: 0 })]);
  expect(gaps.map(({ what }) => what)).toEqual(["metrics", "thresholds"]);
});

test("that properties could not be read is said once", () => {
  const { gaps } = explained([gen, train, evaluate], { propertiesOf: () => "The file is gone." });
  expect(gaps).toContainEqual({ what: "unread", message: "The file is gone." });
});

describe("uses without deployment", () => {
  test("batch predictions", () => {
    const infer = run("infer", "BulkInferrer", { reads: { model: "m1" }, writes: { inference_result: "r1" } });
    const found = explained([gen, train, infer]);
    expect(found.uses.map((use) => (use.by === "batch" ? found.name(use.execution) : use.by))).toEqual(["infer"]);
  });

  test("a deployed model started from it", () => {
    const heir = run("t2", "Trainer", { reads: { examples: "e1", base_model: "m1" }, writes: { model: "m2" } });
    const { uses } = explained([
      gen,
      train,
      heir,
      run("push", "Pusher", { reads: { model: "m2" }, writes: { pushed_model: "p2" } }),
    ]);
    expect(uses).toEqual([{ by: "warm-start", graphlet: 1 }]);
  });
});

describe("the way to deployment", () => {
  const steps = ({
    route,
    name,
  }: Pick<Explanation, "route"> & { readonly name: (row: number) => string }): readonly string[] =>
    (route?.steps ?? []).map(({ node, executions }) => `${node}: ${executions.map(name).join() || "did not run"}`);

  test("is the definition's, in the order of its text", () => {
    const pipeline = pipelineOf(
      "CsvExampleGen",
      "Trainer < CsvExampleGen.examples",
      "Evaluator < Trainer.model",
      "Pusher < Trainer.model, Evaluator.blessing",
      "BulkInferrer < Trainer.model",
    );
    const found = explained([gen, train, evaluate], { pipeline });
    expect(found.route).toMatchObject({ from: "definition", deploys: ["Pusher"] });
    expect(steps(found)).toEqual(["Evaluator: eval", "Pusher: did not run"]);
  });

  test("leads nowhere where the definition has nothing that deploys", () => {
    const pipeline = pipelineOf("CsvExampleGen", "Trainer < CsvExampleGen.examples", "Evaluator < Trainer.model");
    expect(explained([gen, train], { pipeline }).route).toMatchObject({ from: "definition", deploys: [], steps: [] });
  });

  test("is another model's of the same node without a definition", () => {
    const other: readonly Step[] = [
      run("gen2", "CsvExampleGen", { writes: { examples: "e2" } }),
      run("t2", "Trainer", { reads: { examples: "e2" }, writes: { model: "m2" } }),
      run("eval2", "Evaluator", { reads: { model: "m2" }, writes: { blessing: "b2" } }),
      run("push2", "Pusher", { reads: { model: "m2", model_blessing: "b2" }, writes: { pushed_model: "p2" } }),
    ];
    const found = explained([gen, train, ...other]);
    expect(found.route).toMatchObject({ from: "trace", deploys: ["Pusher"], example: 1 });
    expect(steps(found)).toEqual(["Evaluator: did not run", "Pusher: did not run"]);
  });

  test("names what deploys in the pipeline where no model of the node came that far", () => {
    const other: readonly Step[] = [
      run("t2", "Trainer", { node: "Trainer.other", reads: { examples: "e1" }, writes: { model: "m2" } }),
      run("push2", "Pusher", { reads: { model: "m2" }, writes: { pushed_model: "p2" } }),
    ];
    expect(explained([gen, train, ...other]).route).toMatchObject({ deploys: ["Pusher"], steps: [], example: -1 });
  });
});
