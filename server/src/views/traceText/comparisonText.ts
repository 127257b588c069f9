import type { GraphletComparison, NodeDifference, NodeSide, Span } from "../../model/comparison.ts";
import { formatCount, formatPercent } from "../../model/format.ts";
import type { Graphlet } from "../../model/graphlet.ts";
import { graphletLabel } from "../labels.ts";
import { reasonSentence } from "../reason.ts";
import { costWord, formatCost, statusWord } from "../words.ts";
import { comparisonSentence } from "./comparisonSentence.ts";
import { listed, numberText, timeText } from "./figures.ts";
import { writeWays } from "./graphletText.ts";
import type { RecordInput } from "./input.ts";
import { artifactParts, executionPart, modelPart, namedExecution } from "./links.ts";
import type { Part, RecordWriter } from "./writer.ts";

/** `model 142 compared with model 130`, by what the models are called. */
export const comparisonTitle = (now: string, old: string): string => `${now} compared with ${old}`;

/** Two models beside each other. `-` is in the older one alone, `+` in the newer one alone, `=` in both. */
export function writeComparison(writer: RecordWriter, input: RecordInput, comparison: GraphletComparison): void {
  const { trace, graphlets, settings } = input;
  const old = graphlets.list[comparison.before];
  const now = graphlets.list[comparison.after];
  if (!old || !now) return;
  writer.line(comparisonTitle(graphletLabel(trace, now), graphletLabel(trace, old)));
  writer.line("");
  writer.line(`  ${comparisonSentence(trace, graphlets, comparison)}`);
  writer.section("Models", () => {
    writeSide(writer, input, "-", comparison.before, old);
    writeSide(writer, input, "+", comparison.after, now);
    const { before, after } = comparison.costSeconds;
    if (before > 0 || after > 0)
      writer.field(costWord(settings), `${formatCost(before, settings)} → ${formatCost(after, settings)}`);
    writer.field("code", sameText(comparison.sameCode));
    writer.field("parameters", sameText(comparison.sameParameters));
    writeWays(writer, input, now, "comparison");
  });
  writeSpans(writer, input, comparison);
  writer.section("Started from", () => {
    const { added, removed, shared } = comparison.parents;
    for (const [mark, rows] of [
      ["-", removed],
      ["+", added],
      ["=", shared],
    ] as const)
      for (const row of rows) writer.line(`${mark} `, ...namedExecution(trace, row));
  });
  writeNodes(writer, input, comparison.nodes);
  writer.section("Metrics", () => {
    for (const { name, before, after } of comparison.metrics)
      writer.field(name, `${valueText(before)} → ${valueText(after)}`);
  });
}

function writeSide(writer: RecordWriter, input: RecordInput, mark: string, index: number, graphlet: Graphlet): void {
  const { trace, graphlets } = input;
  const facts = [
    statusWord[graphlet.status],
    timeText(trace.executions.startedAt[graphlet.trainer] ?? Number.NaN, input),
    reasonSentence(trace, graphlets, index) ?? "",
  ].filter((text) => text !== "");
  writer.line(`${mark} `, modelPart(trace, graphlet), ` · ${facts.join(" · ")}`);
}

function writeSpans(writer: RecordWriter, { trace }: RecordInput, { spans }: GraphletComparison): void {
  const count = spans.added.length + spans.removed.length + spans.shared.length;
  const share =
    spans.jaccard === null
      ? ""
      : ` (${spans.shared.length === 0 ? "none" : spans.shared.length} of ${formatCount(count, "span")} shared, ${formatPercent(spans.jaccard)})`;
  writer.section(`Data${share}`, () => {
    const list = (mark: string, some: readonly Span[]): void => {
      for (const { artifact, identity } of some) {
        if (writer.full) return;
        const isOwn = identity.startsWith("artifact ");
        writer.line(`${mark} `, ...artifactParts(trace, artifact), isOwn ? "" : ` · ${identity}`);
      }
    };
    list("-", spans.removed);
    list("+", spans.added);
    list("=", spans.shared);
  });
}

function writeNodes(writer: RecordWriter, input: RecordInput, nodes: readonly NodeDifference[]): void {
  writer.section("Nodes", () => {
    for (const node of nodes) {
      const { before, after, parameters } = node;
      const mark = !before ? "+" : !after ? "-" : isSame(node) ? "=" : "~";
      writer.line(
        `${mark} ${node.was === null ? "" : `${node.was} → `}${node.node} · `,
        ...sideParts(input, before),
        " → ",
        ...sideParts(input, after),
        changeText(node),
      );
      for (const change of parameters.slice(0, mostParameters))
        writer.line(`    ${change.key}: ${change.before ?? "not set"} → ${change.after ?? "not set"}`);
      if (parameters.length > mostParameters) writer.note(`and ${parameters.length - mostParameters} more parameters`);
      if (writer.full) return;
    }
  });
}

const mostParameters = 100;

const isSame = ({ sameCode, sameParameters, sameState }: NodeDifference): boolean =>
  sameCode !== false && sameParameters !== false && sameState !== false;

function sideParts({ trace, settings }: RecordInput, side: NodeSide | null): readonly Part[] {
  if (!side) return ["did not run"];
  const cost = formatCost(side.costSeconds, settings);
  const rows = side.executions.map((row) => [executionPart(trace, row)]);
  return [...listed(rows, 3), ` ${side.states.join(", ")}${cost === "" ? "" : ` ${cost}`}`];
}

function changeText({ sameCode, sameParameters }: NodeDifference): string {
  const words = [sameCode === false ? "code changed" : "", sameParameters === false ? "parameters changed" : ""];
  return words
    .filter((word) => word !== "")
    .map((word) => ` · ${word}`)
    .join("");
}

const sameText = (same: boolean | null): string => (same === null ? "not known" : same ? "the same" : "changed");
const valueText = (value: number | null): string => (value === null ? "not recorded" : numberText(value));
