import type { GraphletComparison, NodeDifference, NodeSide, Span } from "../model/comparison.ts";
import { formatCount, formatPercent } from "../model/format.ts";
import type { Graphlet } from "../model/graphlet.ts";
import type { Difference, DifferenceRow, DifferenceSection } from "../protocol.ts";
import type { CompareContext } from "./compareNodes.ts";
import { comparedNodeId } from "./comparePicture.ts";
import { artifactLabel } from "./labels.ts";
import { reasonSentence } from "./reason.ts";
import { nodeName, textAt } from "./rows.ts";
import { numberText } from "./traceText/figures.ts";
import { costWord, formatCost, formatCostSum, statusWord } from "./words.ts";

/** Rows of one section; there are five. */
const most = 100;

/** The table of differences between two graphlets: outcome, data, training, steps, metrics. What is the same in both is left out of the last three. */
export function compareTable(context: CompareContext, comparison: GraphletComparison): readonly DifferenceSection[] {
  return [
    section("Outcome", outcomeRows(context, comparison)),
    section(dataTitle(comparison), dataRows(context, comparison)),
    section("Training", trainingRows(context, comparison)),
    section("Steps", stepRows(context, comparison)),
    section("Metrics", metricRows(comparison)),
  ].filter(({ rows }) => rows.length > 0);
}

const section = (title: string, rows: readonly DifferenceRow[]): DifferenceSection => ({
  title,
  rows: rows.slice(0, most),
  more: Math.max(0, rows.length - most),
});

/** A row, marked by whether its texts are the same. */
const row = (label: string, before: string, after: string): DifferenceRow => ({
  label,
  before,
  after,
  difference: sidesOf(before, after),
});

const sidesOf = (before: string, after: string): Difference =>
  before === after ? "same" : before === "" ? "after" : after === "" ? "before" : "changed";

function outcomeRows(context: CompareContext, { costSeconds }: GraphletComparison): DifferenceRow[] {
  const { trace, graphlets, settings, before, after, older, newer } = context;
  const started = ({ trainer }: Graphlet): number | null => {
    const time = trace.executions.startedAt[trainer] ?? Number.NaN;
    return Number.isFinite(time) ? time : null;
  };
  const times = { before: started(older), after: started(newer) };
  return [
    row("Outcome", statusWord[older.status], statusWord[newer.status]),
    row("Why", reasonSentence(trace, graphlets, before) ?? "", reasonSentence(trace, graphlets, after) ?? ""),
    { ...row("Trained", "", ""), times, difference: null },
    row(
      capital(costWord(settings)),
      formatCostSum(costSeconds.before, settings),
      formatCostSum(costSeconds.after, settings),
    ),
  ].filter(isSaid);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const isSaid = ({ before, after, times }: DifferenceRow): boolean =>
  [before, after, times?.before ?? "", times?.after ?? ""].some((side) => side !== "");

function dataTitle({ spans }: GraphletComparison): string {
  if (spans.jaccard === null) return "Data";
  const either = spans.added.length + spans.removed.length + spans.shared.length;
  const shared = spans.shared.length === 0 ? "none" : spans.shared.length.toLocaleString("en-US");
  const share = spans.jaccard > 0 && spans.jaccard < 1 ? ` (${formatPercent(spans.jaccard)})` : "";
  return `Data: ${shared} of ${formatCount(either, "span")} in common${share}`;
}

function dataRows({ trace }: CompareContext, { spans }: GraphletComparison): DifferenceRow[] {
  const label = ({ artifact }: Span): string => artifactLabel(trace, artifact);
  return [
    ...spans.removed.map((span) => row("Span", label(span), "")),
    ...spans.added.map((span) => row("Span", "", label(span))),
    ...spans.shared.map((span) => row("Span", label(span), label(span))),
  ];
}

function trainingRows(context: CompareContext, comparison: GraphletComparison): DifferenceRow[] {
  const { trace, older, newer } = context;
  const trainer = comparison.nodes.find(({ after, before }) =>
    after ? after.executions.includes(newer.trainer) : before?.executions.includes(older.trainer),
  );
  const { code } = trace.executions;
  const named = (rows: readonly number[]): string => rows.map((at) => nodeName(trace, at)).join(", ");
  const { added, removed } = comparison.parents;
  return [
    verdict("Code", comparison.sameCode, textAt(trace, code, older.trainer), textAt(trace, code, newer.trainer)),
    ...(trainer && trainer.parameters.length > 0
      ? parameterRows(trainer)
      : [verdict("Parameters", comparison.sameParameters, "", "")]),
    ...(added.length + removed.length > 0 ? [row("Started from", named(removed), named(added))] : []),
    ...(trainer?.was ? [row("Node", trainer.was, trainer.node)] : []),
  ];
}

/** What is known to be the same, to have changed, or not known. */
function verdict(label: string, same: boolean | null, before: string, after: string): DifferenceRow {
  if (same === null) return { label, before: before || "not known", after: after || "not known", difference: null };
  if (same) return { label, before: "the same", after: "the same", difference: "same" };
  return { label, before: before || "changed", after: after || "changed", difference: "changed" };
}

const parameterRows = ({ node, parameters }: NodeDifference): DifferenceRow[] =>
  parameters.map(({ key, before, after }) => ({
    label: key,
    before: before ?? "not set",
    after: after ?? "not set",
    difference: before === null ? "after" : after === null ? "before" : "changed",
    node: comparedNodeId(node),
  }));

function stepRows({ settings, newer }: CompareContext, { nodes }: GraphletComparison): DifferenceRow[] {
  const side = (one: NodeSide | null): string => {
    if (!one) return "";
    const cost = formatCost(one.costSeconds, settings);
    const count = one.executions.length > 1 ? `${one.executions.length.toLocaleString("en-US")} runs, ` : "";
    return `${count}${one.states.join(", ")}${cost === "" ? "" : ` ${cost}`}`;
  };
  return nodes.flatMap((node): DifferenceRow[] => {
    const isTrainer = node.after?.executions.includes(newer.trainer) === true;
    const { before, after } = node;
    const known = node.sameCode !== false && node.sameParameters !== false && node.sameState !== false;
    if (before && after && known) return [];
    const found = !before ? "after" : !after ? "before" : "changed";
    const what = [node.sameCode === false ? "code" : "", node.sameParameters === false ? "parameters" : ""];
    const changed = isTrainer ? "" : what.filter((text) => text !== "").join(", ");
    if (isTrainer && node.sameState !== false) return [];
    return [
      {
        label: changed === "" ? node.node : `${node.node}: ${changed}`,
        before: side(before),
        after: side(after),
        difference: found,
        node: comparedNodeId(node.node),
      },
      ...(isTrainer ? [] : parameterRows(node).map((one) => ({ ...one, label: `${node.node} · ${one.label}` }))),
    ];
  });
}

const metricRows = ({ metrics }: GraphletComparison): DifferenceRow[] =>
  metrics.map(({ name, before, after }) =>
    row(name, before === null ? "" : numberText(before), after === null ? "" : numberText(after)),
  );
