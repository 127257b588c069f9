import { at, groupRows, type Rows, rowItems, rowLength } from "../../graph/rows.ts";
import type { Layered } from "./layers.ts";
import { linkCrossings } from "./linkCrossings.ts";
import { switchNeighbours } from "./switching.ts";

/** Order of the vertices of every layer: row → layer, items → vertices from left to right. */
export type LayerOrder = Rows;

const sweeps = 12;
/** Sweeps without fewer crossings before it gives up. */
const patience = 4;

/**
 * Orders the vertices of each layer so that few links cross: depth-first start, then sweeps down and up (`downFirst`: in this
 * order) that sort each layer by the mean place of its neighbours, the best of them kept; then neighbours change places where that saves
 * crossings. `backward`: layer → 1 where it starts the other way round. `was`: node → its place across in the picture before, NaN for new ones; those of one layer keep their
 * order. Yields between layers. Linear a sweep, but for sorting.
 */
export function* orderLayers(
  graph: Layered,
  was: Float64Array | null,
  downFirst: boolean,
  backward: Uint8Array,
): Generator<void, LayerOrder> {
  const order = firstOrder(graph);
  for (let layer = 0; layer < graph.layers; layer++) if (backward[layer] === 1) rowItems(order, layer).reverse();
  if (was) for (let layer = 0; layer < graph.layers; layer++) keepOrder(rowItems(order, layer), was);
  const place = new Int32Array(graph.layer.length);
  const mean = new Float64Array(graph.layer.length);
  rank(order, graph.layers, place);
  let best = yield* linkCrossings(graph, order, place);
  let bestItems = order.items.slice();
  let fruitless = 0;
  for (let sweep = 0; sweep < sweeps && best > 0 && fruitless < patience; sweep++) {
    const down = (sweep % 2 === 0) === downFirst;
    for (let step = 1; step < graph.layers; step++) {
      const layer = down ? step : graph.layers - 1 - step;
      sortLayer(graph, order, place, mean, layer, down);
      if (was) settle(rowItems(order, layer), place, was);
      yield;
    }
    const count = yield* linkCrossings(graph, order, place);
    fruitless = count < best ? 0 : fruitless + 1;
    if (count < best) {
      best = count;
      bestItems = order.items.slice();
    }
  }
  const found = { offsets: order.offsets, items: bestItems };
  rank(found, graph.layers, place);
  if (best > 0) yield* switchNeighbours(graph, found, place, was);
  return found;
}

/** Lets the nodes of a layer that were in the picture before stand in the order in which they stood, in the places that they have. */
function keepOrder(row: Int32Array, was: Float64Array): boolean {
  const slots: number[] = [];
  for (let i = 0; i < row.length; i++) if (isKnown(was, at(row, i))) slots.push(i);
  const known = slots.map((slot) => at(row, slot)).sort((a, b) => at(was, a) - at(was, b) || a - b);
  let changed = false;
  slots.forEach((slot, index) => {
    changed ||= row[slot] !== known[index];
    row[slot] = known[index] ?? 0;
  });
  return changed;
}

function settle(row: Int32Array, place: Int32Array, was: Float64Array): void {
  if (keepOrder(row, was)) for (let i = 0; i < row.length; i++) place[at(row, i)] = i;
}

/** Vertices of edges' ways were in no picture. */
export const isKnown = (was: Float64Array, vertex: number): boolean =>
  vertex < was.length && !Number.isNaN(was[vertex]);

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

/** On the way up, a reader of many counts less: it will not stand below this one of its makers anyway. */
function sortLayer(
  graph: Layered,
  order: LayerOrder,
  place: Int32Array,
  mean: Float64Array,
  layer: number,
  down: boolean,
): void {
  const row = rowItems(order, layer);
  const { offsets, items } = down ? graph.above : graph.below;
  const other = down ? graph.upper : graph.lower;
  const { offsets: makers } = graph.above;
  let sorted = true;
  let last = Number.NEGATIVE_INFINITY;
  for (const vertex of row) {
    const start = at(offsets, vertex);
    const end = at(offsets, vertex + 1);
    let sum = 0;
    let weights = 0;
    for (let i = start; i < end; i++) {
      const neighbour = at(other, at(items, i));
      const weight = down ? 1 : 1 / (at(makers, neighbour + 1) - at(makers, neighbour));
      sum += weight * at(place, neighbour);
      weights += weight;
    }
    const wish = end > start ? sum / weights : at(place, vertex);
    mean[vertex] = wish;
    sorted &&= wish >= last;
    last = wish;
  }
  if (sorted) return;
  row.sort((a, b) => at(mean, a) - at(mean, b) || at(place, a) - at(place, b));
  for (let i = 0; i < row.length; i++) place[at(row, i)] = i;
}
