import { cutColumns } from "../../graphlets/index.ts";
import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import {
  type Abstention,
  type Forecast,
  forecastPoints,
  type NextModel,
  type PointRecord,
} from "../../model/forecast.ts";
import { type Trace, textOf } from "../../model/trace.ts";
import { binEdges, binned } from "./bins.ts";
import type { Scene, Source } from "./feature.ts";
import { type Forest, growForest, probabilityOf, scoresOf } from "./forest.ts";
import { historyFeatures } from "./historyFeatures.ts";
import type { Lane } from "./lanes.ts";
import { pointCode, pointTimes } from "./points.ts";
import { reasonsFor } from "./reasons.ts";
import { recordOf } from "./record.ts";
import { featureSource } from "./source.ts";
import { type FeatureTable, featureTable } from "./table.ts";
import { walkForward } from "./walkForward.ts";

export interface ForecastOptions {
  /** Models of known fate below which nothing is said. */
  readonly minimum: number;
  /** Share of the deployments that a threshold is to keep. */
  readonly keep: number;
  readonly trees?: number;
  readonly seed?: number;
}

/** Models of either fate below which nothing is said. */
export const leastOfEither = 5;

/**
 * Forecasts for all train nodes of one pipeline, each from that node's past alone, in order of their first models. Whoever asks cuts a small trace first
 * (`recentTrace`): the work is linear in models times trees, for each of the points.
 * @throws CancelledError when the token is cancelled.
 */
export function forecastPipeline(
  trace: Trace,
  pipeline: number,
  options: ForecastOptions,
  token: CancelToken,
): readonly Forecast[] {
  const source = featureSource(trace, cutColumns(trace, token), token);
  const lanes = source.lanes.filter((lane) => lane.pipeline === pipeline);
  const candidates = lanes.map((lane) => ({ lane, rows: decidedIn(source, lane) }));
  if (candidates.every(({ rows }) => tooFew(source, rows, options) !== null)) {
    return candidates.map(({ lane, rows }) => abstaining(source, lane, rows, options));
  }
  const times = pointTimes(trace, source.graphlets, token);
  const points = forecastPoints.map((name, index) => {
    const at = times[Math.max(0, index - 1)] as Float64Array;
    return { name, times: at, table: featureTable(source, index - 1, at, token) };
  });
  return candidates.map(({ lane, rows }) => {
    throwIfCancelled(token);
    if (tooFew(source, rows, options) !== null) return abstaining(source, lane, rows, options);
    return forecastLane(source, lane, rows, points, options, token);
  });
}

interface Point {
  readonly name: PointRecord["point"];
  readonly times: Float64Array;
  readonly table: FeatureTable;
}

/** Graphlets of the lane whose fate is known, in order of training. */
const decidedIn = ({ fates }: Source, { graphlets }: Lane): Int32Array =>
  graphlets.filter((graphlet) => (fates.used[graphlet] as number) >= 0);

const deployedIn = ({ fates }: Source, rows: Int32Array): number =>
  rows.reduce((sum, row) => sum + (fates.used[row] as number), 0);

function tooFew(source: Source, rows: Int32Array, { minimum }: ForecastOptions): Abstention | null {
  if (rows.length < minimum) return "few-models";
  const deployed = deployedIn(source, rows);
  if (deployed < leastOfEither) return "few-deployed";
  return rows.length - deployed < leastOfEither ? "few-not-deployed" : null;
}

const head = (source: Source, lane: Lane, rows: Int32Array) => ({
  node: textOf(source.trace.strings, lane.node),
  models: rows.length,
  deployed: deployedIn(source, rows),
});

const abstaining = (source: Source, lane: Lane, rows: Int32Array, options: ForecastOptions): Forecast => ({
  ...head(source, lane, rows),
  abstains: tooFew(source, rows, options),
  next: null,
  points: [],
});

function forecastLane(
  source: Source,
  lane: Lane,
  rows: Int32Array,
  points: readonly Point[],
  options: ForecastOptions,
  token: CancelToken,
): Forecast {
  const growth = { trees: options.trees ?? 50, seed: options.seed ?? 1, minLeaf: 3 };
  const labels = Uint8Array.from(source.fates.used, (used) => (used === 1 ? 1 : 0));
  const records = points.map(({ name, times, table }): PointRecord & { readonly forest: Forest } => {
    const walked = walkForward(source, table, times, rows, growth, token);
    const data = binned(table.columns, binEdges(table.columns, rows), table.count);
    const forest = growForest(data, labels, rows, growth, token);
    const record = recordOf({ source, table, times, ...walked, keep: options.keep });
    return { point: name, ...record, goesBy: goesBy(forest, table), forest };
  });
  const first = records[0];
  const better = first !== undefined && first.balancedInterval[0] > 0.5;
  return {
    ...head(source, lane, rows),
    abstains: better ? null : "no-better-than-chance",
    next: better ? nextModel(source, lane, rows, points[0] as Point, first, token) : null,
    points: records.map(({ forest: _, ...record }) => record),
  };
}

/** What a forest goes by most: at most five features with their shares in the gain. */
function goesBy({ trees }: Forest, { features }: FeatureTable): PointRecord["goesBy"] {
  const gains = features.map((_, column) => trees.reduce((sum, { gain }) => sum + (gain[column] as number), 0));
  const whole = gains.reduce((sum, gain) => sum + gain, 0);
  return features
    .map(({ words }, column) => ({ words, share: whole === 0 ? 0 : (gains[column] as number) / whole }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, 5);
}

function nextModel(
  source: Source,
  lane: Lane,
  rows: Int32Array,
  { table }: Point,
  { forest, curve, recommended }: PointRecord & { readonly forest: Forest },
  token: CancelToken,
): NextModel {
  const values = nextValues(source, lane);
  const edges = binEdges(table.columns, rows);
  const own = binned(
    Array.from(values, (value) => Float32Array.of(value)),
    edges,
    1,
  );
  const score = scoresOf(forest, own, Int32Array.of(0), token)[0] as number;
  const threshold = curve[recommended]?.threshold ?? 0;
  return {
    probability: 1 - probabilityOf(score, forest),
    stops: score < threshold && Number.isFinite(threshold),
    reasons: reasonsFor(forest, table.features, own, values),
  };
}

const modelGap = historyFeatures.features.findIndex(({ name }) => name === "model-gap");

/** What will be known when the next run begins, if it begins as long after the last one as usual. */
function nextValues(source: Source, lane: Lane): Float64Array {
  const place = lane.graphlets.length;
  const last = lane.starts[place - 1] as number;
  const scene: Scene = {
    ...{ source, lane, place, before: place, point: pointCode.run, graphlet: -1, trainer: -1 },
    at: last,
    usesBefore: last,
  };
  const values = new Float64Array(historyFeatures.features.length);
  historyFeatures.measure(scene, values);
  const gap = (values[modelGap] as number) * 3_600_000;
  const settled = source.fates.settledAt[lane.graphlets[place - 1] as number] as number;
  scene.at = Math.max(last + (Number.isNaN(gap) ? 0 : gap), Number.isNaN(settled) ? last : settled + 1);
  scene.usesBefore = scene.at;
  historyFeatures.measure(scene, values);
  return values;
}
