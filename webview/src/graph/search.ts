import type { Selection, SelectionProblem } from "../../../server/src/selection/expression.ts";
import { parseSelection } from "../../../server/src/selection/parse.ts";
import { tokensOf } from "../../../server/src/selection/tokens.ts";
import { selectNodes } from "../../../server/src/views/selectable.ts";
import type { Emphasis } from "./emphasis.ts";
import type { GraphIndex } from "./graphIndex.ts";
import { oneLine } from "./label.ts";
import { at } from "./rows.ts";

/** What was searched for, and what of a graph it means. */
export interface Found {
  /** Indexes of nodes, in the order of the graph; those whose name starts with a plain query come first. */
  readonly matches: readonly number[];
  /** More than plain words: what it does not mean is dimmed. */
  readonly isSelection: boolean;
  /** Why it means nothing. */
  readonly problem: SelectionProblem | null;
}

const nothing: Found = { matches: [], isSelection: false, problem: null };

/**
 * What a query means: plain words, nodes whose name, kind, state or description holds every one of them, whatever the case; anything
 * else, what the selection says. Nothing for an empty query.
 */
export function searchNodes(graph: GraphIndex | null, query: string): Found {
  if (query.trim() === "") return nothing;
  if (isPlain(query)) return graph ? { ...nothing, matches: withWords(graph, query) } : nothing;
  const { selection, problem } = parseSelection(query);
  if (problem || !selection || !graph) return { matches: [], isSelection: true, problem };
  return { matches: chosen(graph, selection), isSelection: true, problem: null };
}

/** Whether a query is nothing but words. */
export const isPlain = (query: string): boolean =>
  tokensOf(query).every((token) => token.type === "word" && !/[*?[{]/.test(token.text));

function chosen(graph: GraphIndex, selection: Selection): readonly number[] {
  const found = selectNodes(graph.nodes, graph.edges, selection);
  return Array.from(graph.order).filter((node) => found[node] === 1);
}

function withWords(graph: GraphIndex, query: string): readonly number[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
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

/** What stands out of a drawing by a selection: its nodes, what is drawn for several, and the edges between them. Null where all does. */
export function emphasizeFound(
  drawn: GraphIndex,
  complete: GraphIndex,
  { matches, isSelection }: Found,
): Emphasis | null {
  if (!isSelection || matches.length === 0) return null;
  const ids = new Set(matches.map((node) => complete.nodes[node]?.id));
  const nodes = Uint8Array.from(drawn.nodes, ({ id }) => (ids.has(id) || !complete.indexOf.has(id) ? 1 : 0));
  const edges = Uint8Array.from(
    drawn.edges,
    (_, edge) => at(nodes, at(drawn.from, edge)) & at(nodes, at(drawn.to, edge)),
  );
  return { nodes, edges, up: 0, down: 0 };
}
