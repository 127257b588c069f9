/** When a forecast is made: before a run begins, or at one of the points of a run. */
export const forecastPoints = [
  "before-the-run",
  "after-ingestion",
  "before-training",
  "after-training",
  "after-validation",
] as const;
export type ForecastPoint = (typeof forecastPoints)[number];

/** Shares of the deployments to be kept at which trade-offs are told; a curve has the best threshold for each. */
export const keptShares = [1, 0.98, 0.95] as const;

/** Why nothing is forecast. */
export type Abstention = "few-models" | "few-deployed" | "few-not-deployed" | "no-better-than-chance";

/** What a predictor makes of one train node, from this node's past alone. Plain data. */
export interface Forecast {
  readonly node: string;
  /** Models whose fate is known, and those of them that were deployed or used. */
  readonly models: number;
  readonly deployed: number;
  /** Null where it forecasts. */
  readonly abstains: Abstention | null;
  /** Null where it abstains. */
  readonly next: NextModel | null;
  /** In order of time; empty where there are too few models to judge. */
  readonly points: readonly PointRecord[];
}

/** The next model of the node, before its run begins. */
export interface NextModel {
  /** That it will be neither deployed nor used, from 0 to 1. */
  readonly probability: number;
  /** Its score is below the threshold that kept the deployments of the past. */
  readonly stops: boolean;
  /** What speaks against it most, in words with figures. */
  readonly reasons: readonly string[];
}

/** How good the predictor was at one point: each model scored by what was known before it. */
export interface PointRecord {
  readonly point: ForecastPoint;
  /** Models that were scored, and those of them deployed or used. */
  readonly judged: number;
  readonly deployments: number;
  /** Area under the curve and balanced accuracy; NaN where all had one fate. The interval is the bootstrap's, 95 %. */
  readonly areaUnderCurve: number;
  readonly balancedAccuracy: number;
  readonly balancedInterval: readonly [number, number];
  readonly wastedSeconds: number;
  /** The trade-off, from stopping none to stopping all. */
  readonly curve: readonly TradeOffPoint[];
  /** Index into the curve: stops most and keeps the wanted share of the deployments. */
  readonly recommended: number;
  /** What would have come of it, had the threshold been set at each time by the models before alone. */
  readonly followed: TradeOffPoint;
  readonly baselines: readonly (TradeOffPoint & { readonly words: string })[];
  /** What the predictor goes by most, with its share. */
  readonly goesBy: readonly { readonly words: string; readonly share: number }[];
}

/** What a threshold saves and costs. */
export interface TradeOffPoint {
  readonly threshold: number;
  readonly stopped: number;
  readonly kept: number;
  readonly avoidedSeconds: number;
  readonly avoidedInterval: readonly [number, number];
  /** Of the share of deployments kept. */
  readonly keptInterval: readonly [number, number];
  /** Added to a deployment on average, hours; NaN where there is none. */
  readonly delayHours: number;
}
