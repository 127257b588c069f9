import type { DefinitionNode } from "../model/definition.ts";
import type { ArtifactKind } from "../model/kinds.ts";
import type { ViewEdge, ViewNode } from "../protocol.ts";
import { pipelineNodeId } from "./pipelineNodes.ts";
import { kindWord } from "./words.ts";

/** Id of an output channel drawn as a node of its own. */
export const channelId = (node: string, output: string): string => `o:${node}/${output}`;

/** One edge from maker to reader for all channels between them, labelled with their keys, and the order without data. */
export function channelEdges(nodes: readonly DefinitionNode[]): ViewEdge[] {
  const known = new Set(nodes.map((node) => node.id));
  const pairs = new Map<string, { readonly from: string; readonly to: string; readonly keys: Set<string> }>();
  for (const node of nodes) {
    for (const { from } of node.inputs) {
      if (!from || !known.has(from.node) || from.node === node.id) continue;
      const id = edgeId(from.node, node.id);
      const pair = pairs.get(id);
      if (pair) pair.keys.add(from.output);
      else pairs.set(id, { from: from.node, to: node.id, keys: new Set([from.output]) });
    }
  }
  const edges = [...pairs].map(
    ([id, { from, to, keys }]): ViewEdge => ({
      id,
      from: pipelineNodeId(from),
      to: pipelineNodeId(to),
      style: "plain",
      label: [...keys].join(", "),
    }),
  );
  return [...edges, ...orderEdges(nodes, known, pairs)];
}

/** Every output channel as a node, with an edge from its maker and one to each reader. */
export function channelNodes(nodes: readonly DefinitionNode[]): { nodes: ViewNode[]; edges: ViewEdge[] } {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const channels = new Map<string, ViewNode>();
  const edges = new Map<string, ViewEdge>();
  const add = (maker: string, output: string): string => {
    const id = channelId(maker, output);
    if (!channels.has(id)) {
      channels.set(id, channelNode(id, maker, output));
      edges.set(id, { id, from: pipelineNodeId(maker), to: id, style: "plain", label: output });
    }
    return id;
  };
  for (const node of nodes) {
    for (const { key } of node.outputs) add(node.id, key);
    for (const { key, from } of node.inputs) {
      if (!from || !known.has(from.node)) continue;
      const channel = add(from.node, from.output);
      const id = `${channel}>${node.id}`;
      edges.set(id, { id, from: channel, to: pipelineNodeId(node.id), style: "plain", label: key });
    }
  }
  return {
    nodes: [...channels.values()],
    edges: [...edges.values(), ...orderEdges(nodes, new Set(known.keys()), new Map())],
  };
}

function orderEdges(
  nodes: readonly DefinitionNode[],
  known: ReadonlySet<string>,
  data: ReadonlyMap<string, unknown>,
): ViewEdge[] {
  const edges = new Map<string, ViewEdge>();
  for (const node of nodes) {
    for (const before of node.after) {
      const pair = edgeId(before, node.id);
      if (!known.has(before) || before === node.id || data.has(pair)) continue;
      const id = `after:${pair}`;
      edges.set(id, { id, from: pipelineNodeId(before), to: pipelineNodeId(node.id), style: "order", label: "" });
    }
  }
  return [...edges.values()];
}

const edgeId = (from: string, to: string): string => JSON.stringify([from, to]);

function channelNode(id: string, maker: string, output: string): ViewNode {
  const kind = channelKinds[output] ?? "other";
  return {
    id,
    shape: "artifact",
    kind,
    label: output,
    second: "",
    state: null,
    costShare: null,
    boundary: false,
    definitionNode: null,
    count: 1,
    description: `${output}: ${kind === "other" ? "artifact" : kindWord(kind)} of ${maker}`,
  };
}

/** Kinds of the output channels of TFX's own components, by their keys; they choose a glyph and nothing else. */
const channelKinds: Readonly<Record<string, ArtifactKind>> = {
  examples: "data",
  transformed_examples: "data",
  output_data: "data",
  inference_result: "data",
  statistics: "statistics",
  pre_transform_stats: "statistics",
  post_transform_stats: "statistics",
  schema: "schema",
  pre_transform_schema: "schema",
  post_transform_schema: "schema",
  anomalies: "anomalies",
  post_transform_anomalies: "anomalies",
  transform_graph: "transform",
  updated_analyzer_cache: "cache",
  best_hyperparameters: "hyperparameters",
  model: "model",
  evaluation: "evaluation",
  blessing: "blessing",
  pushed_model: "pushed",
};
