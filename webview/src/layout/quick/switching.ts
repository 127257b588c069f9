import { at, type Rows, rowItems } from "../../graph/rows.ts";
import type { Layered } from "./layers.ts";
import { isKnown, type LayerOrder } from "./order.ts";

/** Rounds through all layers. */
const rounds = 6;
/** Times that one layer is gone through in a round. */
const passes = 4;

/** Places of each vertex's neighbours in the layer beside it, ascending: row → index in the layer. */
interface Ends {
  readonly offsets: Int32Array;
  readonly places: Int32Array;
}

/**
 * Lets neighbours in a layer change places, in `order` and `place`, where fewer links cross then, until nothing is gained
 * any more or the rounds are over; but not two nodes that were in the picture before. Yields between layers. Linear in the links a pass, but for sorting.
 */
export function* switchNeighbours(
  graph: Layered,
  order: LayerOrder,
  place: Int32Array,
  was: Float64Array | null,
): Generator<void, void> {
  /** Layers in whose neighbourhood something has changed. */
  const stale = new Uint8Array(graph.layers).fill(1);
  for (let round = 0; round < rounds; round++) {
    let gained = false;
    for (let step = 0; step < graph.layers; step++) {
      const layer = round % 2 === 0 ? step : graph.layers - 1 - step;
      if (stale[layer] === 0) continue;
      stale[layer] = 0;
      if (switchLayer(graph, rowItems(order, layer), place, was)) {
        gained = true;
        for (const near of [layer - 1, layer, layer + 1]) if (near >= 0 && near < graph.layers) stale[near] = 1;
      }
      yield;
    }
    if (!gained) return;
  }
}

function switchLayer(graph: Layered, row: Int32Array, place: Int32Array, was: Float64Array | null): boolean {
  const above = endsOf(row, graph.above, graph.upper, place);
  const below = endsOf(row, graph.below, graph.lower, place);
  /** Place in the row → index of the vertex that the ends are kept under. */
  const held = Int32Array.from(row, (_, index) => index);
  const vertices = row.slice();
  let gained = false;
  for (let pass = 0; pass < passes; pass++) {
    let changed = false;
    for (let i = 0; i + 1 < row.length; i++) {
      const left = at(held, i);
      const right = at(held, i + 1);
      if (was && isKnown(was, at(vertices, left)) && isKnown(was, at(vertices, right))) continue;
      if (gain(above, left, right) + gain(below, left, right) <= 0) continue;
      held[i] = right;
      held[i + 1] = left;
      changed = true;
    }
    if (!changed) break;
    gained = true;
  }
  if (!gained) return false;
  for (let i = 0; i < row.length; i++) {
    const vertex = at(vertices, at(held, i));
    row[i] = vertex;
    place[vertex] = i;
  }
  return true;
}

function endsOf(row: Int32Array, links: Rows, other: Int32Array, place: Int32Array): Ends {
  const offsets = new Int32Array(row.length + 1);
  for (let i = 0; i < row.length; i++) {
    const vertex = at(row, i);
    offsets[i + 1] = at(offsets, i) + at(links.offsets, vertex + 1) - at(links.offsets, vertex);
  }
  const places = new Int32Array(at(offsets, row.length));
  for (let i = 0, next = 0; i < row.length; i++) {
    const vertex = at(row, i);
    const start = next;
    for (let link = at(links.offsets, vertex); link < at(links.offsets, vertex + 1); link++) {
      places[next++] = at(place, at(other, at(links.items, link)));
    }
    if (next - start > 1) places.subarray(start, next).sort();
  }
  return { offsets, places };
}

/** Crossings that are saved when the right one of two neighbours comes to stand left: a merge of their sorted ends. */
function gain({ offsets, places }: Ends, left: number, right: number): number {
  const leftEnd = at(offsets, left + 1);
  const rightStart = at(offsets, right);
  const rightEnd = at(offsets, right + 1);
  let saved = 0;
  /** Ends of the right one that lie left of, and not right of, the end of the left one that is looked at. */
  let less = rightStart;
  let notMore = rightStart;
  for (let i = at(offsets, left); i < leftEnd; i++) {
    const end = at(places, i);
    while (less < rightEnd && at(places, less) < end) less++;
    while (notMore < rightEnd && at(places, notMore) <= end) notMore++;
    saved += less - rightStart - (rightEnd - notMore);
  }
  return saved;
}
