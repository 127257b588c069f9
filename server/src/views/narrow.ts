import type { ViewEdge, ViewNode } from "../protocol.ts";

/** What is drawn of a graph, and a sentence where that is not all of it. */
export interface Narrowed {
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
  readonly note: string | null;
}

/**
 * At most `max` nodes: all, or the nearest around a centre by whole steps. The centre is the node that fits `around` (what
 * the user searched), else `fallback`, else the first. Linear in nodes and edges.
 */
export function narrow(
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
