import { keptShares, type PointRecord, type TradeOffPoint } from "../../model/forecast.ts";
import { baselineScores, baselines } from "./baselines.ts";
import { delayOf } from "./delay.ts";
import type { Source } from "./feature.ts";
import { areaUnderCurve, balancedAccuracy } from "./measures.ts";
import type { FeatureTable } from "./table.ts";
import { atKept, atThreshold, type Interval, intervalsOf, keptShare, type Outcome } from "./tradeOff.ts";
import { type Trial, trialOf } from "./trial.ts";

/** Points of the curve, at most, and draws of the bootstrap. */
const curvePoints = 40;
const draws = 100;

export interface Scored {
  readonly source: Source;
  readonly table: FeatureTable;
  readonly times: Float64Array;
  /** One a graphlet, NaN where it was not scored. */
  readonly scores: Float32Array;
  /** Graphlets that were scored together, in order of time. */
  readonly blocks: readonly Int32Array[];
  /** Share of the deployments that are to be kept. */
  readonly keep: number;
}

/** How good the scores of the past were, and the trade-off that they offer. Linear in models times points of the curve times draws. */
export function recordOf(scored: Scored): Omit<PointRecord, "point" | "goesBy"> {
  const { source, times, scores, table, keep } = scored;
  const trial = trialOf(source, times, scores, (graphlet) => graphlet);
  const { threshold } = atKept(trial, keep);
  const thresholds = thresholdsOf(trial, [threshold, ...keptShares.map((share) => atKept(trial, share).threshold)]);
  const [balanced] = intervalsOf(trial, (weights) => [weightedBalance(trial, weights)], { draws });
  const known = baselines.filter(({ since }) => since <= sinceOf(table));
  return {
    judged: trial.scores.length,
    deployments: trial.used.reduce((sum, used) => sum + used, 0),
    areaUnderCurve: areaUnderCurve(trial.scores, trial.used),
    balancedAccuracy: balancedAccuracy(trial.scores, trial.used),
    balancedInterval: balanced ?? [Number.NaN, Number.NaN],
    wastedSeconds: trial.wasted.reduce((sum, seconds) => sum + seconds, 0),
    curve: tradeOffs(scored, trial, thresholds),
    recommended: thresholds.indexOf(threshold),
    followed: followed(scored),
    baselines: known.map((baseline) => {
      const given = baselineScores(baseline, table).map((score, row) =>
        Number.isNaN(scores[row]) ? Number.NaN : score,
      );
      const simple = trialOf(source, times, given, (graphlet) => graphlet);
      const [outcome] = tradeOffs({ ...scored, scores: given }, simple, [0.5]);
      return { words: baseline.words, ...(outcome as TradeOffPoint) };
    }),
  };
}

const sinceOf = ({ features }: FeatureTable): number => features.reduce((last, { since }) => Math.max(last, since), -1);

/** Thresholds from stopping none to stopping all, the wanted ones among them. */
function thresholdsOf({ scores }: Trial, wanted: readonly number[]): readonly number[] {
  const step = Math.max(1, scores.length / (curvePoints - 2 - keptShares.length));
  const chosen = new Set<number>([...wanted, scores[0] ?? 0, Number.POSITIVE_INFINITY]);
  for (let at = 0; at < scores.length; at += step) chosen.add(scores[Math.floor(at)] as number);
  return [...chosen].sort((a, b) => a - b);
}

function tradeOffs({ source, scores }: Scored, trial: Trial, thresholds: readonly number[]): readonly TradeOffPoint[] {
  const all = (weights: Float64Array | null): readonly Outcome[] =>
    thresholds.map((threshold) => atThreshold(trial, threshold, weights));
  const intervals = intervalsOf(
    trial,
    (weights) => all(weights).flatMap((outcome) => [outcome.avoidedSeconds, keptShare(outcome)]),
    { draws },
  );
  return all(null).map((outcome, index) => ({
    ...figuresOf(outcome),
    avoidedInterval: intervals[2 * index] as Interval,
    keptInterval: intervals[2 * index + 1] as Interval,
    delayHours: delayAt(source, scores, (graphlet) => (scores[graphlet] as number) < outcome.threshold),
  }));
}

const figuresOf = ({ threshold, stopped, kept, avoidedSeconds }: Outcome) => ({
  threshold,
  stopped,
  kept,
  avoidedSeconds,
});

const delayAt = (source: Source, scores: Float32Array, stops: (graphlet: number) => boolean): number =>
  delayOf(source, stops, (graphlet) => !Number.isNaN(scores[graphlet] as number)).hours;

/** The threshold that keeps the deployments of the blocks before, block after block; nothing is stopped in the first. */
function followed({ source, times, scores, blocks, keep }: Scored): TradeOffPoint {
  const decisions = new Float32Array(scores.length).fill(Number.NaN);
  const earlier = new Float32Array(scores.length).fill(Number.NaN);
  for (const [index, block] of blocks.entries()) {
    const threshold =
      index === 0
        ? 0
        : atKept(
            trialOf(source, times, earlier, (graphlet) => graphlet),
            keep,
          ).threshold;
    for (const row of block) {
      if (Number.isNaN(scores[row] as number)) continue;
      decisions[row] = (scores[row] as number) < threshold && Number.isFinite(threshold) ? 0 : 1;
      earlier[row] = scores[row] as number;
    }
  }
  const trial = trialOf(source, times, decisions, (graphlet) => graphlet);
  const [outcome] = tradeOffs({ source, times, scores: decisions, blocks, keep, table: noTable }, trial, [0.5]);
  return outcome as TradeOffPoint;
}

const noTable: FeatureTable = { features: [], columns: [], count: 0 };

function weightedBalance({ scores, used }: Trial, weights: Float64Array): number {
  const sums = { used: 0, kept: 0, unused: 0, stopped: 0 };
  for (let row = 0; row < scores.length; row++) {
    const weight = weights[row] as number;
    const keeps = (scores[row] as number) >= 0.5;
    if (used[row] === 1) {
      sums.used += weight;
      if (keeps) sums.kept += weight;
    } else {
      sums.unused += weight;
      if (!keeps) sums.stopped += weight;
    }
  }
  return (sums.kept / sums.used + sums.stopped / sums.unused) / 2;
}
