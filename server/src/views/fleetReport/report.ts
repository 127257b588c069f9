import {
  meanJaccard,
  modelCount,
  modelsADay,
  type PipelineFigures,
  pushRate,
  wasteShare,
} from "../../fleet/figures.ts";
import { type FleetFigures, fleetFigures } from "../../fleet/fleetFigures.ts";
import { pointWords } from "../../model/forecastWords.ts";
import { formatCount, formatDuration, formatPercent } from "../../model/format.ts";
import { formatTime } from "../words.ts";
import { growingColumns, shareColumns } from "./bins.ts";
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
  share,
  wastingPipelines,
} from "./cells.ts";
import { type Bar, barChart, type Column, histogramChart, shareChart } from "./charts.ts";
import { type Child, documentOf, element, type Markup, scrolled, styleSheet } from "./html.ts";
import { style } from "./style.ts";

/** Pipelines that are listed one by one. */
const mostListed = 50;

/**
 * A fleet as one HTML page that needs nothing else: no script, no host, no font. Charts are SVG with their figures as a table below. Names
 * are untrusted and escaped.
 */
export function fleetReport(rows: readonly PipelineFigures[], problems: readonly string[]): string {
  const fleet = fleetFigures(rows);
  const training = rows.filter((row) => modelCount(row) > 0);
  const title = `${formatCount(fleet.pipelines, "pipeline")}, ${formatCount(sumOf(fleet.models), "model")}`;
  return documentOf(
    [
      element("meta", { charset: "utf-8" }),
      element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      element("meta", {
        "http-equiv": "Content-Security-Policy",
        content: "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
      }),
      element("title", {}, `${title}: fleet report`),
      styleSheet(style),
    ],
    [
      element("main", {}, [
        element("h1", {}, title),
        element("p", {}, spanOf(rows)),
        tiles(fleet),
        ...problemsOf(problems),
        ...costs(fleet),
        ...reasons(fleet),
        spread(
          "Models a day",
          "How often pipelines train. Those that lived less than a day are left out.",
          training,
          modelsADay,
          "models a day",
          (values) => growingColumns(values, (bound) => bound.toLocaleString("en-US")),
        ),
        spread(
          "Deployed",
          "Share of a pipeline’s models that were deployed, of those whose fate is known.",
          training,
          pushRate,
          "share of the models",
          shareColumns,
        ),
        spread(
          "Wasted",
          "Share of a pipeline’s compute time that led to no model that was deployed or used.",
          training,
          wasteShare,
          "share of the compute time",
          shareColumns,
        ),
        spread(
          "Data shared with the model before",
          "Share of its input spans that a model has in common with the one before, in the mean over a pipeline’s models.",
          training,
          meanJaccard,
          "share of the spans",
          shareColumns,
        ),
        ...pruning(fleet),
        ...dearest(rows),
        element(
          "p",
          {},
          "Made by Graphlet. What each figure is, and how it is computed, is in its documentation (docs/fleet.md).",
        ),
      ]),
    ],
  );
}

const sumOf = (parts: Readonly<Record<string, number>>): number =>
  Object.values(parts).reduce((sum, one) => sum + one, 0);

function spanOf(rows: readonly PipelineFigures[]): string {
  const first = Math.min(...rows.map(({ firstStartedAt }) => firstStartedAt ?? Number.POSITIVE_INFINITY));
  const last = Math.max(...rows.map(({ lastStartedAt }) => lastStartedAt ?? Number.NEGATIVE_INFINITY));
  const stores = formatCount(new Set(rows.map(({ store }) => store)).size, "store");
  return Number.isFinite(first) ? `${stores}; runs from ${formatTime(first)} to ${formatTime(last)}.` : `${stores}.`;
}

function tiles(fleet: FleetFigures): Markup {
  const { models } = fleet;
  const total = sumOf({ ...fleet.seconds });
  const decided = sumOf(models) - models.pending;
  const tile = (name: string, value: string, more: string): Markup =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value, element("div", { class: "more" }, more)));
  return element("dl", { class: "tiles" }, [
    tile("Models", figure(sumOf(models)), `in ${formatCount(fleet.runs, "run")}`),
    tile("Deployed", decided > 0 ? formatPercent(models.pushed / decided) : "–", `${figure(models.pushed)} models`),
    tile("Compute time", total > 0 ? formatDuration(total) : "unknown", `${figure(fleet.executions)} executions`),
    tile(
      "Wasted",
      total > 0 ? formatPercent(fleet.seconds.wasted / total) : "–",
      total > 0 ? formatDuration(fleet.seconds.wasted) : "",
    ),
    tile(
      "Dearest tenth",
      fleet.topTenthOfCost === null ? "–" : formatPercent(fleet.topTenthOfCost),
      "of the compute time",
    ),
  ]);
}

const section = (title: string, text: string, ...parts: readonly Child[]): Markup =>
  element("section", {}, element("h2", {}, title), element("p", {}, text), [...parts]);

/** A table of which the first columns are names. What is too wide is scrolled, with the keyboard as well. */
function tableOf(
  title: string,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  names: number,
): Markup {
  return element(
    "div",
    scrolled(title),
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          titles.map((name, at) => element("th", { scope: "col", ...(at < names ? { class: "left" } : {}) }, name)),
        ),
      ),
      element(
        "tbody",
        {},
        rows.map((row) =>
          element(
            "tr",
            {},
            row.map((cell, at) => element("td", at < names ? { class: "left name", title: cell } : {}, cell)),
          ),
        ),
      ),
    ),
  );
}

const asTable = (title: string, titles: readonly string[], rows: readonly (readonly string[])[]): Markup =>
  element("details", {}, element("summary", {}, "As a table"), tableOf(title, titles, rows, 1));

function problemsOf(problems: readonly string[]): readonly Markup[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, mostListed).map((problem) => element("li", {}, problem));
  const more = problems.length > shown.length ? `${figure(problems.length - shown.length)} more are not listed.` : "";
  return [section("Not read", `These are missing in all figures. ${more}`, element("ul", {}, shown))];
}

function costs({ operators, pipelines }: FleetFigures): readonly Markup[] {
  const sorted = operators.toSorted((a, b) => b.seconds - a.seconds);
  if (!sorted.some(({ seconds }) => seconds > 0)) return [];
  const bars: readonly Bar[] = sorted.map(({ kind, seconds, wastedSeconds }) => ({
    label: kind,
    value: seconds,
    part: wastedSeconds,
    words: formatDuration(seconds),
  }));
  return [
    section(
      "What costs",
      "Compute time by what steps do.",
      barChart("Compute time by kind of operator, with what of it is wasted", bars),
      element(
        "div",
        { class: "legend" },
        element("span", {}, "compute time"),
        element("span", { class: "marked" }, "wasted of it"),
      ),
      asTable(
        "Compute time by kind of operator",
        operatorTitles,
        sorted.map((one) => operatorCells(one, pipelines)),
      ),
    ),
  ];
}

function reasons(fleet: FleetFigures): readonly Markup[] {
  const cells = reasonCells(fleet);
  if (cells.length === 0) return [];
  const bars = cells.map(([label, words], at) => ({
    label,
    value: fleet.whyNotPushed[at]?.models ?? 0,
    part: 0,
    words,
  }));
  return [
    section(
      "Why models were not deployed",
      "The first reason that holds for each.",
      barChart("Models that were not deployed, by reason", bars),
      asTable("Models that were not deployed, by reason", ["Reason", "Models"], cells),
    ),
  ];
}

function pruning({ pruning: found }: FleetFigures): readonly Markup[] {
  if (found === null || found.nodes === 0) return [];
  const [first = "", ...others] = pruningSentences(found);
  const bars = found.points.map((one) => ({
    label: pointWords[one.point],
    value: one.hindsight[0]?.avoidedShare ?? 0,
    interval: one.hindsight[0]?.interval ?? null,
    words: share(one.hindsight[0]?.avoidedShare ?? null),
  }));
  return [
    section(
      "What stopping models early would have saved",
      first,
      others.map((sentence) => element("p", {}, sentence)),
      ...(bars.length > 0
        ? [
            shareChart("Waste avoided with all deployments kept, in hindsight, by when models are stopped", bars),
            tableOf("What stopping models early would have saved", pointTitles, found.points.map(pointCells), 1),
          ]
        : []),
    ),
  ];
}

function spread(
  title: string,
  text: string,
  rows: readonly PipelineFigures[],
  of: (row: PipelineFigures) => number | null,
  unit: string,
  columnsOf: (values: readonly number[]) => readonly Column[],
): Markup | null {
  const columns = columnsOf(rows.flatMap((row) => of(row) ?? []));
  if (!columns.some(({ count }) => count > 0)) return null;
  const table = asTable(
    `${title}: pipelines by ${unit}`,
    [unit, "Pipelines"],
    columns.map(({ label, count }) => [label, figure(count)]),
  );
  return section(title, text, histogramChart(`${title}: pipelines by ${unit}`, columns, `pipelines by ${unit}`), table);
}

function dearest(rows: readonly PipelineFigures[]): readonly Markup[] {
  const wasting = wastingPipelines(rows);
  if (wasting.length === 0) return [];
  const more = wasting.length > mostListed ? ` The first ${mostListed} of ${figure(wasting.length)}.` : "";
  return [
    section(
      "What wastes most",
      `Pipelines by the compute time that led nowhere.${more}`,
      tableOf("Pipelines that waste most", pipelineTitles, wasting.slice(0, mostListed).map(pipelineCells), 2),
    ),
  ];
}
