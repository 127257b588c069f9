import type { Prepared } from "../layout/prepared.ts";
import { degreeText, type GraphIndex } from "./graphIndex.ts";
import { oneLine } from "./label.ts";
import type { Measure } from "./measure.ts";

/** A graph with its places, ready to be drawn. */
export interface Scene extends Prepared {
  readonly graph: GraphIndex;
  readonly measure: Measure;
}

/** What screen readers say of a node: its description, inputs and outputs. */
export function nodeName(graph: GraphIndex, index: number): string {
  const node = graph.nodes[index];
  return node ? `${oneLine(node.description || node.label)}, ${degreeText(graph, index)}` : "";
}
