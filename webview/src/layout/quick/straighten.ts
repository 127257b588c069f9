import { at, rowItems, rowLength } from "../../graph/rows.ts";
import type { Layered } from "./layers.ts";
import type { LayerOrder } from "./order.ts";

/** Jogs of less than so many pixels look like a mistake. */
const smallest = 10;
/** How far what comes to be in line stood apart at most. */
const widest = 3 * smallest;

/**
 * Puts vertices that follow one another almost straight exactly in line, in `centre`, where their neighbours in the
 * layers leave room: `breadth` and `gap` as in the coordinates. A link that is alone at both its ends goes before one that is so at one. Linear.
 */
export function straighten(
  graph: Layered,
  order: LayerOrder,
  centre: Float64Array,
  breadth: Float64Array,
  gap: number,
): void {
  const next = partners(graph, centre);
  const place = new Int32Array(graph.layer.length);
  for (let layer = 0; layer < graph.layers; layer++) {
    rowItems(order, layer).forEach((vertex, index) => {
      place[vertex] = index;
    });
  }
  /** Puts vertices where all of them have room, near the mean of where they are; leaves them where there is no such place. */
  const align = (line: readonly number[]): void => {
    let [sum, least, most] = [0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const vertex of line) {
      const row = rowItems(order, at(graph.layer, vertex));
      const [left, right] = [row[at(place, vertex) - 1], row[at(place, vertex) + 1]];
      const apart = (other: number): number => (at(breadth, vertex) + at(breadth, other)) / 2 + gap;
      if (left !== undefined) least = Math.max(least, at(centre, left) + apart(left));
      if (right !== undefined) most = Math.min(most, at(centre, right) - apart(right));
      sum += at(centre, vertex);
    }
    if (least > most) return;
    const middle = Math.min(Math.max(sum / line.length, least), most);
    for (const vertex of line) centre[vertex] = middle;
  };
  const hasBefore = new Uint8Array(next.length);
  for (const vertex of next) if (vertex >= 0) hasBefore[vertex] = 1;
  for (let start = 0; start < next.length; start++) {
    if (hasBefore[start] === 1 || at(next, start) < 0) continue;
    for (let vertex = start; vertex >= 0; ) {
      const line: number[] = [];
      const from = at(centre, vertex);
      for (; vertex >= 0 && Math.abs(at(centre, vertex) - from) < widest; vertex = at(next, vertex)) line.push(vertex);
      align(line);
    }
  }
}

/** Vertex → the one below it with which it is to be in line; -1 for none. Each is at most one other's. */
function partners({ layer, upper, lower, below, above }: Layered, centre: Float64Array): Int32Array {
  const next = new Int32Array(layer.length).fill(-1);
  const isTaken = new Uint8Array(layer.length);
  for (const alone of [2, 1]) {
    upper.forEach((from, link) => {
      const to = at(lower, link);
      if (at(next, from) >= 0 || isTaken[to] === 1 || Math.abs(at(centre, from) - at(centre, to)) >= smallest) return;
      if (Number(rowLength(below, from) === 1) + Number(rowLength(above, to) === 1) < alone) return;
      next[from] = to;
      isTaken[to] = 1;
    });
  }
  return next;
}
