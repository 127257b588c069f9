import type { PipelineFigures } from "../../fleet/figures.ts";
import { type FleetFigures, fleetFigures, type Spread } from "../../fleet/fleetFigures.ts";
import { formatCount, formatDuration, formatPercent } from "../../model/format.ts";
import {
  figure,
  operatorCells,
  operatorTitles,
  pipelineCells,
  pipelineTitles,
  pointCells,
  pointTitles,
  pruningSentences,
  reasonCells,
  wastingPipelines,
} from "../../views/fleetReport/cells.ts";
import { leftColumn, pairs, rightColumn, table } from "../table.ts";

/** Pipelines that are listed one by one. */
const mostListed = 20;

/** What a fleet comes to, as lines for people. */
export function fleetText(rows: readonly PipelineFigures[]): string[] {
  const fleet = fleetFigures(rows);
  const { useful, pending, wasted, unattributed } = fleet.seconds;
  const total = useful + pending + wasted + unattributed;
  const part = (seconds: number): string =>
    total > 0 ? `${formatDuration(seconds)} (${formatPercent(seconds / total)})` : "unknown";
  return [
    ...pairs([
      ["Pipelines", `${figure(fleet.pipelines)}, of which ${figure(fleet.training)} trained models`],
      ["Runs", figure(fleet.runs)],
      ["Executions", figure(fleet.executions)],
      ["Models", modelsOf(fleet)],
      ["Compute time", total > 0 ? formatDuration(total) : "unknown"],
      ["  useful", part(useful)],
      ["  pending", part(pending)],
      ["  wasted", part(wasted)],
      ["  unattributed", part(unattributed)],
      ...(fleet.topTenthOfCost === null
        ? []
        : [["Dearest tenth of pipelines", `${formatPercent(fleet.topTenthOfCost)} of it`] as const]),
      ...(fleet.unknownCosts > 0 ? [["Unknown costs", formatCount(fleet.unknownCosts, "execution")] as const] : []),
    ]),
    ...section("How pipelines that train models spread", spreadLines(fleet)),
    ...section("What runs, and what it costs", operatorLines(fleet)),
    ...section("Why models were not deployed", pairs(reasonCells(fleet))),
    ...section("How models compare with the one before", similarityLines(fleet)),
    ...section("What stopping models early would have saved", pruningLines(fleet)),
    ...section("What wastes most", dearest(rows)),
  ];
}

const section = (title: string, lines: readonly string[]): string[] => (lines.length > 0 ? ["", title, ...lines] : []);

function modelsOf({ models: { pushed, useful, pending, wasted } }: FleetFigures): string {
  const parts = [`${figure(pushed)} deployed`, `${figure(useful)} of other use`, `${figure(pending)} pending`];
  return `${formatCount(pushed + useful + pending + wasted, "model")}: ${parts.join(", ")}, ${figure(wasted)} wasted`;
}

function spreadLines({ spread }: FleetFigures): string[] {
  const decimal = (value: number): string =>
    value >= 100 ? figure(Math.round(value)) : value.toFixed(value < 10 ? 2 : 1);
  const rows: readonly (readonly [string, Spread | null, (value: number) => string])[] = [
    ["Life", spread.lifespanDays, (days) => formatDuration(days * 86_400)],
    ["Models", spread.models, decimal],
    ["Models a day", spread.modelsADay, decimal],
    ["Compute time", spread.hours, (hours) => formatDuration(hours * 3600)],
    ["Deployed", spread.pushRate, formatPercent],
    ["Wasted", spread.wasteShare, formatPercent],
    ["Data shared with the model before", spread.meanJaccard, formatPercent],
  ];
  const known = rows.flatMap(([name, one, words]) =>
    one
      ? [
          [
            name,
            figure(one.count),
            ...[one.least, one.quarter, one.median, one.threeQuarters, one.nineTenths, one.most, one.mean].map(words),
          ],
        ]
      : [],
  );
  const titles = ["Pipelines", "Least", "Quarter", "Median", "3 quarters", "9 tenths", "Most", "Mean"];
  return known.length > 0 ? table([leftColumn("Of a pipeline"), ...titles.map(rightColumn)], known) : [];
}

function operatorLines({ operators, pipelines }: FleetFigures): string[] {
  if (operators.length === 0) return [];
  return tableOf(
    operatorTitles,
    1,
    operators.map((one) => operatorCells(one, pipelines)),
  );
}

function pruningLines({ pruning }: FleetFigures): string[] {
  if (pruning === null || pruning.nodes === 0) return [];
  return [
    ...pruningSentences(pruning),
    ...(pruning.points.length > 0 ? ["", ...tableOf(pointTitles, 1, pruning.points.map(pointCells))] : []),
  ];
}

/** A table of which the first columns are names. */
const tableOf = (titles: readonly string[], names: number, rows: readonly (readonly string[])[]): string[] =>
  table(
    titles.map((title, at) => (at < names ? leftColumn(title) : rightColumn(title))),
    rows,
  );

function similarityLines({ similarity }: FleetFigures): string[] {
  const {
    pairs: count,
    jaccard,
    sameCode,
    otherCode,
    sameParameters,
    otherParameters,
    redundant,
    histogram,
  } = similarity;
  const share = (yes: number, no: number): string =>
    yes + no > 0 ? `${formatPercent(yes / (yes + no))} of ${figure(yes + no)}` : "unknown";
  if (count + sameCode + otherCode === 0) return [];
  return pairs([
    [
      "Data shared",
      count > 0 ? `${formatPercent(jaccard / count)} of the spans in the mean of ${figure(count)}` : "unknown",
    ],
    ["Same data", share(histogram.at(-1) ?? 0, count - (histogram.at(-1) ?? 0))],
    ["Same code", share(sameCode, otherCode)],
    ["Same parameters", share(sameParameters, otherParameters)],
    ["Nothing new at all", figure(redundant)],
  ]);
}

function dearest(rows: readonly PipelineFigures[]): string[] {
  const wasting = wastingPipelines(rows);
  if (wasting.length === 0) return [];
  const lines = tableOf(pipelineTitles, 2, wasting.slice(0, mostListed).map(pipelineCells));
  return wasting.length > mostListed ? [...lines, `and ${figure(wasting.length - mostListed)} more`] : lines;
}
