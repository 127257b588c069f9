import { at, rowLength } from "../../graph/rows.ts";
import type { Layered } from "./layers.ts";
import type { LayerOrder } from "./order.ts";

/**
 * Pairs of links that cross, counted with a tree of sums for each pair of layers (Barth, Mutzel, Jünger 2004). `place`:
 * vertex → its place in its layer. Yields between layers. n log n in the links.
 */
export function* linkCrossings(graph: Layered, order: LayerOrder, place: Int32Array): Generator<void, number> {
  let widest = 0;
  for (let layer = 0; layer < graph.layers; layer++) widest = Math.max(widest, rowLength(order, layer));
  let leaves = 1;
  while (leaves < widest) leaves *= 2;
  const tree = new Int32Array(2 * leaves);
  let total = 0;
  for (let layer = 0; layer + 1 < graph.layers; layer++) {
    total += crossingsBelow(graph, order, place, tree, layer);
    yield;
  }
  return total;
}

function crossingsBelow(
  { below, lower }: Layered,
  order: LayerOrder,
  place: Int32Array,
  tree: Int32Array,
  layer: number,
): number {
  let leaves = 1;
  while (leaves < rowLength(order, layer + 1)) leaves *= 2;
  tree.fill(0, 0, 2 * leaves);
  const ends: number[] = [];
  let total = 0;
  for (let i = at(order.offsets, layer); i < at(order.offsets, layer + 1); i++) {
    const vertex = at(order.items, i);
    ends.length = 0;
    for (let link = at(below.offsets, vertex); link < at(below.offsets, vertex + 1); link++) {
      ends.push(at(place, at(lower, at(below.items, link))));
    }
    if (ends.length > 1) ends.sort(ascending);
    for (const end of ends) {
      let index = end + leaves;
      tree[index] = at(tree, index) + 1;
      while (index > 1) {
        if (index % 2 === 0) total += at(tree, index + 1);
        index >>= 1;
        tree[index] = at(tree, index) + 1;
      }
    }
  }
  return total;
}

const ascending = (a: number, b: number): number => a - b;
