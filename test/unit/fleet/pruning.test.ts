import { describe, expect, test } from "vitest";
import type { PipelineFigures } from "../../../server/src/fleet/figures.ts";
import { fleetPruning } from "../../../server/src/fleet/fleetPruning.ts";
import { pipelineFigures } from "../../../server/src/fleet/pipelineFigures.ts";
import { pipelinePruning } from "../../../server/src/fleet/pipelinePruning.ts";
import type { NodePruning } from "../../../server/src/fleet/pruning.ts";
import { cutGraphlets } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import type { Trace } from "../../../server/src/model/trace.ts";
import { fleetPipelines } from "../../generate/fleet/fleet.ts";
import { fleetTrace } from "../../generate/fleet/fleetTrace.ts";
import { artifact, buildTrace, run, type Step } from "../../generate/traceBuilder.ts";

/** Models an hour after one another, each of 600 s of training and 60 s of deploying, of which every fourth is deployed. */
function everyFourth(models: number): Trace {
  const steps: Step[] = [];
  for (let place = 0; place < models; place++) {
    const start = place * 60;
    steps.push(
      run(`train${place}`, "Trainer", { start, seconds: 600, writes: { model: `m${place}` } }),
      run(`push${place}`, "Pusher", {
        ...{ start: start + 20, seconds: 60 },
        ...{ reads: { model: `m${place}` }, writes: { pushed: `p${place}` } },
      }),
      artifact(`p${place}`, "PushedModel", { pushed: place % 4 === 0 ? 1 : 0 }),
    );
  }
  return buildTrace(...steps).trace;
}

const pruningOf = (trace: Trace): readonly NodePruning[] => pipelinePruning(trace, 0, 30, neverCancelled);

describe("of a pipeline of which every fourth model is deployed", () => {
  test("all that is wasted could go without a deployment lost, in hindsight", () => {
    const [node] = pruningOf(everyFourth(100));
    expect(node).toMatchObject({ node: "Trainer", models: 100, deployed: 25, abstains: null });
    const [first] = node?.points ?? [];
    // 75 models are judged, the quarter before teaches; 18 of them are deployed.
    expect(first).toMatchObject({ point: "before-the-run", judged: 75, deployments: 18, wastedSeconds: 57 * 660 });
    const [all, most, more] = first?.hindsight ?? [];
    expect(all?.kept).toBe(18);
    expect(all?.avoidedSeconds).toBe(57 * 660);
    // 98 % of 18 are all; 95 % may lose none either.
    expect([most, more]).toEqual([all, all]);
    expect(first?.followed.kept).toBeLessThanOrEqual(18);
  });
  test("nothing is said of few models", () => {
    expect(pruningOf(everyFourth(20))).toEqual([
      { node: "Trainer", models: 20, deployed: 5, abstains: "few-models", points: [] },
    ]);
  });
});

/** A pipeline of a fleet with what its nodes would have saved. */
function row(pipeline: string, pruning: readonly NodePruning[] | null): PipelineFigures {
  const trace = everyFourth(4);
  const [figures] = pipelineFigures("s", trace, cutGraphlets(trace, neverCancelled));
  if (!figures) throw new Error("no pipeline");
  return { ...figures, pipeline, pruning };
}
const node = (avoidedSeconds: number, wastedSeconds: number): NodePruning => ({
  ...{ node: "Trainer", models: 40, deployed: 10, abstains: null },
  points: [
    {
      ...{ point: "before-training", judged: 30, deployments: 8, wastedSeconds },
      hindsight: [8, 8, 7].map((kept, at) => ({ kept, avoidedSeconds: avoidedSeconds + at })),
      followed: { kept: 6, avoidedSeconds: avoidedSeconds / 2 },
    },
  ],
});

describe("over a fleet", () => {
  test("what could go is summed over pipelines, and said of what was judged", () => {
    const silent: NodePruning = { node: "Trainer", models: 3, deployed: 0, abstains: "few-models", points: [] };
    const rows = [row("a", [node(100, 400)]), row("b", [node(300, 400), silent]), row("c", null), row("d", [])];
    expect(fleetPruning(rows)).toEqual({
      ...{ pipelines: 2, nodes: 3, forecasting: 2, abstaining: [{ reason: "few-models", nodes: 1 }] },
      // Of the three that were asked: three models of each.
      wastedSeconds: 3 * 3 * 660,
      points: [
        {
          ...{ point: "before-training", judged: 60, deployments: 16, wastedSeconds: 800 },
          hindsight: [
            { share: 1, kept: 16, avoidedSeconds: 400, avoidedShare: 0.5, interval: null },
            { share: 0.98, kept: 16, avoidedSeconds: 402, avoidedShare: 402 / 800, interval: null },
            { share: 0.95, kept: 14, avoidedSeconds: 404, avoidedShare: 404 / 800, interval: null },
          ],
          followed: { kept: 12, avoidedSeconds: 200, avoidedShare: 0.25, interval: null },
        },
      ],
    });
  });
  test("the interval holds the share, and is wide where pipelines differ", () => {
    const widthOf = (avoided: readonly number[]): number => {
      const found = fleetPruning(avoided.map((seconds, at) => row(`p${at}`, [node(seconds, 1000)])));
      const one = found?.points[0]?.hindsight[0];
      const [low, high] = one?.interval ?? [Number.NaN, Number.NaN];
      expect(one?.avoidedShare).toBeGreaterThanOrEqual(low);
      expect(one?.avoidedShare).toBeLessThanOrEqual(high);
      return high - low;
    };
    expect(widthOf([500, 500, 500, 500, 500, 500])).toBe(0);
    expect(widthOf([0, 1000, 0, 1000, 0, 1000])).toBeGreaterThan(0.4);
  });
  test("nobody asked: nothing is said", () => {
    expect(fleetPruning([row("a", null)])).toBeNull();
  });
  test("a pipeline's figures are the same alone and among others", () => {
    const pipelines = fleetPipelines({ pipelines: 3, models: 300, seed: 9 });
    const together = fleetTrace(pipelines);
    for (const [index, pipeline] of pipelines.entries()) {
      expect(pipelinePruning(together, index, 30, neverCancelled)).toEqual(pruningOf(fleetTrace([pipeline])));
    }
  });
});
