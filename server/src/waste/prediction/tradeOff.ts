import { below, seeded } from "./seeded.ts";
import type { Trial } from "./trial.ts";

/** What a threshold saves and costs. */
export interface Outcome {
  /** Models with a lower score are stopped. */
  readonly threshold: number;
  readonly stopped: number;
  /** Deployed (or used) models that would still have been trained, and all there were. */
  readonly kept: number;
  readonly deployments: number;
  readonly avoidedSeconds: number;
  readonly wastedSeconds: number;
}

/** Share of the wasted cost that is avoided; NaN where nothing was wasted. */
export const avoidedShare = ({ avoidedSeconds, wastedSeconds }: Outcome): number => avoidedSeconds / wastedSeconds;
/** Share of the deployments that are kept; NaN where there were none. */
export const keptShare = ({ kept, deployments }: Outcome): number => kept / deployments;

type Weights = Float64Array | null;

/** What the threshold would have done. `weights`: how often each row counts; null for once. Linear. */
export function atThreshold(trial: Trial, threshold: number, weights: Weights = null): Outcome {
  return sweep(trial, weights, (_, score) => score >= threshold, threshold);
}

/** The largest threshold that keeps at least the share of the deployments, and what it would have done. Linear. */
export function atKept(trial: Trial, share: number, weights: Weights = null): Outcome {
  const { deployments } = totals(trial, weights);
  const mayLose = deployments * (1 - share) + 1e-9;
  return sweep(trial, weights, (lost) => lost > mayLose, null);
}

/**
 * Goes through the rows by score until `ends` says so; rows of one score go together. The threshold is the given one, else the score at which it ended.
 */
function sweep(
  trial: Trial,
  weights: Weights,
  ends: (lost: number, score: number) => boolean,
  threshold: number | null,
): Outcome {
  const { scores, used, avoidable } = trial;
  const { deployments, wastedSeconds } = totals(trial, weights);
  let stopped = 0;
  let lost = 0;
  let avoidedSeconds = 0;
  let at = 0;
  while (at < scores.length) {
    const score = scores[at] as number;
    let lostHere = 0;
    let stoppedHere = 0;
    let avoidedHere = 0;
    let next = at;
    for (; next < scores.length && scores[next] === score; next++) {
      const weight = weights === null ? 1 : (weights[next] as number);
      lostHere += weight * (used[next] as number);
      stoppedHere += weight;
      avoidedHere += weight * (avoidable[next] as number);
    }
    if (ends(lost + lostHere, score)) break;
    lost += lostHere;
    stopped += stoppedHere;
    avoidedSeconds += avoidedHere;
    at = next;
  }
  const ended = at < scores.length ? (scores[at] as number) : Number.POSITIVE_INFINITY;
  return {
    threshold: threshold ?? ended,
    stopped,
    kept: deployments - lost,
    deployments,
    avoidedSeconds,
    wastedSeconds,
  };
}

function totals({ used, wasted }: Trial, weights: Weights) {
  let deployments = 0;
  let wastedSeconds = 0;
  for (let row = 0; row < used.length; row++) {
    const weight = weights === null ? 1 : (weights[row] as number);
    deployments += weight * (used[row] as number);
    wastedSeconds += weight * (wasted[row] as number);
  }
  return { deployments, wastedSeconds };
}

/** From the least to the greatest that a figure may be, at 95 %. */
export type Interval = readonly [low: number, high: number];

/**
 * 95 % intervals of figures by the bootstrap: units of the trial are drawn with repetition `draws` times, and the figures found anew on each draw.
 * NaN where a figure is unknown on most draws. Linear in rows times draws.
 */
export function intervalsOf(
  trial: Trial,
  figures: (weights: Float64Array) => readonly number[],
  { draws = 200, seed = 1 }: { readonly draws?: number; readonly seed?: number } = {},
): readonly Interval[] {
  const places = new Map<number, number>();
  const unitOf = Int32Array.from(trial.units, (unit) => {
    const place = places.get(unit) ?? places.size;
    places.set(unit, place);
    return place;
  });
  const weights = new Float64Array(trial.units.length);
  const drawn: number[][] = [];
  for (let draw = 0; draw < draws; draw++) {
    const random = seeded(seed, draw);
    const times = new Int32Array(places.size);
    for (let unit = 0; unit < times.length; unit++) {
      const one = below(random, times.length);
      times[one] = (times[one] as number) + 1;
    }
    for (let row = 0; row < weights.length; row++) weights[row] = times[unitOf[row] as number] as number;
    for (const [figure, value] of figures(weights).entries()) {
      drawn[figure] ??= [];
      if (!Number.isNaN(value)) drawn[figure].push(value);
    }
  }
  return drawn.map((values) => (values.length * 2 < draws ? [Number.NaN, Number.NaN] : middleOf(values)));
}

/** Between which 95 % of drawn figures lie. */
export function middleOf(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
  return [at(0.025), at(0.975)];
}
