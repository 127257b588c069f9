import type { ViewEdge, ViewNode } from "../protocol.ts";
import { parseSelection } from "../selection/parse.ts";
import type { ViewInput } from "./input.ts";
import { selectNodes } from "./selectable.ts";

/** What is drawn of a graph, and a sentence where that is not all of it. */
export interface Narrowed {
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
  readonly note: string | null;
  /** The selection that it shows alone; absent where there is none. */
  readonly selection?: string;
}

/**
 * At most `max` nodes: what a selection means, or all, or the nearest around a centre by whole steps. The centre is the node that fits
 * `around` (what the user searched), else `fallback`, else the first. Linear in nodes and edges for each part of the selection.
 */
export function narrow(
  nodes: readonly ViewNode[],
  edges: readonly ViewEdge[],
  max: number,
  { around, selection }: Pick<ViewInput, "around" | "selection">,
  fallback: string | null,
): Narrowed {
  if (selection === undefined || selection.trim() === "") return narrowAround(nodes, edges, max, around, fallback);
  const parsed = parseSelection(selection);
  const found = parsed.selection && selectNodes(nodes, edges, parsed.selection);
  const chosen = found ? nodes.filter((_, at) => found[at] === 1) : [];
  if (chosen.length === 0) {
    const why = parsed.problem
      ? `The selection ${selection} cannot be used: ${parsed.problem.message.replaceAll("`", "")}`
      : `No node fits the selection ${selection}.`;
    const all = narrowAround(nodes, edges, max, around, fallback);
    return { ...all, note: all.note === null ? why : `${why} ${all.note}` };
  }
  if (chosen.length === nodes.length && nodes.length <= max) return { nodes, edges, note: null };
  const kept = new Set(chosen.slice(0, max).map(({ id }) => id));
  const number = (count: number): string => count.toLocaleString("en-US");
  const first = chosen.length > max ? ` The first ${number(max)} of them are drawn.` : "";
  const verb = chosen.length === 1 ? "fits" : "fit";
  return {
    nodes: nodes.filter(({ id }) => kept.has(id)),
    edges: edges.filter(({ from, to }) => kept.has(from) && kept.has(to)),
    note: `${number(chosen.length)} of ${number(nodes.length)} nodes ${verb} the selection ${selection}.${first}`,
    selection,
  };
}

function narrowAround(
  nodes: readonly ViewNode[],
  edges: readonly ViewEdge[],
  max: number,
  around: string | undefined,
  fallback: string | null,
): Narrowed {
  if (nodes.length <= max) return { nodes, edges, note: null };
  const searched = around === undefined ? undefined : fitting(nodes, around);
  const centre = searched ?? nodes.find((node) => node.id === fallback) ?? nodes[0];
  if (!centre) return { nodes: [], edges: [], note: null };
  const { kept, steps, whole } = reach(centre.id, edges, max);
  const shown =
    kept.size === 1
      ? `${centre.label} alone`
      : whole
        ? `${steps} ${steps === 1 ? "step" : "steps"} around ${centre.label}`
        : `${kept.size.toLocaleString("en-US")} of them around ${centre.label}`;
  const missed = around !== undefined && !searched ? ` Nothing in it is called ${around}.` : "";
  return {
    nodes: nodes.filter((node) => kept.has(node.id)),
    edges: edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)),
    note: `This graph has ${nodes.length.toLocaleString("en-US")} nodes. Showing ${shown}; narrow with the search.${missed}`,
  };
}

/** The node whose label is the words, starts with them or has them, in that order; case does not matter. */
function fitting(nodes: readonly ViewNode[], words: string): ViewNode | undefined {
  const sought = words.trim().toLowerCase();
  if (sought === "") return undefined;
  const labelled = nodes.map((node) => ({ node, label: node.label.toLowerCase() }));
  return (
    labelled.find(({ label }) => label === sought) ??
    labelled.find(({ label }) => label.startsWith(sought)) ??
    labelled.find(({ label }) => label.includes(sought))
  )?.node;
}

/** Breadth first while whole steps fit; where not even one does, a part of it. */
function reach(
  start: string,
  edges: readonly ViewEdge[],
  max: number,
): { readonly kept: ReadonlySet<string>; readonly steps: number; readonly whole: boolean } {
  const neighbours = new Map<string, string[]>();
  const link = (from: string, to: string): void => {
    const list = neighbours.get(from);
    if (list) list.push(to);
    else neighbours.set(from, [to]);
  };
  for (const { from, to } of edges) {
    link(from, to);
    link(to, from);
  }
  const kept = new Set([start]);
  let rim = [start];
  for (let steps = 0; ; steps++) {
    const next = new Set<string>();
    for (const id of rim) for (const other of neighbours.get(id) ?? []) if (!kept.has(other)) next.add(other);
    if (next.size === 0) return { kept, steps, whole: true };
    if (kept.size + next.size > max) {
      if (steps > 0) return { kept, steps, whole: true };
      for (const id of [...next].slice(0, Math.max(0, max - kept.size))) kept.add(id);
      return { kept, steps, whole: false };
    }
    for (const id of next) kept.add(id);
    rim = [...next];
  }
}
