import type { GraphIndex } from "../graph/graphIndex.ts";
import { at, rowItems } from "../graph/rows.ts";
import { type Fold, type Side, sideKey, stepsShown } from "./fold.ts";

/** Neighbours that a step shows of a side at most: the others are counted. */
const widest = 12;
/** Neighbours that a side shows at most when it is opened. */
const widestOpened = 200;

const sides = ["up", "down"] as const;

/** Node → 1 where it is drawn. Linear in nodes and edges for each side that is closed. */
export function shownNodes(graph: GraphIndex, fold: Fold): Uint8Array {
  const roots = fold.roots.map((id) => graph.indexOf.get(id) ?? -1).filter((node) => node >= 0);
  const shown = fold.whole ? new Uint8Array(graph.nodes.length).fill(1) : around(graph, fold, roots);
  hideClosed(graph, fold, roots, shown);
  return shown;
}

/** Takes out what lies behind closed sides, but for the roots and what leads to them, and for what was opened elsewhere. */
function hideClosed(graph: GraphIndex, fold: Fold, roots: readonly number[], shown: Uint8Array): void {
  const before = fold.opened.size > 0 && fold.closed.size > 0 ? shown.slice() : shown;
  for (const { node, side } of sidesOf(graph, fold.closed)) {
    const behind = reached(graph, [node], side);
    const needed = reached(
      graph,
      roots.filter((root) => behind[root] === 1),
      side === "up" ? "down" : "up",
    );
    for (let other = 0; other < shown.length; other++) {
      if (other !== node && behind[other] === 1 && needed[other] === 0) shown[other] = 0;
    }
  }
  if (before === shown) return;
  for (const { node, side } of sidesOf(graph, fold.opened)) {
    if (shown[node] === 0) continue;
    for (const other of neighbours(graph, node, side).slice(0, widestOpened)) shown[other] = at(before, other);
  }
}

function sidesOf(graph: GraphIndex, keys: ReadonlySet<string>): { readonly node: number; readonly side: Side }[] {
  return [...keys].flatMap((key) => {
    const side = key.startsWith(sideKey("up", "")) ? "up" : "down";
    const node = graph.indexOf.get(key.slice(sideKey(side, "").length));
    return node === undefined ? [] : [{ node, side }];
  });
}

/** Node → 1 for some nodes and all on a side of them. */
function reached(graph: GraphIndex, from: readonly number[], side: Side): Uint8Array {
  const seen = new Uint8Array(graph.nodes.length);
  const stack = [...from];
  for (const node of from) seen[node] = 1;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const other of neighbours(graph, node, side)) {
      if (seen[other] === 1) continue;
      seen[other] = 1;
      stack.push(other);
    }
  }
  return seen;
}

/** Some steps upstream and downstream of the roots, and what was opened beyond. */
function around(graph: GraphIndex, fold: Fold, roots: readonly number[]): Uint8Array {
  const shown = new Uint8Array(graph.nodes.length);
  /** Node → steps that are still to be gone on each side, and one; 0 where it has not been reached. */
  const left = { up: new Uint8Array(graph.nodes.length), down: new Uint8Array(graph.nodes.length) };
  const queue: { readonly node: number; readonly side: Side }[] = [];
  const reach = (node: number, side: Side, steps: number): void => {
    shown[node] = 1;
    if (at(left[side], node) > steps) return;
    left[side][node] = steps + 1;
    queue.push({ node, side });
  };
  for (const root of roots) for (const side of sides) reach(root, side, stepsShown);
  for (let next = queue[0], place = 0; next; next = queue[++place]) {
    const { node, side } = next;
    const key = sideKey(side, graph.nodes[node]?.id ?? "");
    const steps = at(left[side], node) - 1;
    const isOpened = fold.opened.has(key);
    if (fold.closed.has(key) || (steps === 0 && !isOpened)) continue;
    const others = neighbours(graph, node, side);
    for (const other of others.slice(0, isOpened ? widestOpened : widest)) {
      for (const way of sides) reach(other, way, way === side ? Math.max(0, steps - 1) : 0);
    }
  }
  return shown;
}

/** Direct makers or readers, each once. */
export const neighbours = (graph: GraphIndex, node: number, side: Side): readonly number[] =>
  side === "up"
    ? [...new Set(Array.from(rowItems(graph.incoming, node), (edge) => at(graph.from, edge)))]
    : [...new Set(Array.from(rowItems(graph.outgoing, node), (edge) => at(graph.to, edge)))];
