import { describe, expect, test } from "vitest";
import { type NodeHistory, nodeHistories } from "../../../server/src/graphlets/nodeHistory.ts";
import { builtTraceStart, run, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "./cut.ts";

function historyOf(node: string, ...steps: readonly Step[]): NodeHistory & { readonly names: readonly string[] } {
  const { trace, graphlets, names } = cut(...steps);
  const history = nodeHistories(trace, graphlets, 0).get(node);
  if (!history) throw new Error(`no history of ${node}`);
  return { ...history, names: names(history.executions) };
}

const minutes = (count: number): number => builtTraceStart + count * 60_000;

describe("the history of a node", () => {
  test("holds its executions in this pipeline, oldest first", () => {
    const { names, runs } = historyOf(
      "Trainer",
      run("second", "Trainer", { start: 20 }),
      run("first", "Trainer", { start: 10 }),
      run("other node", "Trainer", { node: "Trainer.challenger" }),
      run("other pipeline", "Trainer", { pipeline: "iris" }),
      run("unknown start", "Trainer", { start: null }),
    );
    expect(names).toEqual(["unknown start", "first", "second"]);
    expect(runs).toBe(3);
  });

  test("counts what failed and what was cached", () => {
    expect(
      historyOf(
        "Transform",
        run("a", "Transform"),
        run("b", "Transform", { state: "failed" }),
        run("c", "Transform", { state: "cached" }),
        run("d", "Transform", { state: "failed" }),
      ),
    ).toMatchObject({ runs: 4, failed: 2, cached: 1 });
  });

  test("knows when it last succeeded and last started", () => {
    expect(
      historyOf(
        "Transform",
        run("a", "Transform", { start: 0, seconds: 120 }),
        run("b", "Transform", { start: 10, state: "failed" }),
        run("c", "Transform", { start: null, state: "running" }),
      ),
    ).toMatchObject({ lastSucceededAt: minutes(2), lastStartedAt: minutes(10) });
  });

  test("has no last success where nothing succeeded", () => {
    const { lastSucceededAt, medianSeconds } = historyOf("Transform", run("a", "Transform", { state: "failed" }));
    expect([lastSucceededAt, medianSeconds]).toEqual([Number.NaN, Number.NaN]);
  });

  test("has the median of its complete executions", () => {
    const complete = [40, 10, 30, 20].map((seconds) => run(`${seconds}`, "Transform", { seconds }));
    expect(
      historyOf("Transform", ...complete, run("failed", "Transform", { state: "failed", seconds: 9999 })).medianSeconds,
    ).toBe(25);
    expect(historyOf("Transform", ...complete.slice(0, 3)).medianSeconds).toBe(30);
  });

  test("sums costs and waste, and names the models", () => {
    expect(
      historyOf(
        "Trainer",
        run("t1", "Trainer", { writes: { model: "m1" }, seconds: 100 }),
        run("t2", "Trainer", { writes: { model: "m2" }, seconds: 30 }),
        run("t3", "Trainer", { state: "cached", writes: { model: "m2" } }),
        run("push", "Pusher", { reads: { model: "m2" }, writes: { pushed_model: "p" } }),
      ),
    ).toMatchObject({ costSeconds: 130, wastedSeconds: 100, graphlets: [0, 1], pushed: 1 });
  });

  test("leaves out costs that are unknown", () => {
    expect(
      historyOf("Trainer", run("a", "Trainer", { seconds: 5 }), run("b", "Trainer", { state: "running" })).costSeconds,
    ).toBe(5);
  });
});

test("executions without a pipeline have histories, too", () => {
  const { trace, graphlets } = cut(run("a", "Transform", { pipeline: null }), run("b", "Transform"));
  expect(nodeHistories(trace, graphlets, -1).get("Transform")?.runs).toBe(1);
});
