import { type PipelineSummary, summarise } from "../graphlets/summary.ts";
import { formatCount, formatPercent } from "../model/format.ts";
import type { Graphlets } from "../model/graphlet.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace } from "../model/trace.ts";
import { deployedCount, formatCost, formatTime } from "../views/words.ts";
import { costTitle } from "./costTitle.ts";
import { leftColumn, pairs, rightColumn, table } from "./table.ts";

/** What a trace holds and what it cost, as lines for people; with `only`, the cost of one pipeline. */
export function inspectText(
  name: string,
  trace: Trace,
  graphlets: Graphlets,
  settings: Settings,
  only: number | null = null,
): string[] {
  const { counts, source } = trace;
  const summary = summarise(trace, graphlets, only);
  // Of a trace without any times nothing is known, which is not the same as nothing.
  const isUnknown = trace.executions.cost.some(Number.isNaN) && !trace.executions.cost.some((one) => one > 0);
  const cost = (value: number): string => (isUnknown ? "unknown" : formatCost(value, settings));
  const share = (value: number): string =>
    summary.costSeconds > 0 ? `${cost(value)} (${formatPercent(value / summary.costSeconds)})` : cost(value);
  const { useful, pending, wasted, unattributed } = summary.byStatus;
  const schema = source.schemaVersion === null ? "" : `, schema ${source.schemaVersion}`;
  const skipped = counts.skippedEvents === 0 ? "" : `, ${figure(counts.skippedEvents)} skipped`;
  return [
    ...pairs([
      ["Trace", `${name} (${source.kind}${schema})`],
      ["Executions", figure(counts.executions)],
      ["Artifacts", figure(counts.artifacts)],
      ["Events", `${figure(counts.events)}${skipped}`],
      ["Contexts", figure(counts.contexts)],
      ["Models", deployed(summary.pipelines)],
      [costTitle(settings), cost(summary.costSeconds)],
      ["  useful", share(useful)],
      ["  pending", share(pending)],
      ["  wasted", share(wasted)],
      ["  unattributed", share(unattributed)],
    ]),
    "",
    ...table(
      [
        leftColumn("Pipeline"),
        rightColumn("Runs"),
        rightColumn("Models"),
        rightColumn("Deployed"),
        rightColumn("Wasted"),
        rightColumn(costTitle(settings)),
        rightColumn("Wasted of it"),
        leftColumn("First start"),
        leftColumn("Last start"),
      ],
      summary.pipelines.map((pipeline) => [
        pipeline.name ?? "(no pipeline)",
        figure(pipeline.runs),
        figure(pipeline.graphlets),
        figure(pipeline.pushed),
        figure(pipeline.wasted),
        cost(pipeline.costSeconds),
        cost(pipeline.wastedSeconds),
        formatTime(pipeline.firstStartedAt),
        formatTime(pipeline.lastStartedAt),
      ]),
    ),
  ];
}

const figure = (count: number): string => count.toLocaleString("en-US");

/** `14 models, 3 deployed`. */
function deployed(pipelines: readonly PipelineSummary[]): string {
  const models = pipelines.reduce((sum, pipeline) => sum + pipeline.graphlets, 0);
  const pushed = pipelines.reduce((sum, pipeline) => sum + pipeline.pushed, 0);
  return models === 0 ? "no models" : `${formatCount(models, "model")}, ${deployedCount(pushed)}`;
}
