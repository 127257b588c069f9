import type { GraphIndex } from "./graphIndex.ts";
import { oneLine } from "./label.ts";

/**
 * Nodes whose name, kind, state or description holds every word of the query, whatever the case, in the order of the
 * graph; those whose name starts with the query come first. Nothing for an empty query.
 */
export function searchNodes(graph: GraphIndex, query: string): readonly number[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const whole = words.join(" ");
  const first: number[] = [];
  const others: number[] = [];
  for (const index of graph.order) {
    const node = graph.nodes[index];
    if (!node) continue;
    const label = oneLine(node.label).toLocaleLowerCase();
    const text = `${label} ${node.kind} ${node.state ?? ""} ${oneLine(node.description).toLocaleLowerCase()}`;
    if (!words.every((word) => text.includes(word))) continue;
    (label.startsWith(whole) ? first : others).push(index);
  }
  return [...first, ...others];
}
