import { at, groupRows, type Rows, rowItems, rowLength } from "../../graph/rows.ts";
import type { Layered } from "./layers.ts";

/** Order of the vertices of every layer: row → layer, items → vertices from left to right. */
export type LayerOrder = Rows;

const sweeps = 10;
/** Sweeps without fewer crossings before it gives up. */
const patience = 3;

/**
 * Orders the vertices of each layer so that few links cross: depth-first start, then sweeps down and up that sort each
 * layer by the mean place of its neighbours, the best of them kept. Yields between layers. Linear a sweep, but for sorting.
 */
export function* orderLayers(graph: Layered): Generator<void, LayerOrder> {
  const order = firstOrder(graph);
  const place = new Int32Array(graph.layer.length);
  rank(order, graph.layers, place);
  let best = yield* crossings(graph, order, place);
  let bestItems = order.items.slice();
  let fruitless = 0;
  for (let sweep = 0; sweep < sweeps && best > 0 && fruitless < patience; sweep++) {
    const down = sweep % 2 === 0;
    for (let step = 1; step < graph.layers; step++) {
      sortLayer(graph, order, place, down ? step : graph.layers - 1 - step, down);
      yield;
    }
    const count = yield* crossings(graph, order, place);
    fruitless = count < best ? 0 : fruitless + 1;
    if (count < best) {
      best = count;
      bestItems = order.items.slice();
    }
  }
  return { offsets: order.offsets, items: bestItems };
}

function firstOrder(graph: Layered): LayerOrder {
  const { layer, lower, below, above } = graph;
  const vertices = layer.length;
  const { offsets } = groupRows(graph.layers, layer);
  const items = new Int32Array(vertices);
  const next = offsets.slice(0, graph.layers);
  const seen = new Uint8Array(vertices);
  const stack: number[] = [];
  for (let root = 0; root < vertices; root++) {
    if (rowLength(above, root) > 0) continue;
    stack.push(root);
    for (let vertex = stack.pop(); vertex !== undefined; vertex = stack.pop()) {
      if (seen[vertex] === 1) continue;
      seen[vertex] = 1;
      const row = at(layer, vertex);
      items[at(next, row)] = vertex;
      next[row] = at(next, row) + 1;
      const links = rowItems(below, vertex);
      for (let i = links.length - 1; i >= 0; i--) stack.push(at(lower, at(links, i)));
    }
  }
  return { offsets, items };
}

function rank(order: LayerOrder, layers: number, place: Int32Array): void {
  for (let layer = 0; layer < layers; layer++) {
    const row = rowItems(order, layer);
    for (let i = 0; i < row.length; i++) place[at(row, i)] = i;
  }
}

function sortLayer(graph: Layered, order: LayerOrder, place: Int32Array, layer: number, down: boolean): void {
  const row = rowItems(order, layer);
  const links = down ? graph.above : graph.below;
  const other = down ? graph.upper : graph.lower;
  const mean = new Map<number, number>();
  for (const vertex of row) {
    const mine = rowItems(links, vertex);
    let sum = 0;
    for (const link of mine) sum += at(place, at(other, link));
    mean.set(vertex, mine.length > 0 ? sum / mine.length : at(place, vertex));
  }
  row.sort((a, b) => (mean.get(a) ?? 0) - (mean.get(b) ?? 0) || at(place, a) - at(place, b));
  for (let i = 0; i < row.length; i++) place[at(row, i)] = i;
}

/** Pairs of links that cross, counted with a tree of sums for each pair of layers (Barth, Mutzel, Jünger 2004). */
function* crossings(graph: Layered, order: LayerOrder, place: Int32Array): Generator<void, number> {
  let total = 0;
  for (let layer = 0; layer + 1 < graph.layers; layer++) {
    let leaves = 1;
    while (leaves < rowLength(order, layer + 1)) leaves *= 2;
    const tree = new Int32Array(2 * leaves);
    for (const vertex of rowItems(order, layer)) {
      const ends = Int32Array.from(rowItems(graph.below, vertex), (link) => at(place, at(graph.lower, link))).sort();
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
    yield;
  }
  return total;
}
