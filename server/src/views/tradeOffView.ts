import { formatCost } from "../model/cost.ts";
import type { Forecast, PointRecord, TradeOffPoint } from "../model/forecast.ts";
import { abstentionWords, pointWords } from "../model/forecastWords.ts";
import { formatCount, formatDuration, formatPercent } from "../model/format.ts";
import type { Settings } from "../model/settings.ts";
import type { TradeOffCurve, TradeOffStep, TradeOffView } from "../protocol.ts";

/** The trade-offs of stopping models early, one a train node that has enough models to judge; in the order of the forecasts. */
export function tradeOffViews(forecasts: ReadonlyMap<string, Forecast>, settings: Settings): readonly TradeOffView[] {
  return [...forecasts.values()].flatMap((forecast) => {
    const { node, models, deployed, points } = forecast;
    if (points.length === 0) return [];
    const curves = points.map((record) => curveOf(record, settings));
    return [{ node, models, deployed, note: unbroken(noteOf(forecast)), curves }];
  });
}

function noteOf({ abstains, next }: Forecast): string {
  if (abstains !== null) return `The next model is not forecast: ${abstentionWords[abstains]}.`;
  if (!next) return "";
  const because = next.reasons.length === 0 ? "" : ` (${next.reasons.join("; ")})`;
  return `The next model will not be deployed with a probability of ${formatPercent(next.probability)}${because}.`;
}

function curveOf(record: PointRecord, settings: Settings): TradeOffCurve {
  const { point, judged, deployments, wastedSeconds, curve, recommended, followed, baselines } = record;
  const step = (one: TradeOffPoint): TradeOffStep => stepOf(one, record, settings);
  return {
    title: pointWords[point],
    summary: unbroken(
      `${formatCount(judged, "model")} judged, ${deployments} deployed or used; ${formatCost(wastedSeconds, settings) || "nothing"} wasted`,
    ),
    steps: curve.map(step),
    recommended: Math.max(0, recommended),
    followed: step(followed),
    rules: baselines
      .filter(({ stopped }) => stopped > 0)
      .map((baseline) => ({ words: baseline.words, step: step(baseline) })),
  };
}

/** Shares are of the waste and of the deployments, from 0 to 1; what is unknown is null. */
function stepOf(
  point: TradeOffPoint,
  { deployments, wastedSeconds, judged }: PointRecord,
  settings: Settings,
): TradeOffStep {
  const { stopped, kept, avoidedSeconds, avoidedInterval, keptInterval, delayHours } = point;
  const share = (seconds: number): number | null => known(seconds / wastedSeconds);
  const interval = avoidedInterval.map((seconds) => formatPercent(seconds / wastedSeconds));
  const saved =
    avoidedSeconds > 0
      ? `saves ${formatCost(avoidedSeconds, settings)}, ${formatPercent(avoidedSeconds / wastedSeconds)} of the waste (${interval.join(" to ")})`
      : "saves nothing";
  const [keptFrom, keptTo] = keptInterval;
  const among = keptTo > keptFrom ? ` (${formatPercent(keptFrom)} to ${formatPercent(keptTo)})` : "";
  const delay = delayHours > 0 ? `; deployments come ${formatDuration(delayHours * 3600)} later on average` : "";
  return {
    stopped,
    kept,
    avoided: share(avoidedSeconds),
    avoidedFrom: share(avoidedInterval[0]),
    avoidedTo: share(avoidedInterval[1]),
    keptShare: known(kept / deployments),
    keptFrom: known(keptFrom),
    keptTo: known(keptTo),
    text:
      stopped === 0
        ? "Stops no model."
        : unbroken(
            `Stops ${stopped} of ${formatCount(judged, "model")}: ${saved}, keeps ${kept} of ${deployments} deployments${among}${delay}.`,
          ),
  };
}

/** Figures stay in one line with their units. */
const unbroken = (text: string): string => text.replaceAll(/(?<=\d) (?=(?:%|h|d|s)(?!\w))/g, "\u00a0");

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
