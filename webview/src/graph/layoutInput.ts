import type { ViewEdge } from "../../../server/src/protocol.ts";
import type { Direction, LayoutInput } from "../layout/placement.ts";
import { kindBands } from "./bands.ts";
import type { GraphIndex } from "./graphIndex.ts";
import type { Measure } from "./measure.ts";
import { nodeSize } from "./nodeSize.ts";
import { at } from "./rows.ts";
import type { Scene } from "./scene.ts";

const lineClasses: readonly ViewEdge["style"][] = ["plain", "warm-start", "baseline", "cached", "order"];

/**
 * What a layout needs to know of a graph. `before`: the picture of the same subject that is shown, whose nodes keep their
 * order. Linear.
 */
export function layoutInput(
  graph: GraphIndex,
  direction: Direction,
  measure: Measure,
  before: Pick<Scene, "graph" | "placement"> | null = null,
): LayoutInput {
  const sizes = graph.nodes.map((node) => nodeSize(node, measure));
  return {
    direction,
    width: Float64Array.from(sizes, ({ width }) => width),
    height: Float64Array.from(sizes, ({ height }) => height),
    from: graph.from,
    to: graph.to,
    ...(graph.byKind ? { band: kindBands(graph) } : {}),
    ...(before ? { was: placesBefore(graph, before) } : {}),
    line: Uint8Array.from(graph.edges, (edge) => Math.max(0, lineClasses.indexOf(edge.style))),
  };
}

function placesBefore(graph: GraphIndex, before: Pick<Scene, "graph" | "placement">): Float64Array {
  const { direction, x, y, width, height } = before.placement;
  const [start, size] = direction === "down" ? [x, width] : [y, height];
  return Float64Array.from(graph.nodes, ({ id }) => {
    const node = before.graph.indexOf.get(id);
    return node === undefined ? Number.NaN : at(start, node) + at(size, node) / 2;
  });
}
