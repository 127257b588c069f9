import type { GraphView } from "../../protocol.ts";
import type { Drawing } from "./drawing.ts";

const round = (value: number): number => Math.round(value * 10) / 10;

/**
 * A picture as `graphlet graph --format json` prints it: nodes with their places (upper left corner, size) and edges with the points of
 * their lines, in pixels; the order of its keys is stable.
 */
export function graphJson(view: GraphView, { graph, placement }: Drawing) {
  const { x, y, width, height, routes, bounds, direction } = placement;
  return {
    level: view.level,
    pipeline: view.pipeline,
    graphlet: view.graphlet?.trainer ?? null,
    title: view.title,
    summary: view.summary,
    notes: view.notes,
    direction,
    width: round(bounds.width),
    height: round(bounds.height),
    nodes: graph.nodes.map((node, at) => ({
      id: node.id,
      label: node.label,
      kind: node.kind,
      shape: node.shape,
      state: node.state,
      figures: node.second,
      costShare: node.costShare,
      count: node.count,
      boundary: node.boundary,
      definitionNode: node.definitionNode,
      x: round(x[at] ?? 0),
      y: round(y[at] ?? 0),
      width: round(width[at] ?? 0),
      height: round(height[at] ?? 0),
    })),
    edges: graph.edges.map(({ from, to, label, style }, at) => ({
      from,
      to,
      label,
      style,
      points: pairsOf(routes[at] ?? new Float64Array()),
    })),
  };
}

const pairsOf = (route: Float64Array): readonly (readonly [number, number])[] =>
  Array.from({ length: route.length / 2 }, (_, at) => [round(route[2 * at] ?? 0), round(route[2 * at + 1] ?? 0)]);
