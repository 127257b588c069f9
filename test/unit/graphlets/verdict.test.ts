import { describe, expect, test } from "vitest";
import type { GraphletStatus, NotPushedReason } from "../../../server/src/model/graphlet.ts";
import { artifact, run, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "./cut.ts";

interface Verdict {
  readonly pushed?: boolean;
  readonly blessed?: boolean | null;
  readonly batchUse?: boolean;
  readonly status?: GraphletStatus;
  readonly whyNotPushed?: NotPushedReason | null;
  /** Names of the executions that the reason rests on. */
  readonly evidence?: readonly string[];
}

function checkVerdict(trainer: string, expected: Verdict, ...steps: readonly Step[]): void {
  const { of, names } = cut(...steps);
  const { pushed, blessed, batchUse, status, whyNotPushed, evidence } = of(trainer);
  expect({ pushed, blessed, batchUse, status, whyNotPushed, evidence: names(evidence) }).toMatchObject(expected);
}

const gen = run("gen", "CsvExampleGen", { writes: { examples: "e1" } });
const train = run("train", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" } });
const evaluate = run("evaluate", "Evaluator", { reads: { model: "m1" }, writes: { blessing: "b1" } });
const push = run("push", "Pusher", { reads: { model: "m1", model_blessing: "b1" }, writes: { pushed_model: "p1" } });

describe("a model is deployed", () => {
  test("where a complete deploy execution wrote what says so", () => {
    checkVerdict(
      "train",
      { pushed: true, status: "pushed", whyNotPushed: null, evidence: [] },
      train,
      push,
      artifact("p1", "PushedModel", { pushed: 1 }),
    );
  });

  test("where a complete deploy execution wrote something that does not say", () => {
    checkVerdict("train", { pushed: true, status: "pushed" }, train, push);
  });

  test("not where the deploy execution wrote nothing", () => {
    checkVerdict(
      "train",
      { pushed: false, status: "wasted", whyNotPushed: null },
      train,
      run("push", "Pusher", { reads: { model: "m1" } }),
    );
  });

  test("not where it refused", () => {
    checkVerdict(
      "train",
      { pushed: false, status: "wasted", whyNotPushed: "push-refused", evidence: ["push"] },
      train,
      push,
      artifact("p1", "PushedModel", { pushed: 0 }),
    );
  });

  test("not where the deploy execution did not finish, though its output is there", () => {
    checkVerdict(
      "train",
      { pushed: false, status: "pending" },
      train,
      run("push", "Pusher", { state: "running", reads: { model: "m1" }, writes: { pushed_model: "p1" } }),
    );
  });

  test("not where the next model, evaluated against it, was deployed", () => {
    checkVerdict(
      "train",
      { pushed: false, blessed: null, status: "wasted", whyNotPushed: "never-reached-deploy" },
      train,
      run("next", "Trainer", { writes: { model: "m2" } }),
      run("evaluate", "Evaluator", { reads: { model: "m2", baseline_model: "m1" }, writes: { blessing: "b2" } }),
      run("push", "Pusher", { reads: { model: "m2", model_blessing: "b2" }, writes: { pushed_model: "p2" } }),
      artifact("b2", "ModelBlessing", { blessed: 1 }),
    );
  });
});

describe("a model is blessed", () => {
  test("where any blessing says so", () => {
    checkVerdict(
      "train",
      { blessed: true },
      train,
      evaluate,
      run("again", "Evaluator", { reads: { model: "m1" }, writes: { blessing: "b2" } }),
      artifact("b1", "ModelBlessing", { blessed: 0 }),
      artifact("b2", "ModelBlessing", { blessed: 1 }),
    );
  });

  test("not where all that say anything say no", () => {
    checkVerdict(
      "train",
      { blessed: false, whyNotPushed: "not-blessed", evidence: ["again"] },
      train,
      evaluate,
      run("again", "Evaluator", { reads: { model: "m1" }, writes: { blessing: "b2" } }),
      artifact("b2", "ModelBlessing", { blessed: 0 }),
    );
  });

  test("unknown where no blessing says anything", () => {
    checkVerdict("train", { blessed: null }, train, evaluate);
  });
});

describe("status", () => {
  test("is useful after a complete batch prediction", () => {
    checkVerdict(
      "train",
      { batchUse: true, status: "useful", whyNotPushed: "never-reached-deploy" },
      train,
      run("infer", "BulkInferrer", { reads: { model: "m1" } }),
    );
  });

  test("is not useful after a batch prediction that failed", () => {
    checkVerdict(
      "train",
      { batchUse: false, status: "wasted" },
      train,
      run("infer", "BulkInferrer", { state: "failed", reads: { model: "m1" } }),
    );
  });

  test("is pending while a member runs", () => {
    checkVerdict(
      "train",
      { status: "pending", whyNotPushed: "never-reached-deploy" },
      train,
      run("evaluate", "Evaluator", { state: "running", reads: { model: "m1" } }),
    );
  });

  test("is pending while analysis of its data runs", () => {
    checkVerdict(
      "train",
      { status: "pending" },
      gen,
      run("stats", "StatisticsGen", { state: "new", reads: { examples: "e1" } }),
      train,
    );
  });

  test("is useful where a deployed model was warm-started from it, over any number of steps", () => {
    const { graphlets, names } = cut(
      run("t1", "Trainer", { writes: { model: "m1" } }),
      run("t2", "Trainer", { reads: { base_model: "m1" }, writes: { model: "m2" } }),
      run("t3", "Trainer", { reads: { base_model: "m2" }, writes: { model: "m3" } }),
      run("push", "Pusher", { reads: { model: "m3" }, writes: { pushed_model: "p3" } }),
      run("t4", "Trainer", { reads: { base_model: "m3" }, writes: { model: "m4" } }),
    );
    const statuses = graphlets.list.map((graphlet) => `${names([graphlet.trainer])} ${graphlet.status}`);
    expect(statuses).toEqual(["t1 useful", "t2 useful", "t3 pushed", "t4 wasted"]);
  });

  test("is wasted in a circle of warm starts that nobody uses", () => {
    const { graphlets } = cut(
      run("t1", "Trainer", { reads: { base_model: "m2" }, writes: { model: "m1" } }),
      run("t2", "Trainer", { reads: { base_model: "m1" }, writes: { model: "m2" } }),
    );
    expect(graphlets.list.map((graphlet) => graphlet.status)).toEqual(["wasted", "wasted"]);
  });

  test("is useful in a circle of warm starts one of which is used", () => {
    const { graphlets } = cut(
      run("t1", "Trainer", { reads: { base_model: "m2" }, writes: { model: "m1" } }),
      run("t2", "Trainer", { reads: { base_model: "m1" }, writes: { model: "m2" } }),
      run("infer", "BulkInferrer", { reads: { model: "m2" } }),
    );
    expect(graphlets.list.map((graphlet) => graphlet.status)).toEqual(["useful", "useful"]);
  });
});

describe("why a model was not deployed", () => {
  test("training failed, before anything else", () => {
    checkVerdict(
      "train",
      { whyNotPushed: "trainer-failed", evidence: ["train"] },
      run("gen", "CsvExampleGen", { state: "failed", writes: { examples: "e1" } }),
      run("train", "Trainer", { state: "failed", reads: { examples: "e1" } }),
    );
  });

  test("a member upstream failed", () => {
    checkVerdict(
      "train",
      { whyNotPushed: "upstream-failed", evidence: ["gen"] },
      run("gen", "CsvExampleGen", { state: "failed", writes: { examples: "e1" } }),
      train,
      run("evaluate", "Evaluator", { state: "failed", reads: { model: "m1" } }),
    );
  });

  test("an evaluation or validation failed", () => {
    checkVerdict(
      "train",
      { whyNotPushed: "validation-failed", evidence: ["validate", "evaluate"] },
      train,
      run("validate", "InfraValidator", { state: "failed", reads: { model: "m1" } }),
      run("evaluate", "Evaluator", { state: "failed", reads: { model: "m1" } }),
      run("push", "Pusher", { state: "failed", reads: { model: "m1" } }),
    );
  });

  test("a failed analysis of the data is no reason", () => {
    checkVerdict(
      "train",
      { whyNotPushed: "never-reached-deploy", evidence: [] },
      gen,
      run("stats", "StatisticsGen", { state: "failed", reads: { examples: "e1" } }),
      train,
    );
  });

  test("not blessed, before the push that failed", () => {
    checkVerdict(
      "train",
      { whyNotPushed: "not-blessed", evidence: ["evaluate"] },
      train,
      evaluate,
      artifact("b1", "ModelBlessing", { blessed: 0 }),
      run("push", "Pusher", { state: "failed", reads: { model: "m1" } }),
    );
  });

  test("the push failed", () => {
    checkVerdict(
      "train",
      { whyNotPushed: "push-failed", evidence: ["push"] },
      train,
      run("push", "Pusher", { state: "failed", reads: { model: "m1" } }),
    );
  });

  test("members were abandoned", () => {
    checkVerdict(
      "train",
      { status: "wasted", whyNotPushed: "abandoned", evidence: ["evaluate"] },
      train,
      run("evaluate", "Evaluator", { state: "running", reads: { model: "m1" } }),
      run("later", "CsvExampleGen", { start: 3 * 24 * 60 }),
    );
  });

  test("nothing deploys it", () => {
    checkVerdict("train", { whyNotPushed: "never-reached-deploy", evidence: [] }, train, evaluate);
  });

  test("nothing says why while the push is still running", () => {
    checkVerdict(
      "train",
      { status: "pending", whyNotPushed: null, evidence: [] },
      train,
      run("push", "Pusher", { state: "running", reads: { model: "m1" } }),
    );
  });

  test("nothing says why where the push was canceled", () => {
    checkVerdict(
      "train",
      { status: "wasted", whyNotPushed: null },
      train,
      run("push", "Pusher", { state: "canceled", reads: { model: "m1" } }),
    );
  });
});
