import type { ViewEdge } from "../../../server/src/protocol.ts";
import type { Direction, LayoutInput } from "../layout/placement.ts";
import type { GraphIndex } from "./graphIndex.ts";
import type { Measure } from "./measure.ts";
import { nodeSize } from "./nodeSize.ts";

const lineClasses: readonly ViewEdge["style"][] = ["plain", "warm-start", "baseline", "cached", "order"];

/** What a layout needs to know of a graph. Linear. */
export function layoutInput(graph: GraphIndex, direction: Direction, measure: Measure): LayoutInput {
  const sizes = graph.nodes.map((node) => nodeSize(node, measure));
  return {
    direction,
    width: Float64Array.from(sizes, ({ width }) => width),
    height: Float64Array.from(sizes, ({ height }) => height),
    from: graph.from,
    to: graph.to,
    line: Uint8Array.from(graph.edges, (edge) => Math.max(0, lineClasses.indexOf(edge.style))),
  };
}
