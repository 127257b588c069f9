import { modelCount, type PipelineFigures, pushRate, totalSeconds, wasteShare } from "../../fleet/figures.ts";
import type { FleetFigures, FleetOperator } from "../../fleet/fleetFigures.ts";
import type { FleetPoint, FleetPruning, FleetSaved } from "../../fleet/fleetPruning.ts";
import { abstentionWords, pointWords } from "../../model/forecastWords.ts";
import { formatCount, formatDuration, formatPercent } from "../../model/format.ts";
import { reasonWord } from "../words.ts";

/** A whole number as it stands in tables. */
export const figure = (count: number): string => count.toLocaleString("en-US");

/** A share in percent; a dash where it is not known. */
export const share = (value: number | null): string =>
  value === null || Number.isNaN(value) ? "–" : formatPercent(value);

/** Names of the columns of {@link pipelineCells}; the first two are names, the others figures. */
export const pipelineTitles = ["Pipeline", "Store", "Models", "Deployed", "Compute time", "Wasted", "Share"] as const;

export const pipelineCells = (row: PipelineFigures): readonly string[] => [
  row.pipeline ?? "(no pipeline)",
  row.store,
  figure(modelCount(row)),
  share(pushRate(row)),
  formatDuration(totalSeconds(row)),
  formatDuration(row.seconds.wasted),
  share(wasteShare(row)),
];

/** The pipelines that waste compute time, that with most of it first. */
export const wastingPipelines = (rows: readonly PipelineFigures[]): readonly PipelineFigures[] =>
  rows.filter(({ seconds }) => seconds.wasted > 0).toSorted((a, b) => b.seconds.wasted - a.seconds.wasted);

/** Names of the columns of {@link operatorCells}; the first is a name. */
export const operatorTitles = [
  "Kind",
  "Pipelines",
  "Share of pipelines",
  "Executions",
  "Failed",
  "Cached",
  "Compute time",
  "Wasted",
] as const;

export const operatorCells = (one: FleetOperator, pipelines: number): readonly string[] => [
  one.kind,
  figure(one.pipelines),
  share(one.pipelines / pipelines),
  figure(one.executions),
  share(one.failed / one.executions),
  share(one.cached / one.executions),
  formatDuration(one.seconds),
  one.seconds > 0 ? share(one.wastedSeconds / one.seconds) : "–",
];

/** Why models were not deployed: a reason, and how many with their share. */
export function reasonCells({ whyNotPushed }: FleetFigures): readonly (readonly [reason: string, models: string])[] {
  const total = whyNotPushed.reduce((sum, { models }) => sum + models, 0);
  return whyNotPushed.map(({ reason, models }) => [reasonWord[reason], `${figure(models)} (${share(models / total)})`]);
}

/** Names of the columns of {@link pointCells}; the first is a name. */
export const pointTitles = [
  "Point",
  "Models",
  "All kept",
  "98 % kept",
  "95 % kept",
  "Followed: avoided",
  "Followed: kept",
] as const;

/** What stopping models at a point would have avoided, with intervals. */
export const pointCells = (one: FleetPoint): readonly string[] => [
  pointWords[one.point],
  figure(one.judged),
  ...one.hindsight.map(avoided),
  avoided(one.followed),
  `${figure(one.followed.kept)} of ${figure(one.deployments)}`,
];

/** A share of the waste, and between which shares it lies. */
export const avoided = ({ avoidedShare, interval }: FleetSaved): string =>
  interval === null ? share(avoidedShare) : `${share(avoidedShare)} (${share(interval[0])} to ${share(interval[1])})`;

/** How the figures of {@link pointCells} came to be, and of whom nothing is said: sentences. */
export function pruningSentences(pruning: FleetPruning): readonly string[] {
  const { nodes, forecasting, abstaining, points, wastedSeconds } = pruning;
  const judged = points[0]?.wastedSeconds ?? 0;
  const ofWaste = wastedSeconds > 0 ? `, ${share(judged / wastedSeconds)} of all waste` : "";
  return [
    `${figure(forecasting)} of ${formatCount(nodes, "train node")} ${forecasting === 1 ? "has" : "have"} a forecast, each from its own past${
      forecasting > 0 ? `; the models that were judged wasted ${formatDuration(judged)}${ofWaste}` : ""
    }.`,
    ...(abstaining.length > 0
      ? [`No forecast: ${abstaining.map((one) => `${figure(one.nodes)} (${abstentionWords[one.reason]})`).join("; ")}.`]
      : []),
    ...(points.length > 0
      ? [
          "Avoided is of what the judged models wasted, with 95 % intervals by drawing pipelines anew.",
          "All, 98 % and 95 % kept: with each node’s threshold that, in hindsight, keeps so many of its deployments.",
          "Followed: with thresholds set by what was known at each time, so that all earlier deployments had been kept.",
        ]
      : []),
  ];
}
