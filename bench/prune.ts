/**
 * What stopping models early would save on a generated fleet whose truth is known: `npm run bench:prune -- [--pipelines 3000] [--models 450000]
 * [--trees 60] [--folds 3] [--threads 2] [--seed 1]`. Whole pipelines are held out: each model is scored by a forest that saw nothing of its pipeline.
 * With `--alone` each train node is judged by its own past alone, as users are told: 100 pipelines with 12,000 models of seed 21 where not said.
 */
import { parseArgs } from "node:util";
import { leftColumn, rightColumn, table as tableText } from "../server/src/cli/table.ts";
import { cutColumns } from "../server/src/graphlets/index.ts";
import { neverCancelled } from "../server/src/model/cancel.ts";
import { formatDuration, formatPercent } from "../server/src/model/format.ts";
import { type Baseline, baselineScores, baselines } from "../server/src/waste/prediction/baselines.ts";
import { delayOf } from "../server/src/waste/prediction/delay.ts";
import type { Source } from "../server/src/waste/prediction/feature.ts";
import { foldsByPipeline } from "../server/src/waste/prediction/folds.ts";
import { heldOutJobs, type ScoreJob } from "../server/src/waste/prediction/heldOut.ts";
import { areaUnderCurve, balancedAccuracy } from "../server/src/waste/prediction/measures.ts";
import { pointTimes, predictionPoints } from "../server/src/waste/prediction/points.ts";
import { featureSource } from "../server/src/waste/prediction/source.ts";
import { type FeatureTable, featureTable } from "../server/src/waste/prediction/table.ts";
import {
  atKept,
  atThreshold,
  avoidedShare,
  type Interval,
  intervalsOf,
  keptShare,
} from "../server/src/waste/prediction/tradeOff.ts";
import { type Trial, trialOf } from "../server/src/waste/prediction/trial.ts";
import { fleetPipelines } from "../test/generate/fleet/fleet.ts";
import { fleetTrace } from "../test/generate/fleet/fleetTrace.ts";
import { alone, askedBefore } from "./pruneAlone.ts";
import { inThreads, shared } from "./pruneThreads.ts";

const { values } = parseArgs({
  options: {
    alone: { type: "boolean", default: false },
    pipelines: { type: "string" },
    models: { type: "string" },
    trees: { type: "string", default: "60" },
    folds: { type: "string", default: "3" },
    threads: { type: "string", default: "2" },
    seed: { type: "string" },
  },
});
const assumed = values.alone
  ? { pipelines: 100, models: 12_000, seed: 21 }
  : { pipelines: 3000, models: 450_000, seed: 1 };
const given = { ...assumed, ...values };
const number = (name: Exclude<keyof typeof given, "alone">): number => Number(given[name]);
const size = { pipelines: number("pipelines"), models: number("models"), seed: number("seed") };

/** Wall time of each part, milliseconds. */
const clock = new Map<string, number>();
async function timed<T>(part: string, work: () => T | Promise<T>): Promise<T> {
  const started = performance.now();
  const done = await work();
  clock.set(part, (clock.get(part) ?? 0) + performance.now() - started);
  return done;
}

const percent = (share: number): string => (Number.isNaN(share) ? "" : `${(share * 100).toFixed(1)} %`);
const between = ([low, high]: Interval): string => `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}`;
const hours = (value: number): string => (Number.isNaN(value) ? "" : formatDuration(value * 3600));

interface Judged {
  /** Code of the point. */
  readonly code: number;
  readonly point: string;
  readonly trial: Trial;
  readonly scores: Float32Array;
  readonly table: FeatureTable;
  readonly gain: Float64Array;
}

async function main(): Promise<void> {
  const trace = await timed("making the fleet", () => fleetTrace(fleetPipelines(size)));
  const graphlets = await timed("cutting", () => cutColumns(trace, neverCancelled));
  const source = await timed("features", () => featureSource(trace, graphlets, neverCancelled));
  const times = await timed("features", () => pointTimes(trace, graphlets, neverCancelled));
  const folds = foldsByPipeline(source, number("folds"), number("seed"));
  console.log(
    `${trace.pipelines.length.toLocaleString("en-US")} pipelines, ${graphlets.count.toLocaleString("en-US")} models; ${number("folds")} folds of whole pipelines, ${number("trees")} trees\n`,
  );
  const all: Judged[] = [];
  for (const [code, point] of predictionPoints.entries()) {
    const at = times[code] as Float64Array;
    const table = await timed("features", () => featureTable(source, code, at, neverCancelled));
    const { scores, gain } = await scoresAt(source, table, at, folds);
    const trial = await timed("evaluation", () => trialOf(source, at, scores, pipelineOf(source)));
    const judged = { code, point, trial, scores, table, gain };
    all.push(judged);
    await timed("evaluation", () => compare(source, at, judged));
  }
  await timed("evaluation", () => console.log(forests(source, all, folds).join("\n")));
  console.log(`\n${importances(all).join("\n")}\n`);
  const { maxRSS, userCPUTime } = process.resourceUsage();
  for (const [part, milliseconds] of clock) console.log(`${part.padEnd(20)} ${(milliseconds / 1000).toFixed(1)} s`);
  console.log(`processor ${(userCPUTime / 1e6).toFixed(1)} s, peak memory ${(maxRSS / 1e3).toFixed(0)} MB`);
}

const pipelineOf =
  ({ trace, graphlets }: Source) =>
  (graphlet: number): number =>
    trace.executions.pipeline[graphlets.trainer[graphlet] as number] as number;

async function scoresAt(source: Source, table: FeatureTable, at: Float64Array, folds: Uint8Array) {
  const jobs = await timed("training", () =>
    shareTable(heldOutJobs(source, table, at, folds, { trees: number("trees"), minLeaf: 20 })),
  );
  const answers = await timed("training", () => inThreads(jobs, number("threads")));
  const scores = new Float32Array(table.count).fill(Number.NaN);
  const gain = new Float64Array(table.features.length);
  for (const [index, answer] of answers.entries()) {
    for (const [place, row] of (jobs[index]?.scored ?? new Int32Array()).entries())
      scores[row] = answer.scores[place] as number;
    for (const [column, share] of answer.gain.entries()) gain[column] = (gain[column] as number) + share / jobs.length;
  }
  return { scores, gain };
}

/** All jobs of a point look at the same table. */
function shareTable(jobs: readonly ScoreJob[]): readonly ScoreJob[] {
  const [first] = jobs;
  if (!first) return jobs;
  const data = { count: first.data.count, columns: first.data.columns.map(shared) };
  const labels = shared(first.labels);
  return jobs.map((job) => ({ ...job, data, labels }));
}

/** One line a point: how good the forest is, and what it saves at 100 % and 98 % of the deployments kept. */
function forests(source: Source, all: readonly Judged[], folds: Uint8Array): readonly string[] {
  const rows = all.map(({ point, trial, scores }) => {
    const shares = [1, 0.98];
    const outcomes = shares.map((share) => atKept(trial, share));
    const intervals = intervalsOf(trial, (weights) =>
      shares.map((share) => avoidedShare(atKept(trial, share, weights))),
    );
    const chosen = shares.map((share) => chosenElsewhere(trial, folds, share));
    const stops = (graphlet: number): boolean => (scores[graphlet] as number) < (outcomes[1]?.threshold ?? 0);
    const delay = delayOf(source, stops, (graphlet) => !Number.isNaN(scores[graphlet] as number));
    return [
      point,
      areaUnderCurve(trial.scores, trial.used).toFixed(3),
      balancedAccuracy(trial.scores, trial.used).toFixed(3),
      ...outcomes.flatMap((outcome, index) => [percent(avoidedShare(outcome)), between(intervals[index] as Interval)]),
      hours(delay.hours),
      ...chosen.map(({ kept, avoided }) => `${percent(kept)} / ${percent(avoided)}`),
    ];
  });
  return [
    "Forest, whole pipelines held out: waste avoided at 100 % and at 98 % of the deployments kept (95 % intervals by the bootstrap over pipelines),",
    "delay added to a deployment on average at 98 %; and with thresholds that kept 100 % and 98 % on the other folds: kept / avoided.",
    "",
    ...tableText(
      [
        leftColumn("Point"),
        ...["AUC", "Balanced", "At 100 %", "", "At 98 %", "", "Delay", "Chosen for 100 %", "Chosen for 98 %"].map(
          rightColumn,
        ),
      ],
      rows,
    ),
  ];
}

/** With a threshold for each fold that keeps the share on the other folds. */
function chosenElsewhere(trial: Trial, folds: Uint8Array, share: number) {
  const sums = { kept: 0, deployments: 0, avoided: 0, wasted: 0 };
  for (let fold = 0; fold < number("folds"); fold++) {
    const inFold = Float64Array.from(trial.graphlets, (graphlet) => (folds[graphlet] === fold ? 1 : 0));
    const { threshold } = atKept(
      trial,
      share,
      inFold.map((weight) => 1 - weight),
    );
    const outcome = atThreshold(trial, threshold, inFold);
    sums.kept += outcome.kept;
    sums.deployments += outcome.deployments;
    sums.avoided += outcome.avoidedSeconds;
    sums.wasted += outcome.wastedSeconds;
  }
  return { kept: sums.kept / sums.deployments, avoided: sums.avoided / sums.wasted };
}

/** Prints what each baseline keeps and saves at the point, and what the forest saves where it keeps as much. */
function compare(source: Source, at: Float64Array, { code, point, trial, table, scores }: Judged): void {
  const known = baselines.filter(({ since }) => since <= code);
  const rows = known.map((baseline) => baselineRow(source, at, baseline, { trial, table, scores }));
  const titles = ["Kept", "Avoided", "", "Forest", "Forest better by", ""];
  console.log(`Baselines ${point.replace("-", " ")}, and the forest where it keeps as many deployments\n`);
  console.log([...tableText([leftColumn("Baseline"), ...titles.map(rightColumn)], rows), ""].join("\n"));
}

function baselineRow(
  source: Source,
  at: Float64Array,
  baseline: Baseline,
  { trial, table, scores }: Pick<Judged, "trial" | "table" | "scores">,
): readonly string[] {
  const given = baselineScores(baseline, table).map((score, row) => (Number.isNaN(scores[row]) ? Number.NaN : score));
  const simple = trialOf(source, at, given, pipelineOf(source));
  const outcome = atThreshold(simple, 0.5);
  const forest = atKept(trial, keptShare(outcome));
  // Both trials hold the same models in another order: a pipeline is drawn as often in both.
  const orderOf = new Map(Array.from(simple.graphlets, (graphlet, place) => [graphlet, place]));
  const place = Int32Array.from(trial.graphlets, (graphlet) => orderOf.get(graphlet) as number);
  const turned = new Float64Array(place.length);
  const [avoided, better] = intervalsOf(trial, (weights) => {
    for (const [row, target] of place.entries()) turned[target] = weights[row] as number;
    const drawn = atThreshold(simple, 0.5, turned);
    return [avoidedShare(drawn), avoidedShare(atKept(trial, keptShare(drawn), weights)) - avoidedShare(drawn)];
  });
  return [
    baseline.words,
    percent(keptShare(outcome)),
    percent(avoidedShare(outcome)),
    between(avoided as Interval),
    percent(avoidedShare(forest)),
    percent(avoidedShare(forest) - avoidedShare(outcome)),
    between(better as Interval),
  ];
}

/** What the forests went by most. */
function importances(all: readonly Judged[]): readonly string[] {
  return all.map(({ point, table, gain }) => {
    const order = [...gain.keys()].sort((a, b) => (gain[b] as number) - (gain[a] as number)).slice(0, 6);
    const words = order.map((column) => `${table.features[column]?.words} (${formatPercent(gain[column] as number)})`);
    return `${point} went by: ${words.join("; ")}`;
  });
}

if (values.alone) {
  const fleet = fleetPipelines(size);
  console.log([...alone(fleetTrace(fleet)), askedBefore(fleet)].join("\n"));
} else await main();
