import { artifactKinds, operatorKinds } from "../model/kinds.ts";
import type { Difference, ViewNode } from "../protocol.ts";
import type { ChosenPair } from "./compareInput.ts";
import { type Alike, type ComparedItem, difference } from "./comparePicture.ts";
import { executionChanges, stateOf } from "./compareRows.ts";
import { executionFigures } from "./executionFigures.ts";
import type { GraphletViewInput } from "./input.ts";
import { artifactLabel, graphletLabel, lastPart } from "./labels.ts";
import { nodeName, textAt } from "./rows.ts";
import { kindWord, stateWord } from "./words.ts";

/** What the nodes of a comparison are made from. */
export interface CompareContext extends ChosenPair, Pick<GraphletViewInput, "pipeline" | "settings" | "now"> {
  readonly alikeArtifacts: Alike;
}

/** How an item of a comparison's picture is drawn. */
export const comparedNode = (context: CompareContext, item: ComparedItem): ViewNode =>
  item.of === "execution" ? executionNode(context, item) : artifactNode(context, item);

/** Where of the two models something is, in words: `only in model 7`, `changed`. */
export function differenceWords({ trace, older, newer }: ChosenPair, found: Difference): string {
  if (found === "before") return `only in ${graphletLabel(trace, older)}`;
  if (found === "after") return `only in ${graphletLabel(trace, newer)}`;
  return found === "changed" ? "changed" : "the same";
}

/** What changed in any pair of an item of executions; each once. */
export function changesOf({ trace, graphlets, settings }: CompareContext, { pairs }: ComparedItem): readonly string[] {
  return [...new Set(pairs.flatMap((rows) => executionChanges(trace, graphlets, settings, rows)))];
}

function executionNode(context: CompareContext, item: ComparedItem): ViewNode {
  const { trace, graphlets, pipeline } = context;
  const changes = changesOf(context, item);
  const found = difference(
    item.pairs,
    (rows) => executionChanges(trace, graphlets, context.settings, rows).length === 0,
  );
  const row = shownRow(item);
  const name = item.node?.node ?? nodeName(trace, row);
  const label = item.node?.was ? `${item.node.was} → ${name}` : name;
  const kind = operatorKinds[trace.executions.kind[row] ?? 0] ?? "other";
  const count = item.pairs.length;
  const words = found === "changed" && changes.length > 0 ? changes.join(", ") : "";
  // How long it took nearly always changed: where there is more, that is what tells.
  const short = changes.length > 1 ? changes.filter((text) => !/\d.* → /.test(text)).join(", ") : words;
  const state = stateOf(trace, graphlets, row);
  const side = sideOf(context, item);
  return {
    id: item.id,
    shape: count > 1 ? "stack" : "execution",
    kind,
    label,
    second: found === "same" ? "" : short || (found === "changed" ? countsOf(item) : differenceWords(context, found)),
    state,
    costShare: null,
    boundary: false,
    definitionNode: pipeline.nodes.some(({ id }) => id === name) ? name : null,
    count,
    figures: executionFigures(trace, graphlets, side.graphlet, side.rows),
    description: [
      `${label}: ${kind}`,
      count > 1 ? `${count.toLocaleString("en-US")} runs` : "",
      differenceWords(context, found),
      words,
      stateWord(state),
    ]
      .filter((part) => part !== "")
      .join(", "),
    difference: found,
  };
}

/** The executions of the graphlet that an item is shown as: the newer one where it has any. */
function sideOf({ older, newer }: CompareContext, { pairs }: ComparedItem) {
  const after = pairs.map(({ after: row }) => row).filter((row) => row >= 0);
  if (after.length > 0) return { graphlet: newer, rows: after };
  return { graphlet: older, rows: pairs.map(({ before }) => before).filter((row) => row >= 0) };
}

function artifactNode(context: CompareContext, item: ComparedItem): ViewNode {
  const { trace, alikeArtifacts } = context;
  const found = difference(item.pairs, alikeArtifacts);
  const row = shownRow(item);
  const kind = artifactKinds[trace.artifacts.kind[row] ?? 0] ?? "other";
  const count = item.pairs.length;
  const label = count > 1 ? `×${count.toLocaleString("en-US")} ${kindWord(kind)}` : pairLabel(context, item);
  const counts = count > 1 && found === "changed" ? countsOf(item) : "";
  return {
    id: item.id,
    shape: count > 1 ? "stack" : "artifact",
    kind,
    label,
    second: counts,
    state: null,
    costShare: null,
    boundary: item.boundary,
    definitionNode: null,
    count,
    description: [label, lastPart(textAt(trace, trace.artifacts.type, row)), differenceWords(context, found), counts]
      .filter((part) => part !== "")
      .join(", "),
    difference: found,
  };
}

/** `span 41 → 42`, `not deployed → deployed model`; one label where both are called the same. */
export function pairLabel({ trace }: ChosenPair, { pairs }: ComparedItem): string {
  const [old, now] = [pairs[0]?.before ?? -1, pairs[0]?.after ?? -1].map((row) =>
    row < 0 ? "" : artifactLabel(trace, row),
  );
  if (!old || !now || old === now) return now || old || "";
  const shared = old.lastIndexOf(" ") + 1;
  return old.slice(0, shared) === now.slice(0, now.lastIndexOf(" ") + 1)
    ? `${old} → ${now.slice(shared)}`
    : `${old} → ${now}`;
}

/** The row that stands for an item: of the newer graphlet where it has one. */
function shownRow({ pairs }: ComparedItem): number {
  const found = pairs.find(({ after }) => after >= 0) ?? pairs[0];
  return !found ? -1 : found.after < 0 ? found.before : found.after;
}

/** `8 in both, 2 only in the older, 1 only in the newer`: of a stack. */
function countsOf({ pairs }: ComparedItem): string {
  const gone = pairs.filter(({ after }) => after < 0).length;
  const come = pairs.filter(({ before }) => before < 0).length;
  const replaced = pairs.filter(({ before, after }) => before >= 0 && after >= 0 && before !== after).length;
  return [
    gone + replaced > 0 ? `−${gone + replaced}` : "",
    come + replaced > 0 ? `+${come + replaced}` : "",
    `${pairs.length - gone - come - replaced} shared`,
  ]
    .filter((text) => text !== "")
    .join(" ");
}
