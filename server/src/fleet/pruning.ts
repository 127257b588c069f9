import type { Abstention, ForecastPoint } from "../model/forecast.ts";

/** What stopping models of one train node early would have saved, each model judged by what was known before it. */
export interface NodePruning {
  readonly node: string;
  /** Models whose fate is known, and those of them that were deployed or used. */
  readonly models: number;
  readonly deployed: number;
  /** Null where it forecasts. */
  readonly abstains: Abstention | null;
  /** In order of time; empty where it abstains. */
  readonly points: readonly PointPruning[];
}

/** The same at one point of the models' runs. */
export interface PointPruning {
  readonly point: ForecastPoint;
  /** Models that were judged, those of them that were deployed or used, and what all of them wasted. */
  readonly judged: number;
  readonly deployments: number;
  readonly wastedSeconds: number;
  /** With the thresholds that, in hindsight, keep so much: one for each of `keptShares`. */
  readonly hindsight: readonly Saved[];
  /** With thresholds set by what was known at each time. */
  readonly followed: Saved;
}

/** Deployments that would have been made all the same, and wasted cost that would not have been spent. */
export interface Saved {
  readonly kept: number;
  readonly avoidedSeconds: number;
}
