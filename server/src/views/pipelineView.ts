import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { formatCount } from "../model/format.ts";
import type { GraphView } from "../protocol.ts";
import { graphletHeads } from "./heads.ts";
import type { ViewInput } from "./input.ts";
import { narrow } from "./narrow.ts";
import { channelEdges, channelNodes } from "./pipelineEdges.ts";
import { pipelineNode, pipelineNodeId } from "./pipelineNodes.ts";
import { costOfAll, summaryOf, titleOf } from "./pipelineSummary.ts";
import { historiesOf } from "./tracePipeline.ts";
import { nameSome } from "./words.ts";

/**
 * A definition's nodes with their history painted on: the picture stands without a trace, too. Linear in the trace's
 * executions where the caller does not hand in the histories.
 */
export function pipelineView(input: ViewInput): GraphView {
  const { uri, pipeline, trace, graphlets, settings, now, range } = input;
  const { index, histories } = historiesOf(input);
  const cost = costOfAll(histories);
  const figures = { trace, graphlets, histories, cost, settings, now };
  const steps = pipeline.nodes.map((node) => pipelineNode(node, figures));
  const channels = input.artifacts === true ? channelNodes(pipeline.nodes) : null;
  const nodes = channels ? [...steps, ...channels.nodes] : steps;
  const edges = channels ? channels.edges : channelEdges(pipeline.nodes);
  const centre = pipeline.nodes.find((node) => node.kind === "train");
  const narrowed = narrow(nodes, edges, settings.graph.maxNodes, input, centre ? pipelineNodeId(centre.id) : null);
  return {
    type: "graph",
    key: JSON.stringify(["pipeline", uri, pipeline.name, ...(range ? [range.from, range.to] : [])]),
    level: "pipeline",
    uri,
    pipeline: pipeline.name,
    title: titleOf(input),
    summary: summaryOf(input, histories),
    graphlet: null,
    ...(range ? { range } : {}),
    graphlets: trace && graphlets && index !== null ? graphletHeads(trace, graphlets, index, null) : [],
    nodes: narrowed.nodes,
    edges: narrowed.edges,
    totalNodes: nodes.length,
    ...(narrowed.selection === undefined ? {} : { selection: narrowed.selection }),
    notes: [...notesOf(input, index, histories), ...(narrowed.note === null ? [] : [narrowed.note])],
    ...(histories.size === 0 && !range && input.pending !== true ? { action: "chooseTrace" } : {}),
  };
}

function notesOf(
  input: ViewInput,
  index: number | null,
  histories: ReadonlyMap<string, NodeHistory>,
): readonly string[] {
  const { definition, pipeline, trace, graphlets, pending, lack } = input;
  const notes: string[] = [];
  if (pending) notes.push("The runs are being read.");
  else if (!trace || !graphlets) notes.push("No runs found.", ...(lack === undefined ? [] : [lack]));
  else if (histories.size === 0 && input.range) notes.push("Nothing of this pipeline began in this time.");
  else if (index === null || histories.size === 0) notes.push("The trace has no runs of this pipeline.");
  const known = new Set(pipeline.nodes.map((node) => node.id));
  const strangers = [...histories.keys()].filter((name) => !known.has(name));
  if (strangers.length > 0) notes.push(`Only in the trace: ${nameSome(strangers)}.`);
  const problems = new Set([...definition.problems, ...pipeline.problems]);
  const [first] = problems;
  if (first) {
    const rest = problems.size > 1 ? ` (and ${formatCount(problems.size - 1, "more place", "more places")})` : "";
    notes.push(`Not all of this file could be understood: ${first.message}${rest}`);
  }
  if (pipeline.nodes.length === 0) notes.push("No nodes found in this file.");
  return notes;
}
