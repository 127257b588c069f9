import { type Abstention, type ForecastPoint, forecastPoints, keptShares } from "../model/forecast.ts";
import { below, seeded } from "../waste/prediction/seeded.ts";
import { type Interval, middleOf } from "../waste/prediction/tradeOff.ts";
import type { PipelineFigures } from "./figures.ts";
import type { NodePruning, PointPruning, Saved } from "./pruning.ts";

/** What stopping models early would have saved over the pipelines that were asked for it, each node by its own past. */
export interface FleetPruning {
  /** Pipelines that trained a model, and train nodes of them. */
  readonly pipelines: number;
  readonly nodes: number;
  /** Nodes that have a forecast. */
  readonly forecasting: number;
  /** Nodes that have none, by the reason; reasons that do not occur are left out. */
  readonly abstaining: readonly { readonly reason: Abstention; readonly nodes: number }[];
  /** What all of these pipelines wasted. */
  readonly wastedSeconds: number;
  /** In order of time; empty where nothing is forecast. */
  readonly points: readonly FleetPoint[];
}

export interface FleetPoint {
  readonly point: ForecastPoint;
  readonly judged: number;
  readonly deployments: number;
  /** What the judged models wasted. */
  readonly wastedSeconds: number;
  /** One for each of the shares to be kept. */
  readonly hindsight: readonly (FleetSaved & { readonly share: number })[];
  readonly followed: FleetSaved;
}

export interface FleetSaved extends Saved {
  /** Of what the judged models wasted; null where they wasted nothing. */
  readonly avoidedShare: number | null;
  /** Of the share, 95 %, by drawing pipelines anew; null where it is not known. */
  readonly interval: Interval | null;
}

const draws = 200;
const abstentions: readonly Abstention[] = ["few-models", "few-deployed", "few-not-deployed", "no-better-than-chance"];

/** Null where no row was asked. The same rows in the same order give the same figures. Linear in rows times draws. */
export function fleetPruning(rows: readonly PipelineFigures[]): FleetPruning | null {
  const asked = rows.filter(({ pruning }) => pruning !== null);
  if (asked.length === 0) return null;
  const training = asked.flatMap(({ pruning }) => (pruning && pruning.length > 0 ? [pruning] : []));
  const nodes = training.flat();
  return {
    pipelines: training.length,
    nodes: nodes.length,
    forecasting: nodes.filter(({ abstains }) => abstains === null).length,
    abstaining: abstentions.flatMap((reason) => {
      const count = nodes.filter(({ abstains }) => abstains === reason).length;
      return count > 0 ? [{ reason, nodes: count }] : [];
    }),
    wastedSeconds: asked.reduce((sum, { seconds }) => sum + seconds.wasted, 0),
    points: forecastPoints.flatMap((point) => pointOf(point, training) ?? []),
  };
}

function pointOf(point: ForecastPoint, pipelines: readonly (readonly NodePruning[])[]): FleetPoint | null {
  const units = pipelines.flatMap((nodes) => {
    const found = nodes.flatMap(({ points }) => points.filter((one) => one.point === point));
    return found.length > 0 ? [found] : [];
  });
  if (units.length === 0) return null;
  const all = units.flat();
  const sum = (of: (one: PointPruning) => number): number => all.reduce((total, one) => total + of(one), 0);
  return {
    point,
    judged: sum(({ judged }) => judged),
    deployments: sum(({ deployments }) => deployments),
    wastedSeconds: sum(({ wastedSeconds }) => wastedSeconds),
    hindsight: keptShares.map((share, index) => ({ share, ...saved(units, ({ hindsight }) => hindsight[index]) })),
    followed: saved(units, ({ followed }) => followed),
  };
}

function saved(units: readonly (readonly PointPruning[])[], of: (one: PointPruning) => Saved | undefined): FleetSaved {
  const kept = new Float64Array(units.length);
  const avoided = new Float64Array(units.length);
  const wasted = new Float64Array(units.length);
  for (const [unit, points] of units.entries()) {
    for (const point of points) {
      const one = of(point);
      kept[unit] = (kept[unit] as number) + (one?.kept ?? 0);
      avoided[unit] = (avoided[unit] as number) + (one?.avoidedSeconds ?? 0);
      wasted[unit] = (wasted[unit] as number) + point.wastedSeconds;
    }
  }
  const whole = wasted.reduce((sum, one) => sum + one, 0);
  const avoidedSeconds = avoided.reduce((sum, one) => sum + one, 0);
  return {
    kept: kept.reduce((sum, one) => sum + one, 0),
    avoidedSeconds,
    avoidedShare: whole > 0 ? avoidedSeconds / whole : null,
    interval: intervalOf(avoided, wasted),
  };
}

/** Pipelines below which drawing them anew says nothing. */
const leastUnits = 5;

function intervalOf(avoided: Float64Array, wasted: Float64Array): Interval | null {
  const count = avoided.length;
  if (count < leastUnits) return null;
  const shares: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const random = seeded(1, draw);
    let numerator = 0;
    let denominator = 0;
    for (let unit = 0; unit < count; unit++) {
      const one = below(random, count);
      numerator += avoided[one] as number;
      denominator += wasted[one] as number;
    }
    if (denominator > 0) shares.push(numerator / denominator);
  }
  return shares.length * 2 < draws ? null : middleOf(shares);
}
