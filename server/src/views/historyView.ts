import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { formatAge, formatCount } from "../model/format.ts";
import type { Graphlets } from "../model/graphlet.ts";
import type { Trace } from "../model/trace.ts";
import type { HistoryView, ViewFailure } from "../protocol.ts";
import { historyMarks } from "./historyMarks.ts";
import type { ViewInput } from "./input.ts";
import { noModel } from "./noModel.ts";
import { noRuns } from "./noRuns.ts";
import { costOfAll, titleOf } from "./pipelineSummary.ts";
import { nodeName } from "./rows.ts";
import { historiesOf } from "./tracePipeline.ts";
import { tradeOffViews } from "./tradeOffView.ts";

/** The newest models that are shown. */
const most = 20_000;

/**
 * The models of a pipeline over time, one lane a train node: in the definition's order, then those that only the trace has. A
 * sentence where there is none. Linear in the graphlets and their spans, and in the trace's executions where the caller does not hand in
 * the histories.
 */
export function historyView(input: ViewInput): HistoryView | ViewFailure {
  const steps = historySteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As {@link historyView}, giving way again and again. */
export function* historySteps(input: ViewInput): Generator<void, HistoryView | ViewFailure> {
  const { uri, pipeline, trace, graphlets, settings } = input;
  const { index, histories } = historiesOf(input);
  if (!trace || !graphlets) return noRuns(input);
  const all = index === null ? [] : modelsOf(trace, graphlets, index);
  if (all.length === 0) return noModel(pipeline);
  yield;
  const shown = all.slice(-most);
  const lanes = lanesOf(trace, graphlets, shown, pipeline.nodes);
  yield;
  const marks = yield* historyMarks(trace, graphlets, [...lanes.values()]);
  let first = 0;
  return {
    type: "history",
    key: JSON.stringify(["history", uri, pipeline.name]),
    level: "history",
    uri,
    pipeline: pipeline.name,
    title: titleOf(input),
    lanes: [...lanes].map(([node, models]) => {
      first += models.length;
      const definitionNode = pipeline.nodes.some(({ id }) => id === node) ? node : null;
      return { node, definitionNode, first: first - models.length, count: models.length };
    }),
    marks,
    cost: costOfAll(histories),
    costProperty: settings.costProperty,
    total: all.length,
    notes: [...notesOf(trace, graphlets, all, shown), ...staleness(input, trace, histories)],
    ...(input.forecasts && { tradeOffs: tradeOffViews(input.forecasts, settings) }),
  };
}

/** Indexes of a pipeline's graphlets, by start. */
function modelsOf(trace: Trace, graphlets: Graphlets, pipeline: number): number[] {
  const models: number[] = [];
  for (const [index, { trainer }] of graphlets.list.entries()) {
    if (trace.executions.pipeline[trainer] === pipeline) models.push(index);
  }
  return models;
}

function lanesOf(
  trace: Trace,
  graphlets: Graphlets,
  models: readonly number[],
  nodes: ViewInput["pipeline"]["nodes"],
): ReadonlyMap<string, readonly number[]> {
  const byNode = new Map<string, number[]>();
  for (const index of models) {
    const node = nodeName(trace, graphlets.list[index]?.trainer ?? -1);
    const lane = byNode.get(node);
    if (lane) lane.push(index);
    else byNode.set(node, [index]);
  }
  const defined = nodes.map(({ id }) => id).filter((id) => byNode.has(id));
  return new Map([...new Set([...defined, ...byNode.keys()])].map((node) => [node, byNode.get(node) ?? []]));
}

/** Says that nothing has run for long. */
function staleness(
  { settings, now }: ViewInput,
  trace: Trace,
  histories: ReadonlyMap<string, NodeHistory>,
): readonly string[] {
  let last = Number.NaN;
  for (const { executions } of histories.values()) {
    for (const row of executions) {
      const updated = trace.executions.updatedAt[row] ?? Number.NaN;
      if (!(updated <= last)) last = Number.isFinite(updated) ? updated : last;
    }
  }
  const days = settings.staleAfterDays;
  return days > 0 && now - last > days * 86_400_000
    ? [`Nothing of this pipeline has run lately: the last update was ${formatAge(last, now)}.`]
    : [];
}

function notesOf(
  trace: Trace,
  graphlets: Graphlets,
  all: readonly number[],
  shown: readonly number[],
): readonly string[] {
  const notes: string[] = [];
  if (shown.length < all.length) {
    notes.push(
      `This pipeline has ${formatCount(all.length, "model")}. Showing the newest ${most.toLocaleString("en-US")}.`,
    );
  }
  const untimed = shown.filter(
    (index) => !Number.isFinite(trace.executions.startedAt[graphlets.list[index]?.trainer ?? -1]),
  ).length;
  if (untimed > 0) {
    notes.push(`When ${formatCount(untimed, "model")} began is not known: shown with the model before.`);
  }
  return notes;
}
