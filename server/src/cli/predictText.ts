import { formatCost } from "../model/cost.ts";
import type { Forecast, PointRecord } from "../model/forecast.ts";
import { abstentionWords, pointWords } from "../model/forecastWords.ts";
import { formatCount, formatDuration, formatPercent } from "../model/format.ts";
import type { Settings } from "../model/settings.ts";
import { leastOfEither } from "../waste/prediction/forecast.ts";
import type { NamedForecast } from "./predict.ts";
import { leftColumn, printable, rightColumn, table } from "./table.ts";

/** Forecasts as lines for people. */
export function predictText(all: readonly NamedForecast[], settings: Settings): string[] {
  if (all.length === 0) return ["No models: nothing in this trace trained one."];
  const several = new Set(all.map(({ trace }) => trace)).size > 1;
  return all.flatMap(({ trace, pipeline, forecast }, index) => [
    ...(index === 0 ? [] : [""]),
    printable([...(several ? [trace] : []), ...(pipeline === null ? [] : [pipeline]), headOf(forecast)].join(" › ")),
    ...nextLines(forecast, settings),
    ...(forecast.points.length === 0 ? [] : recordLines(forecast.points, settings)),
  ]);
}

const headOf = ({ node, models, deployed }: Forecast): string =>
  `${node}: ${formatCount(models, "model")}, ${deployed === 0 ? "none" : deployed} deployed or used`;

function nextLines(
  { abstains, models, deployed, next }: Forecast,
  { likelyUnpushed: { minimum } }: Settings,
): string[] {
  if (abstains !== null) {
    const [there, needed] = abstains === "few-models" ? [models, minimum] : [deployed, leastOfEither];
    const figures = abstains === "few-models" || abstains === "few-deployed" ? ` (${there}; ${needed} are needed)` : "";
    return [`  No forecast: ${abstentionWords[abstains]}${figures}.`];
  }
  if (!next) return [];
  const advice = next.stops
    ? "the threshold that kept all deployments so far would stop it"
    : "it would not be stopped";
  return [
    `  Next model: not deployed with a probability of ${formatPercent(next.probability)}; ${advice}.`,
    ...next.reasons.map((reason) => `    ${reason}`),
  ];
}

function recordLines(points: readonly PointRecord[], settings: Settings): string[] {
  const first = points[0];
  return [
    "",
    `  Judged on ${formatCount(first?.judged ?? 0, "model")}, each by what was known before it. Avoided: of the waste, from the point on (before the run: from the ingestion on).`,
    "  All kept: with the threshold that, in hindsight, keeps every deployment. Followed: with thresholds set by what was known at each time.",
    "",
    ...table(
      [
        leftColumn("  Point"),
        rightColumn("AUC"),
        rightColumn("Balanced"),
        rightColumn("All kept: avoided"),
        rightColumn("Followed: stopped"),
        rightColumn("Kept"),
        rightColumn("Avoided"),
        rightColumn("Delay"),
      ],
      points.map((record) => pointRow(record, settings)),
    ),
    "",
    ...(first ? [goesByLine(first)] : []),
    ...baselineLines(points, settings),
  ];
}

function pointRow(record: PointRecord, settings: Settings): readonly string[] {
  const { followed, curve, recommended, wastedSeconds, deployments } = record;
  const best = curve[recommended];
  const avoided = (value: number): string =>
    value === 0 ? "none" : `${formatCost(value, settings)} (${formatPercent(value / wastedSeconds)})`;
  return [
    `  ${pointWords[record.point]}`,
    decimals(record.areaUnderCurve),
    decimals(record.balancedAccuracy),
    best ? avoided(best.avoidedSeconds) : "",
    String(followed.stopped),
    `${followed.kept} of ${deployments}`,
    avoided(followed.avoidedSeconds),
    followed.delayHours > 0 ? formatDuration(followed.delayHours * 3600) : "none",
  ];
}

const goesByLine = ({ point, goesBy }: PointRecord): string =>
  `  It goes, ${pointWords[point]}, by ${goesBy.map(({ words, share }) => `${words} (${formatPercent(share)})`).join(", ")}.`;

/** What simple rules would have done, at the first point at which each can be applied. */
function baselineLines(points: readonly PointRecord[], settings: Settings): string[] {
  const seen = new Set<string>();
  const lines: string[] = [];
  for (const { baselines, wastedSeconds, deployments, point } of points) {
    for (const { words, kept, avoidedSeconds } of baselines) {
      if (seen.has(words) || words === "always run") continue;
      seen.add(words);
      const share = formatPercent(avoidedSeconds / wastedSeconds);
      lines.push(
        `  For comparison, ${pointWords[point]}: ${words}: ${kept} of ${deployments} deployments kept, ${formatCost(avoidedSeconds, settings)} (${share}) avoided.`,
      );
    }
  }
  return lines;
}

const decimals = (value: number): string => (Number.isNaN(value) ? "" : value.toFixed(2));
