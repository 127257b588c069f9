import { describe, expect, it } from "vitest";
import { cutColumns } from "../../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import type { Forecast } from "../../../server/src/model/forecast.ts";
import type { Trace } from "../../../server/src/model/trace.ts";
import { foldsByPipeline } from "../../../server/src/waste/prediction/folds.ts";
import { forecastPipeline } from "../../../server/src/waste/prediction/forecast.ts";
import { doScoreJob, heldOutJobs } from "../../../server/src/waste/prediction/heldOut.ts";
import { areaUnderCurve, balancedAccuracy } from "../../../server/src/waste/prediction/measures.ts";
import { pointTimes, predictionPoints } from "../../../server/src/waste/prediction/points.ts";
import { recentTrace } from "../../../server/src/waste/prediction/recentTrace.ts";
import { featureSource } from "../../../server/src/waste/prediction/source.ts";
import { featureTable } from "../../../server/src/waste/prediction/table.ts";
import { fleetPipelines } from "../../generate/fleet/fleet.ts";
import { fleetTrace } from "../../generate/fleet/fleetTrace.ts";
import { Random } from "../../generate/random.ts";
import { artifact, buildTrace, run, type Step } from "../../generate/traceBuilder.ts";

/** Models an hour after one another; every one whose place is in the pattern is deployed. */
function regular(models: number, isDeployed: (place: number) => boolean): Trace {
  const steps: Step[] = [];
  for (let place = 0; place < models; place++) {
    const start = place * 60;
    steps.push(
      run(`gen${place}`, "CsvExampleGen", { start, writes: { examples: `e${place}` } }),
      run(`train${place}`, "Trainer", {
        ...{ start: start + 5, seconds: 600, code: "c", parameters: "p" },
        reads: { examples: `e${place}` },
        writes: { model: `m${place}` },
      }),
      run(`push${place}`, "Pusher", {
        start: start + 20,
        reads: { model: `m${place}` },
        writes: { pushed: `p${place}` },
      }),
      artifact(`p${place}`, "PushedModel", { pushed: isDeployed(place) ? 1 : 0 }),
    );
  }
  return buildTrace(...steps).trace;
}

function forecast(trace: Trace): Forecast {
  const [first] = forecastPipeline(recentTrace(trace, 0), 0, { minimum: 30, keep: 1, trees: 30 }, neverCancelled);
  if (!first) throw new Error("no train node");
  return first;
}

describe("a forecast", () => {
  it.each([
    { models: 29, isDeployed: (place: number) => place % 2 === 0, says: "few-models" },
    { models: 60, isDeployed: (place: number) => place < 4, says: "few-deployed" },
    { models: 60, isDeployed: (place: number) => place > 3, says: "few-not-deployed" },
    { models: 60, isDeployed: (place: number) => place % 4 === 0, says: null },
  ])("of $models models abstains: $says", ({ models, isDeployed, says }) => {
    expect(forecast(regular(models, isDeployed)).abstains).toBe(says);
  });

  it("abstains where chance decides", () => {
    const random = new Random(5);
    const outcomes = Array.from({ length: 120 }, () => random.chance(0.5));
    expect(forecast(regular(120, (place) => outcomes[place] === true)).abstains).toBe("no-better-than-chance");
  });

  it.each([
    { models: 81, next: "is not deployed", stops: true },
    { models: 80, next: "is deployed", stops: false },
  ])("sees that of a model every fourth the one after $models $next", ({ models, stops }) => {
    expect(forecast(regular(models, (place) => place % 4 === 0)).next?.stops).toBe(stops);
  });

  it("saves what the trainings that it stops cost, and keeps every deployment", () => {
    const { points } = forecast(regular(100, (place) => place % 4 === 0));
    const { curve, recommended, deployments } = points[2] ?? { curve: [], recommended: 0, deployments: -1 };
    expect(curve[recommended]).toMatchObject({ kept: deployments, delayHours: 0 });
    // Of 75 models judged, three in four cost 600 s of training and 60 s of a refused deployment each.
    expect(curve[recommended]?.avoidedSeconds).toBeCloseTo((curve[recommended]?.stopped ?? 0) * 660, 0);
  });

  it("is the same from the part of a trace that is handed to a thread", () => {
    const trace = fleetTrace(fleetPipelines({ pipelines: 3, models: 300, seed: 9 }));
    const options = { minimum: 30, keep: 1, trees: 10 };
    expect(forecastPipeline(recentTrace(trace, 1), 1, options, neverCancelled)).toEqual(
      forecastPipeline(trace, 1, options, neverCancelled),
    );
  });
});

describe("whole pipelines held out", () => {
  const trace = fleetTrace(fleetPipelines({ pipelines: 60, models: 3000, seed: 2 }));
  const source = featureSource(trace, cutColumns(trace, neverCancelled), neverCancelled);
  const times = pointTimes(trace, source.graphlets, neverCancelled);
  const folds = foldsByPipeline(source, 3, 1);

  function judge(used: Int8Array, point: number) {
    const judged = { ...source, fates: { ...source.fates, used } };
    const at = times[point] ?? new Float64Array();
    const table = featureTable(judged, point, at, neverCancelled);
    const jobs = heldOutJobs(judged, table, at, folds, { trees: 20, minLeaf: 20 });
    const scores = jobs.map((job) => doScoreJob(job, neverCancelled).scores);
    const labels = jobs.map(({ labels: all, scored }) => Uint8Array.from(scored, (row) => all[row] ?? 0));
    const whole = {
      scores: Float32Array.from(scores.flatMap((part) => [...part])),
      labels: Uint8Array.from(labels.flatMap((part) => [...part])),
    };
    return { area: areaUnderCurve(whole.scores, whole.labels), balanced: balancedAccuracy(whole.scores, whole.labels) };
  }

  it("are each in one fold", () => {
    const { pipeline } = trace.executions;
    const seen = new Map<number, number>();
    for (const [graphlet, fold] of folds.entries()) {
      const one = pipeline[source.graphlets.trainer[graphlet] ?? -1] ?? -1;
      expect(seen.get(one) ?? fold).toBe(fold);
      seen.set(one, fold);
    }
  });

  it.each(predictionPoints.map((name, point) => [point, name] as const))("are told well at point %i, %s", (point) => {
    expect(judge(source.fates.used, point).area).toBeGreaterThan(0.8);
  });

  it.each(predictionPoints.map((name, point) => [point, name] as const))(
    "are told by chance at point %i, %s, when their fates are shuffled",
    (point) => {
      const random = new Random(3);
      const shuffled = source.fates.used.slice();
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = random.below(last + 1);
        [shuffled[last], shuffled[other]] = [shuffled[other] ?? 0, shuffled[last] ?? 0];
      }
      expect(Math.abs(judge(shuffled, point).balanced - 0.5)).toBeLessThan(0.04);
    },
  );
});
