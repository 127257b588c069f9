import { expect, test } from "vitest";
import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import { reasonSentence } from "../../../server/src/views/index.ts";
import { artifact, buildTrace, run, type Step } from "../../generate/traceBuilder.ts";

/** The sentence for the model that the execution `t` trained. */
function check(expected: string | null, ...steps: readonly Step[]): void {
  const { trace, row } = buildTrace(...steps);
  const graphlets = cutGraphlets(trace, neverCancelled);
  const index = graphlets.list.findIndex(({ trainer }) => trainer === row("t"));
  expect(reasonSentence(trace, graphlets, index)).toBe(expected);
}

const gen = run("gen", "CsvExampleGen", { writes: { examples: "e1" } });
const train = run("t", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" } });
const evaluate = run("eval", "Evaluator", { reads: { model: "m1" }, writes: { blessing: "b1" } });
const push = run("push", "Pusher", { reads: { model: "m1" }, writes: { pushed_model: "p1" } });

test("a deployed model needs no reason", () => {
  check(null, gen, train, push);
});

test("what refused to bless is named with the blessing", () => {
  check(
    "Not deployed: not blessed by Evaluator (blessing 3).",
    gen,
    train,
    evaluate,
    artifact("b1", "ModelBlessing", { blessed: 0 }),
  );
});

test("a training that failed", () => {
  check(
    "Not deployed: Trainer (execution 2) failed.",
    gen,
    run("t", "Trainer", { reads: { examples: "e1" }, state: "failed" }),
  );
});

test("a step before the training that failed", () => {
  check(
    "Not deployed: CsvExampleGen (execution 1) failed.",
    run("gen", "CsvExampleGen", { writes: { examples: "e1" }, state: "failed" }),
    train,
  );
});

test("several checks that failed are counted", () => {
  const failing = { reads: { model: "m1" }, state: "failed" as const };
  check(
    "Not deployed: Evaluator (execution 3) and 1 more failed.",
    gen,
    train,
    run("eval", "Evaluator", failing),
    run("infra", "InfraValidator", failing),
  );
});

test("a push that failed", () => {
  check(
    "Not deployed: Pusher (execution 3) failed.",
    gen,
    train,
    run("push", "Pusher", { reads: { model: "m1" }, state: "failed" }),
  );
});

test("a pusher that ran and did not deploy", () => {
  check(
    "Not deployed: Pusher (execution 3) ran without deploying it.",
    gen,
    train,
    push,
    artifact("p1", "PushedModel", { pushed: 0 }),
  );
});

test("a step that may have deployed it, and wrote nothing", () => {
  check(
    "Not known to be deployed: Pusher (execution 3) ran, and wrote nothing that tells.",
    gen,
    train,
    run("push", "Pusher", { reads: { model: "m1" } }),
  );
});

test("a step that never came back", () => {
  check(
    "Not deployed: Evaluator (execution 3) started and never finished.",
    gen,
    train,
    run("eval", "Evaluator", { reads: { model: "m1" }, state: "running" }),
    run("later", "CsvExampleGen", { writes: { examples: "e2" }, start: 2 * 24 * 60 }),
  );
});

test("a pipeline without a step that deploys", () => {
  check("Not deployed: nothing that deploys ran after Trainer.", gen, train);
});

test("a model on its way", () => {
  check(
    "Not deployed yet: Evaluator (execution 3) has not finished.",
    gen,
    train,
    run("eval", "Evaluator", { reads: { model: "m1" }, state: "running" }),
  );
});

test("a model that predicted in batches was used all the same", () => {
  check(
    "Not deployed: nothing that deploys ran after Trainer. Used for batch predictions by BulkInferrer (execution 3).",
    gen,
    train,
    run("infer", "BulkInferrer", { reads: { model: "m1" }, writes: { inference_result: "r1" } }),
  );
});

test("a model from which a deployed one was warm-started", () => {
  check(
    "Not deployed: nothing that deploys ran after Trainer. Trainer (execution 3) started from it.",
    gen,
    train,
    run("t2", "Trainer", { reads: { examples: "e1", base_model: "m1" }, writes: { model: "m2" } }),
    run("push", "Pusher", { reads: { model: "m2" }, writes: { pushed_model: "p2" } }),
  );
});
