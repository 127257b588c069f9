import type { Placement } from "../layout/placement.ts";
import { type Cells, sortIntoCells } from "./cells.ts";
import { degreeText, type GraphIndex } from "./graphIndex.ts";
import { oneLine } from "./label.ts";
import type { Measure } from "./measure.ts";
import { type ReadingOrder, readingOrder } from "./navigate.ts";

/** A graph with its places, ready to be drawn. */
export interface Scene {
  readonly graph: GraphIndex;
  readonly placement: Placement;
  readonly cells: Cells;
  readonly reading: ReadingOrder;
  readonly measure: Measure;
}

/** Readies a graph for drawing; n log n. */
export const createScene = (graph: GraphIndex, placement: Placement, measure: Measure): Scene => ({
  graph,
  placement,
  cells: sortIntoCells(placement),
  reading: readingOrder(placement),
  measure,
});

/** What screen readers say of a node: its description, inputs and outputs. */
export function nodeName(graph: GraphIndex, index: number): string {
  const node = graph.nodes[index];
  return node ? `${oneLine(node.description || node.label)}, ${degreeText(graph, index)}` : "";
}
