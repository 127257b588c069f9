import { formatCount } from "../model/format.ts";
import type { Difference, GraphView, ViewFailure, ViewNode } from "../protocol.ts";
import { compareGraphlets } from "../waste/explain/index.ts";
import { type CompareViewInput, choosePair, trainerId } from "./compareInput.ts";
import { comparedNode } from "./compareNodes.ts";
import { comparedNodeId, comparePicture } from "./comparePicture.ts";
import { alikeArtifacts } from "./compareRows.ts";
import { compareTable } from "./compareTable.ts";
import { graphletHead, graphletHeads } from "./heads.ts";
import { narrow } from "./narrow.ts";
import { nodeName } from "./rows.ts";
import { comparisonSentence } from "./traceText/index.ts";
import { dots } from "./words.ts";

/**
 * Two models as one graph, with what differs between them; a sentence instead where there are no two. Linear in both graphlets'
 * members and their edges but for sorting, and in the number of graphlets.
 */
export function compareView(input: CompareViewInput): GraphView | ViewFailure {
  const pair = choosePair(input);
  if ("type" in pair) return pair;
  const { trace, graphlets, before, after, older, newer } = pair;
  const { uri, pipeline, settings, now } = input;
  const comparison = compareGraphlets(trace, graphlets, before, after, input.propertiesOf);
  if (!comparison) return { type: "failure", message: "The models could not be compared.", action: "showLog" };
  const alike = alikeArtifacts(trace, comparison);
  const context = { ...pair, pipeline, settings, now, alikeArtifacts: alike };
  const picture = comparePicture(pair, comparison.nodes, alike);
  const nodes = picture.items.map((item) => comparedNode(context, item));
  const centre = comparedNodeId(nodeName(trace, newer.trainer));
  const narrowed = narrow(nodes, picture.edges, settings.graph.maxNodes, input, centre);
  const head = graphletHead(trace, graphlets, after, newer);
  const other = graphletHead(trace, graphlets, before, older);
  const pipelineIndex = trace.executions.pipeline[newer.trainer] ?? -1;
  return {
    type: "graph",
    key: JSON.stringify(["compare", uri, pipeline.name, trainerId(trace, older), trainerId(trace, newer)]),
    level: "compare",
    uri,
    pipeline: pipeline.name,
    title: `${other.label} and ${head.label}`,
    summary: summaryOf(nodes, other.label, head.label),
    graphlet: head,
    comparison: {
      before: other,
      after: head,
      finding: comparisonSentence(trace, graphlets, comparison),
      sameInputsOtherOutcome: comparison.sameInputs === true && comparison.otherOutcome,
      sections: compareTable(context, comparison),
    },
    graphlets: graphletHeads(trace, graphlets, pipelineIndex, after),
    nodes: narrowed.nodes,
    edges: narrowed.edges,
    totalNodes: nodes.length,
    ...(narrowed.selection === undefined ? {} : { selection: narrowed.selection }),
    notes: narrowed.note === null ? [] : [narrowed.note],
  };
}

/** `2 only in model 3 · 1 only in model 7 · 4 changed · 12 the same`: nodes. */
function summaryOf(nodes: readonly ViewNode[], old: string, now: string): string {
  const count = (wanted: Difference): number => nodes.filter(({ difference }) => difference === wanted).length;
  const said = (number: number, words: string): string =>
    number === 0 ? "" : `${number.toLocaleString("en-US")} ${words}`;
  return dots(
    formatCount(nodes.length, "node"),
    said(count("before"), `only in ${old}`),
    said(count("after"), `only in ${now}`),
    said(count("changed"), "changed"),
    said(count("same"), "the same"),
  );
}
