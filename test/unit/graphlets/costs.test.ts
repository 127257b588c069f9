import { describe, expect, test } from "vitest";
import { run } from "../../generate/traceBuilder.ts";
import { cut } from "./cut.ts";

/** Two models on the same data: the first is wasted, the second deployed. */
const shared = cut(
  run("gen", "CsvExampleGen", { writes: { examples: "e1" }, seconds: 100 }),
  run("t1", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, seconds: 20 }),
  run("t2", "Trainer", { reads: { examples: "e1" }, writes: { model: "m2" }, seconds: 3 }),
  run("push", "Pusher", { reads: { model: "m2" }, writes: { pushed_model: "p2" }, seconds: 0.5 }),
  run("lost", "CsvExampleGen", { seconds: 7 }),
);

describe("costs", () => {
  test("of a graphlet sum those of all its members", () => {
    expect([shared.of("t1").costSeconds, shared.of("t2").costSeconds]).toEqual([120, 103.5]);
  });

  test("count once, for the earliest graphlet that holds the execution", () => {
    expect([shared.of("t1").ownCostSeconds, shared.of("t2").ownCostSeconds]).toEqual([120, 3.5]);
  });

  test("are wasted only where no graphlet made use of the execution", () => {
    expect([shared.of("t1").wastedSeconds, shared.of("t2").wastedSeconds]).toEqual([20, 0]);
  });

  test("that are unknown are counted instead of summed", () => {
    const { of } = cut(
      run("gen", "CsvExampleGen", { writes: { examples: "e1" }, seconds: 5 }),
      run("train", "Trainer", { state: "running", reads: { examples: "e1" } }),
    );
    expect(of("train")).toMatchObject({ costSeconds: 5, ownCostSeconds: 5, unknownCosts: 1 });
  });

  test("of a canceled member are known", () => {
    const { of } = cut(
      run("train", "Trainer", { writes: { model: "m1" }, seconds: 5 }),
      run("push", "Pusher", { state: "canceled", reads: { model: "m1" }, seconds: 2 }),
    );
    expect(of("train")).toMatchObject({ costSeconds: 7, unknownCosts: 0 });
  });

  test("that are no number are unknown", () => {
    const { of } = cut(run("train", "Trainer", { cost: Number.POSITIVE_INFINITY }));
    expect(of("train")).toMatchObject({ costSeconds: 0, unknownCosts: 1 });
  });
});

describe("an execution", () => {
  test("is useful where any graphlet that holds it is deployed", () => {
    expect(["gen", "t2", "push"].map(shared.statusOf)).toEqual(["useful", "useful", "useful"]);
  });

  test("is wasted where all graphlets that hold it are", () => {
    expect(shared.statusOf("t1")).toBe("wasted");
  });

  test("is unattributed where no graphlet holds it", () => {
    expect(shared.statusOf("lost")).toBe("unattributed");
  });

  test("is pending where one graphlet that holds it is pending and none is useful", () => {
    const { statusOf } = cut(
      run("gen", "CsvExampleGen", { writes: { examples: "e1" } }),
      run("t1", "Trainer", { reads: { examples: "e1" } }),
      run("t2", "Trainer", { node: "Trainer.challenger", state: "running", reads: { examples: "e1" } }),
    );
    expect(["gen", "t1", "t2"].map(statusOf)).toEqual(["pending", "wasted", "pending"]);
  });

  test("belongs to the graphlet whose training started first, whatever its id", () => {
    const { graphlets, row, trainers } = cut(
      run("gen", "CsvExampleGen", { writes: { examples: "e1" }, start: 0 }),
      run("late", "Trainer", { reads: { examples: "e1" }, start: 9 }),
      run("early", "Trainer", { reads: { examples: "e1" }, start: 5 }),
    );
    expect(trainers()[graphlets.owner[row("gen")] ?? -1]).toBe("early");
  });
});
