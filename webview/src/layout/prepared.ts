import { type Cells, sortIntoCells } from "../graph/cells.ts";
import { type ReadingOrder, readingOrder } from "../graph/navigate.ts";
import { at } from "../graph/rows.ts";
import type { Placement } from "./placement.ts";

/** A picture with what drawing and walking it need. */
export interface Prepared {
  readonly placement: Placement;
  readonly cells: Cells;
  readonly reading: ReadingOrder;
}

/** n log n. */
export const prepare = (placement: Placement): Prepared => ({
  placement,
  cells: sortIntoCells(placement),
  reading: readingOrder(placement),
});

/** A picture as it goes from worker to page: all ways in one array, so that it changes threads without a copy. */
export interface Packed extends Omit<Prepared, "placement"> {
  readonly placement: Omit<Placement, "routes">;
  /** Edge → where its points begin. */
  readonly offsets: Int32Array;
  readonly points: Float64Array;
}

export function pack({ placement, cells, reading }: Prepared): Packed {
  const { routes, ...rest } = placement;
  const offsets = new Int32Array(routes.length + 1);
  routes.forEach((route, edge) => {
    offsets[edge + 1] = at(offsets, edge) + route.length;
  });
  const points = new Float64Array(at(offsets, routes.length));
  routes.forEach((route, edge) => {
    points.set(route, at(offsets, edge));
  });
  return { placement: rest, cells, reading, offsets, points };
}

/** The ways are views into one array. */
export function unpack({ placement, cells, reading, offsets, points }: Packed): Prepared {
  const routes: Float64Array[] = [];
  for (let edge = 0; edge + 1 < offsets.length; edge++) {
    routes.push(points.subarray(at(offsets, edge), at(offsets, edge + 1)));
  }
  return { placement: { ...placement, routes }, cells, reading };
}

/** The memory of a packed picture. */
export function buffersOf({ placement, cells, reading, offsets, points }: Packed): ArrayBuffer[] {
  const arrays = [
    placement.x,
    placement.y,
    placement.width,
    placement.height,
    cells.nodes.offsets,
    cells.nodes.items,
    cells.edges.offsets,
    cells.edges.items,
    reading.sequence,
    reading.position,
    offsets,
    points,
  ];
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}
