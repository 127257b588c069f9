import { describe, expect, test } from "vitest";
import { graphletsText } from "../../../server/src/cli/graphletsText.ts";
import { inspectText } from "../../../server/src/cli/inspectText.ts";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { artifact, run } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";

const taxi = cut(
  run("gen", "CsvExampleGen", { writes: { examples: "e1" }, seconds: 48 }),
  run("t1", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, seconds: 192 }),
  run("evaluate", "Evaluator", { reads: { model: "m1" }, writes: { blessing: "b1" }, seconds: 60 }),
  artifact("b1", "ModelBlessing", { blessed: 0 }),
  run("t2", "Trainer", { reads: { examples: "e1" }, writes: { model: "m2" }, seconds: 8640 }),
  run("push", "Pusher", { reads: { model: "m2" }, writes: { pushed_model: "p2" }, seconds: 12 }),
);

describe("for people", () => {
  test("graphlets are a table in the product's words", () => {
    expect(`\n${graphletsText(taxi.trace, taxi.graphlets.list, defaultSettings).join("\n")}\n`).toBe(`
Execution  Pipeline  Node     Model    Trained               Status    Why not deployed  Steps  Compute time    Own  Wasted  Since the one before
        2  taxi      Trainer  model 2  2026-03-01 00:01 UTC  wasted    not blessed           3            5m     5m  4m 12s
        4  taxi      Trainer  model 3  2026-03-01 00:03 UTC  deployed                        3         2.4 h  2.4 h     0 s  same data
`);
  });

  test("costs that no step has are not a zero", () => {
    const { trace, graphlets } = cut(run("t", "Trainer", { writes: { model: "m" }, cost: Number.NaN }));
    expect(graphletsText(trace, graphlets.list, defaultSettings)[1]).toMatch(/ 1 +unknown +unknown +unknown$/);
  });

  test("nor are they a zero beside a step that costs nothing", () => {
    const { trace, graphlets } = cut(
      run("t", "Trainer", { writes: { model: "m" }, cost: Number.NaN }),
      run("p", "Pusher", { reads: { model: "m" }, writes: { pushed_model: "q" }, cost: 0 }),
    );
    expect(graphletsText(trace, graphlets.list, defaultSettings)[1]).toMatch(/ 2 +unknown +unknown +unknown$/);
  });

  test("a trace without models says so", () => {
    const { trace, graphlets } = cut(run("gen", "CsvExampleGen"));
    expect(graphletsText(trace, graphlets.list, defaultSettings)).toEqual([
      "No models: nothing in this trace trained one.",
    ]);
  });

  test("a trace is summed up", () => {
    expect(`\n${inspectText("a.db", taxi.trace, taxi.graphlets, defaultSettings).join("\n")}\n`).toBe(`
Trace           a.db (mlmd, schema 10)
Executions      5
Artifacts       5
Events          9
Contexts        0
Models          2 models, 1 deployed
Compute time    2.5 h
  useful        2.4 h (97 %)
  pending       0 s (0 %)
  wasted        4m 12s (3 %)
  unattributed  0 s (0 %)

Pipeline  Runs  Models  Deployed  Wasted  Compute time  Wasted of it  First start           Last start
taxi         0       2         1       1         2.5 h        4m 12s  2026-03-01 00:00 UTC  2026-03-01 00:04 UTC
`);
  });

  test("a cost that the user named keeps its name", () => {
    const settings = { ...defaultSettings, costProperty: "cpu_hours" };
    expect(inspectText("a.db", taxi.trace, taxi.graphlets, settings)).toContain("cpu_hours       8,952 cpu_hours");
  });
});
