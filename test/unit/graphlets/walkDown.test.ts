import { describe, test } from "vitest";
import { run } from "../../generate/traceBuilder.ts";
import { checkParts } from "./cut.ts";

const train = run("train", "Trainer", { writes: { model: "m1" } });

describe("where a model went", () => {
  test("is found along writes and readers, over any number of steps", () => {
    checkParts(
      "train",
      { down: "train evaluate push infer" },
      train,
      run("evaluate", "Evaluator", { reads: { model: "m1" }, writes: { blessing: "b1" } }),
      run("push", "Pusher", { reads: { model_blessing: "b1" }, writes: { pushed_model: "p1" } }),
      run("infer", "BulkInferrer", { reads: { pushed_model: "p1" } }),
    );
  });

  test("does not go into the training or tuning that starts from it", () => {
    checkParts(
      "train",
      { down: "train" },
      train,
      run("next", "Trainer", { reads: { base_model: "m1" }, writes: { model: "m2" } }),
      run("other", "Trainer", { reads: { model: "m1" } }),
      run("tune", "Tuner", { reads: { model: "m1" } }),
      run("push", "Pusher", { reads: { model: "m2" } }),
    );
  });

  test("does not go into the evaluation of the next model against this one", () => {
    checkParts(
      "train",
      { down: "train" },
      train,
      run("next", "Trainer", { writes: { model: "m2" } }),
      run("evaluate", "Evaluator", { reads: { model: "m2", baseline_model: "m1" }, writes: { blessing: "b2" } }),
      run("push", "Pusher", { reads: { model: "m2", model_blessing: "b2" }, writes: { pushed_model: "p2" } }),
    );
  });

  test("goes into an evaluation of a model against itself", () => {
    checkParts(
      "train",
      { down: "train evaluate" },
      train,
      run("evaluate", "Evaluator", { reads: { baseline_model: "m1", model: "m1" } }),
    );
  });

  test("does not go into other components under base_model", () => {
    checkParts("train", { down: "train" }, train, run("convert", "ConvertModel", { reads: { base_model: "m1" } }));
  });

  test("does not go through resolvers and cached executions", () => {
    checkParts(
      "train",
      { down: "train" },
      train,
      run("resolver", "Resolver", { reads: { model: "m1" }, writes: { model: "m1" } }),
      run("evaluate", "Evaluator", { state: "cached", reads: { model: "m1" }, writes: { blessing: "b1" } }),
      run("push", "Pusher", { reads: { model_blessing: "b1" } }),
    );
  });

  test("holds executions that failed and those still running", () => {
    checkParts(
      "train",
      { down: "train evaluate push" },
      train,
      run("evaluate", "Evaluator", { state: "failed", reads: { model: "m1" } }),
      run("push", "Pusher", { state: "running", reads: { model: "m1" } }),
    );
  });

  test("comes to a member that the model was also made from", () => {
    checkParts(
      "train",
      { up: "loop train", down: "loop train" },
      run("loop", "Transform", { reads: { model: "m1" }, writes: { transform_graph: "g1" } }),
      run("train", "Trainer", { reads: { transform_graph: "g1" }, writes: { model: "m1" } }),
    );
  });
});
