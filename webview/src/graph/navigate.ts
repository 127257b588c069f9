import type { Placement } from "../layout/placement.ts";
import type { GraphIndex } from "./graphIndex.ts";
import { at, type Rows, rowItems } from "./rows.ts";

/** A step of the keyboard: along the edges, or aside among the neighbours of the same layer. */
export type Step = "forward" | "back" | "next" | "previous" | "first" | "last";

/** Nodes in reading order: by layer, then across. */
export interface ReadingOrder {
  readonly sequence: Int32Array;
  /** Node → its index in the sequence. */
  readonly position: Int32Array;
}

/** How far apart along the flow the middles of two nodes may lie and still be read as one row. */
const sameRow = 20;

/** Reading order of a picture: rows along the flow, nodes across. n log n. */
export function readingOrder(placement: Placement): ReadingOrder {
  const down = placement.direction === "down";
  const nodes = Array.from(placement.x, (_, node) => node);
  const along = (node: number): number => middle(placement, node, down);
  const across = (node: number): number => middle(placement, node, !down);
  nodes.sort((a, b) => along(a) - along(b) || across(a) - across(b) || a - b);
  const sequence: number[] = [];
  for (let start = 0; start < nodes.length; ) {
    let end = start + 1;
    while (end < nodes.length && along(nodes[end] ?? 0) - along(nodes[start] ?? 0) <= sameRow) end++;
    const row = nodes.slice(start, end).sort((a, b) => across(a) - across(b) || a - b);
    for (const node of row) sequence.push(node);
    start = end;
  }
  const position = new Int32Array(nodes.length);
  sequence.forEach((node, index) => {
    position[node] = index;
  });
  return { sequence: Int32Array.from(sequence), position };
}

/** What an arrow key means in a picture of this direction; null for other keys. */
export function stepOf(key: string, direction: Placement["direction"]): Step | null {
  const steps: Record<string, Step> =
    direction === "down"
      ? { ArrowDown: "forward", ArrowUp: "back", ArrowRight: "next", ArrowLeft: "previous" }
      : { ArrowRight: "forward", ArrowLeft: "back", ArrowDown: "next", ArrowUp: "previous" };
  return { ...steps, Home: "first" as const, End: "last" as const }[key] ?? null;
}

/**
 * Where a step leads from a node; the node itself where it leads nowhere. Forward and back follow edges: to `cameFrom` when
 * that is among the neighbours, else to the nearest across. Next and previous go through the reading order from end to end,
 * so that they alone reach every node.
 */
export function walk(
  graph: GraphIndex,
  placement: Placement,
  order: ReadingOrder,
  node: number,
  step: Step,
  cameFrom: number | null,
): number {
  const { sequence, position } = order;
  const last = sequence.length - 1;
  if (step === "first") return sequence[0] ?? node;
  if (step === "last") return sequence[last] ?? node;
  if (step === "next") return at(sequence, Math.min(last, at(position, node) + 1));
  if (step === "previous") return at(sequence, Math.max(0, at(position, node) - 1));
  const neighbours = step === "forward" ? ends(graph.outgoing, graph.to, node) : ends(graph.incoming, graph.from, node);
  if (cameFrom !== null && neighbours.includes(cameFrom)) return cameFrom;
  const down = placement.direction === "down";
  let best = node;
  let least = Number.POSITIVE_INFINITY;
  for (const other of neighbours) {
    const along = Math.abs(middle(placement, other, down) - middle(placement, node, down));
    const across = Math.abs(middle(placement, other, !down) - middle(placement, node, !down));
    const distance = across + along / 1_000;
    if (other !== node && distance < least) {
      least = distance;
      best = other;
    }
  }
  return best;
}

const ends = (rows: Rows, target: Int32Array, node: number): number[] =>
  Array.from(rowItems(rows, node), (edge) => at(target, edge));

const middle = (placement: Placement, node: number, vertical: boolean): number =>
  vertical
    ? at(placement.y, node) + at(placement.height, node) / 2
    : at(placement.x, node) + at(placement.width, node) / 2;
