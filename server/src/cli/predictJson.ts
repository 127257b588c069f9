import type { PointRecord, TradeOffPoint } from "../model/forecast.ts";
import { seconds } from "./jsonNumbers.ts";
import type { NamedForecast } from "./predict.ts";

/** A forecast as `graphlet predict --format json` prints it: what is unknown is null, shares and probabilities are from 0 to 1. */
export function predictJson({ trace, pipeline, forecast }: NamedForecast): unknown {
  const { node, models, deployed, abstains, next, points } = forecast;
  return {
    ...{ trace, pipeline, node, models, deployed, abstains },
    next: next && { ...next, probability: figure(next.probability) },
    points: points.map(pointJson),
  };
}

const pointJson = (record: PointRecord): unknown => ({
  point: record.point,
  judged: record.judged,
  deployments: record.deployments,
  areaUnderCurve: figure(record.areaUnderCurve),
  balancedAccuracy: figure(record.balancedAccuracy),
  balancedInterval: record.balancedInterval.map(figure),
  wastedSeconds: seconds(record.wastedSeconds),
  recommended: record.recommended,
  curve: record.curve.map(tradeOffJson),
  followed: tradeOffJson(record.followed),
  baselines: record.baselines.map((baseline) => ({ rule: baseline.words, ...tradeOffJson(baseline) })),
  goesBy: record.goesBy.map(({ words, share }) => ({ words, share: figure(share) })),
});

const tradeOffJson = (point: TradeOffPoint): Readonly<Record<string, unknown>> => ({
  threshold: figure(point.threshold),
  stopped: point.stopped,
  kept: point.kept,
  avoidedSeconds: seconds(point.avoidedSeconds),
  avoidedInterval: point.avoidedInterval.map(figure),
  keptInterval: point.keptInterval.map(figure),
  delayHours: figure(point.delayHours),
});

/** Up to 4 decimals; null where unknown or without end. */
const figure = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 10_000) / 10_000 : null);
