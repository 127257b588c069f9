import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  lifespanDays,
  meanJaccard,
  modelsADay,
  type PipelineFigures,
  pushRate,
  totalSeconds,
  wasteShare,
} from "../../../server/src/fleet/figures.ts";
import { fleetFigures, mergeFigures } from "../../../server/src/fleet/fleetFigures.ts";
import { pipelineFigures } from "../../../server/src/fleet/pipelineFigures.ts";
import { summarise } from "../../../server/src/graphlets/summary.ts";
import { artifact, builtTraceStart, run, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";
import { randomSteps } from "../graphlets/randomTrace.ts";

const day = 24 * 60;

/** Two days of a pipeline: the first model is deployed, the second is not blessed and the third fails. */
const steps: readonly Step[] = [
  run("g1", "CsvExampleGen", { writes: { examples: "e1" }, start: 0, seconds: 10 }),
  run("t1", "Trainer", {
    reads: { examples: "e1" },
    writes: { model: "m1" },
    start: 1,
    seconds: 100,
    code: "a",
    parameters: "p",
  }),
  run("p1", "Pusher", { reads: { model: "m1" }, writes: { pushed_model: "d1" }, start: 2, seconds: 1 }),
  artifact("d1", "PushedModel", { pushed: 1 }),
  run("g2", "CsvExampleGen", { writes: { examples: "e2" }, start: day, seconds: 10 }),
  run("t2", "Trainer", {
    reads: { examples: ["e1", "e2"] },
    writes: { model: "m2" },
    start: day + 1,
    seconds: 200,
    code: "a",
    parameters: "q",
  }),
  run("v2", "Evaluator", { reads: { model: "m2" }, writes: { blessing: "b2" }, start: day + 2, seconds: 5 }),
  artifact("b2", "ModelBlessing", { blessed: 0 }),
  run("c3", "CsvExampleGen", { writes: { examples: "e2" }, start: 2 * day, state: "cached" }),
  run("t3", "Trainer", {
    reads: { examples: ["e1", "e2"] },
    start: 2 * day + 1,
    seconds: 50,
    state: "failed",
    code: "b",
    parameters: "q",
  }),
];

const figuresOf = (...of: readonly Step[]): readonly PipelineFigures[] => {
  const { trace, graphlets } = cut(...of);
  return pipelineFigures("store.sqlite", trace, graphlets);
};
const only = ([one, ...others]: readonly PipelineFigures[]): PipelineFigures => {
  if (!one || others.length > 0) throw new Error("not one pipeline");
  return one;
};

describe("of a pipeline", () => {
  const figures = only(figuresOf(...steps));

  test("life, models and what became of them", () => {
    expect(figures).toMatchObject({
      store: "store.sqlite",
      pipeline: "taxi",
      firstStartedAt: builtTraceStart,
      executions: 8,
      models: { pushed: 1, useful: 0, pending: 0, wasted: 2 },
      whyNotPushed: { "not-blessed": 1, "trainer-failed": 1 },
    });
    expect(lifespanDays(figures)).toBeCloseTo(2 + 1 / day, 9);
    expect(modelsADay(figures)).toBeCloseTo(1.5, 2);
    expect(pushRate(figures)).toBeCloseTo(1 / 3, 9);
  });

  test("compute time by what it led to, and by operator", () => {
    // Of the data, e1 led to the deployed model, e2 to none.
    expect(figures.seconds).toEqual({ useful: 111, pending: 0, wasted: 265, unattributed: 0 });
    expect(wasteShare(figures)).toBeCloseTo(265 / 376, 9);
    expect(figures.operators).toEqual({
      ingest: { executions: 3, failed: 0, cached: 1, seconds: 20, wastedSeconds: 10 },
      train: { executions: 3, failed: 1, cached: 0, seconds: 350, wastedSeconds: 250 },
      evaluate: { executions: 1, failed: 0, cached: 0, seconds: 5, wastedSeconds: 5 },
      deploy: { executions: 1, failed: 0, cached: 0, seconds: 1, wastedSeconds: 0 },
    });
  });

  test("how like the model before each model is", () => {
    expect(figures.similarity).toEqual({
      pairs: 2,
      jaccard: 1.5,
      histogram: [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
      sameCode: 1,
      otherCode: 1,
      sameParameters: 1,
      otherParameters: 1,
      redundant: 0,
    });
    expect(meanJaccard(figures)).toBe(0.75);
  });
});

test("what is unknown is counted, and is no zero", () => {
  const figures = only(
    figuresOf(
      run("g", "CsvExampleGen", { writes: { examples: "e" }, start: null, cost: Number.NaN }),
      run("s", "StatisticsGen", { reads: { examples: "e" }, start: null, cost: Number.NaN }),
    ),
  );
  expect(figures).toMatchObject({ firstStartedAt: null, lastStartedAt: null, unknownCosts: 2 });
  expect([lifespanDays, modelsADay, pushRate, wasteShare, meanJaccard].map((of) => of(figures))).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("each execution counts for one pipeline, as in the summary of the trace", () => {
  fc.assert(
    fc.property(randomSteps, (random) => {
      const { trace, graphlets } = cut(...random);
      const { pipelines } = summarise(trace, graphlets);
      const figures = pipelineFigures("s", trace, graphlets);
      expect(figures.length).toBe(pipelines.length);
      for (const one of pipelines) {
        const found = figures.find(({ pipeline }) => pipeline === one.name);
        expect(found && totalSeconds(found)).toBeCloseTo(one.costSeconds, 6);
        expect(found?.seconds.wasted).toBeCloseTo(one.wastedSeconds, 6);
        expect(found?.models.pushed).toBe(one.pushed);
        expect(found?.runs).toBe(one.runs);
      }
    }),
  );
});

describe("of a fleet", () => {
  const rows = ["a", "b", "c", "d"].flatMap((name, at) =>
    figuresOf(...steps.slice(0, 4 + 2 * at)).map((row) => ({ ...row, pipeline: name })),
  );

  test("sums, and how pipelines spread", () => {
    const fleet = fleetFigures(rows);
    expect(fleet).toMatchObject({
      pipelines: 4,
      training: 4,
      executions: 3 + 5 + 6 + 8,
      models: { pushed: 4, wasted: 4 },
    });
    expect(fleet.operators.find(({ kind }) => kind === "evaluate")).toMatchObject({ pipelines: 2, executions: 2 });
    expect(fleet.spread.models).toEqual({
      count: 4,
      least: 1,
      tenth: 1.3,
      quarter: 1.75,
      median: 2,
      threeQuarters: 2.25,
      nineTenths: expect.closeTo(2.7, 9),
      most: 3,
      mean: 2,
    });
  });

  test("is the same however its rows were gathered", () => {
    const whole = JSON.stringify(fleetFigures(mergeFigures([rows])));
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }), fc.boolean(), (shards, isTurned) => {
        const parts = [0, 1, 2].map((shard) => rows.filter((_, at) => shards[at] === shard));
        // One part is handed in twice, as when a shard was run again.
        const gathered = mergeFigures([...(isTurned ? parts.toReversed() : parts), parts[0] ?? []]);
        expect(JSON.stringify(fleetFigures(gathered))).toBe(whole);
      }),
    );
  });

  test("without pipelines is empty", () => {
    expect(fleetFigures([])).toMatchObject({
      pipelines: 0,
      topTenthOfCost: null,
      operators: [],
      spread: { models: null },
    });
  });
});
