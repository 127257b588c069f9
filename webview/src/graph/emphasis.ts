import type { GraphIndex } from "./graphIndex.ts";
import { at, rowItems } from "./rows.ts";

/** How far up- and downstream of the selection the picture stands out; null: all the way. */
export interface Hops {
  readonly up: number | null;
  readonly down: number | null;
}

/** What stands out. */
export interface Emphasis {
  /** Node → 1 when it is the selection or connected with it. */
  readonly nodes: Uint8Array;
  /** Edge → 1 when it lies on a way from or to the selection. */
  readonly edges: Uint8Array;
  /** Nodes that the selection is made from, and that are made from it. */
  readonly up: number;
  readonly down: number;
}

/** Up- and downstream of a node, linear in what it visits. */
export function emphasize(graph: GraphIndex, selected: number, hops: Hops): Emphasis {
  const nodes = new Uint8Array(graph.nodes.length);
  const edges = new Uint8Array(graph.edges.length);
  const walk = (limit: number | null, up: boolean): number => {
    const seen = new Uint8Array(graph.nodes.length);
    seen[selected] = 1;
    let level = [selected];
    let reached = 0;
    for (let hop = 0; level.length > 0 && (limit === null || hop < limit); hop++) {
      const next: number[] = [];
      for (const node of level) {
        for (const edge of rowItems(up ? graph.incoming : graph.outgoing, node)) {
          edges[edge] = 1;
          const other = at(up ? graph.from : graph.to, edge);
          if (seen[other] === 1) continue;
          seen[other] = 1;
          nodes[other] = 1;
          reached++;
          next.push(other);
        }
      }
      level = next;
    }
    return reached;
  };
  const up = walk(hops.up, true);
  const down = walk(hops.down, false);
  nodes[selected] = 1;
  return { nodes, edges, up, down };
}
