import { describe, expect, test } from "vitest";
import { graphletsJson } from "../../../server/src/cli/graphletsJson.ts";
import { inspectJson } from "../../../server/src/cli/inspectJson.ts";
import { artifact, run } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";

/** Two models of one pipeline; the second starts from the first and is deployed. */
const taxi = cut(
  artifact("e1", "Examples", { content: "a" }),
  run("gen", "CsvExampleGen", { writes: { examples: "e1" }, run: "r1", seconds: 1.2345 }),
  run("t1", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, run: "r1", seconds: 600, code: "c" }),
  run("t2", "Trainer", {
    reads: { examples: "e1", base_model: "m1" },
    writes: { model: "m2" },
    run: "r2",
    seconds: 60,
    code: "c",
  }),
  run("push", "Pusher", { reads: { model: "m2" }, writes: { pushed_model: "p2" }, run: "r2", seconds: 0.0004 }),
  run("lost", "CsvExampleGen", { state: "failed", run: "r3", seconds: 5 }),
);

const unplaced = cut(
  run("alone", "Transform", { pipeline: null, seconds: 2, start: 5 }),
  run("train", "Trainer", { pipeline: "interactive-2026-03-01T00_00_00", seconds: 1, start: null }),
  run("again", "Trainer", { pipeline: "interactive-2026-03-02T00_00_00", seconds: 1, start: 9 }),
  run("b", "Transform", { pipeline: "b", seconds: 0, start: 5 }),
);

describe("graphlets as JSON", () => {
  test("say everything in the order of the contract", () => {
    expect(JSON.stringify([...graphletsJson(taxi.trace, taxi.graphlets.list)][1])).toBe(
      '{"trainer":3,"pipeline":"taxi","run":"r2","node":"Trainer","startedAt":"2026-03-01T00:02:00.000Z",' +
        '"executions":[1,3,4],"pushed":true,"blessed":null,"status":"pushed","whyNotPushed":null,' +
        '"costSeconds":61.235,"ownCostSeconds":60,"wastedSeconds":0,"unknownCosts":0,"warmStartedFrom":[2],' +
        '"inputSpans":1,"dataJaccard":1,"sameCode":true,"sameParameters":null,"redundant":false}',
    );
  });

  test("are one an element, by train start", () => {
    expect([...graphletsJson(taxi.trace, taxi.graphlets.list)].map((one) => [one.trainer, one.status])).toEqual([
      [2, "useful"],
      [3, "pushed"],
    ]);
  });

  test("keep the stored name of an interactive session, and null for what is unknown", () => {
    expect([...graphletsJson(unplaced.trace, unplaced.graphlets.list)][0]).toMatchObject({
      pipeline: "interactive-2026-03-01T00_00_00",
      run: "interactive-2026-03-01T00_00_00",
      startedAt: null,
      dataJaccard: null,
    });
  });
});

describe("a summary as JSON", () => {
  test("says everything in the order of the contract", () => {
    const json = inspectJson(taxi.trace, taxi.graphlets);
    expect(JSON.stringify(json)).toBe(
      '{"source":{"kind":"mlmd","schemaVersion":10},' +
        '"counts":{"executions":5,"artifacts":4,"events":8,"contexts":0,"skippedEvents":0},"costSeconds":666.235,' +
        '"byStatus":{"useful":661.235,"pending":0,"wasted":0,"unattributed":5},' +
        '"pipelines":[{"name":"taxi","runs":3,"graphlets":2,"pushed":1,"wasted":0,"costSeconds":666.235,' +
        '"wastedSeconds":0,"firstStartedAt":"2026-03-01T00:00:00.000Z","lastStartedAt":"2026-03-01T00:04:00.000Z"}]}',
    );
  });

  test("names pipelines by first start, then name; executions without one are an entry of their own", () => {
    const { pipelines } = inspectJson(unplaced.trace, unplaced.graphlets);
    expect(pipelines.map(({ name, runs, graphlets }) => [name, runs, graphlets])).toEqual([
      [null, 0, 0],
      ["b", 0, 0],
      ["interactive", 2, 2],
    ]);
  });

  test("puts a pipeline first of which no start is known", () => {
    const { trace, graphlets } = cut(
      run("known", "Transform", { pipeline: "a", start: 0 }),
      run("unknown", "Transform", { pipeline: "b", start: null }),
    );
    expect(inspectJson(trace, graphlets).pipelines.map(({ name, firstStartedAt }) => [name, firstStartedAt])).toEqual([
      ["b", null],
      ["a", "2026-03-01T00:00:00.000Z"],
    ]);
  });

  test("of an empty trace is all noughts", () => {
    const { trace, graphlets } = cut();
    expect(inspectJson(trace, graphlets)).toMatchObject({ costSeconds: 0, pipelines: [] });
  });
});
