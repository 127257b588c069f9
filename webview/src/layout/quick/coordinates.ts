import { at, rowItems, rowLength } from "../../graph/rows.ts";
import type { Layered } from "./layers.ts";
import type { LayerOrder } from "./order.ts";

const passes = 8;
/** How much more a vertex of an edge's way wants to be straight than a node does. */
const wayWeight = 4;
/** Pull of a vertex without neighbours: it only follows. */
const looseWeight = 0.01;

/**
 * Centres across the flow for every vertex: each wants the mean of its neighbours (of those that have many others, less), and none comes nearer to the one
 * before it in its layer than `gap` and both halves of `breadth` allow. Each pass is an isotonic regression of a layer
 * (pool adjacent violators), so it is linear. Yields between layers.
 */
export function* coordinates(
  graph: Layered,
  order: LayerOrder,
  breadth: Float64Array,
  gap: number,
): Generator<void, Float64Array> {
  const centre = new Float64Array(graph.layer.length);
  /** Distance from the layer's first vertex when all stand as near as they may. */
  const packed = new Float64Array(graph.layer.length);
  for (let layer = 0; layer < graph.layers; layer++) {
    let edge = 0;
    for (const vertex of rowItems(order, layer)) {
      const half = at(breadth, vertex) / 2;
      edge += half;
      packed[vertex] = edge;
      centre[vertex] = edge;
      edge += half + gap;
    }
  }
  const pulls = linkWeights(graph);
  for (let pass = 0; pass < passes; pass++) {
    const down = pass % 2 === 0;
    const both = pass >= passes - 2;
    for (let step = 0; step < graph.layers; step++) {
      placeLayer(
        graph,
        pulls,
        rowItems(order, down ? step : graph.layers - 1 - step),
        centre,
        packed,
        down || both,
        !down || both,
      );
      yield;
    }
  }
  return centre;
}

/** What a link pulls: one alone at both of its ends all, one of many, which cannot all be straight, next to nothing. */
function linkWeights({ upper, lower, below, above }: Layered): Float64Array {
  return Float64Array.from(upper, (from, link) => 1 / (rowLength(below, from) * rowLength(above, at(lower, link))));
}

function placeLayer(
  graph: Layered,
  pulls: Float64Array,
  row: Int32Array,
  centre: Float64Array,
  packed: Float64Array,
  useAbove: boolean,
  useBelow: boolean,
): void {
  const sums = new Float64Array(row.length);
  const weights = new Float64Array(row.length);
  const lengths = new Int32Array(row.length);
  let blocks = 0;
  for (const vertex of row) {
    let wish = 0;
    let neighbours = 0;
    if (useAbove) {
      for (const link of rowItems(graph.above, vertex)) {
        wish += at(centre, at(graph.upper, link)) * at(pulls, link);
        neighbours += at(pulls, link);
      }
    }
    if (useBelow) {
      for (const link of rowItems(graph.below, vertex)) {
        wish += at(centre, at(graph.lower, link)) * at(pulls, link);
        neighbours += at(pulls, link);
      }
    }
    const pull = vertex < graph.nodes ? 1 : wayWeight;
    let weight = neighbours > 0 ? pull * neighbours : looseWeight;
    let sum = ((neighbours > 0 ? wish / neighbours : at(centre, vertex)) - at(packed, vertex)) * weight;
    let length = 1;
    while (blocks > 0 && at(sums, blocks - 1) / at(weights, blocks - 1) >= sum / weight) {
      blocks--;
      sum += at(sums, blocks);
      weight += at(weights, blocks);
      length += at(lengths, blocks);
    }
    sums[blocks] = sum;
    weights[blocks] = weight;
    lengths[blocks++] = length;
  }
  let next = 0;
  for (let block = 0; block < blocks; block++) {
    const shift = at(sums, block) / at(weights, block);
    for (const end = next + at(lengths, block); next < end; next++) {
      const vertex = at(row, next);
      centre[vertex] = shift + at(packed, vertex);
    }
  }
}
