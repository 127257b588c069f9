import { at } from "../../graph/rows.ts";
import { type LayoutInput, type Placement, spacing } from "../placement.ts";
import { trim } from "../trim.ts";

/** How many times as long across the flow as along it a picture may be before its parts go into rows. */
const longest = 4;
/** Width of the rows' picture by its height. */
const shape = 1.6;
const gap = 2 * spacing.node;

/**
 * A picture that would be a thin strip, with its unconnected parts in rows, in the order of the view: as a text is broken
 * into lines. A picture that is not, or is all connected, is given back. Linear.
 */
export function wrapParts(input: LayoutInput, placement: Placement): Placement {
  const down = input.direction === "down";
  const { width, height } = placement.bounds;
  const [across, along] = down ? [width, height] : [height, width];
  if (across <= longest * along) return placement;
  const { partOf, count } = partsOf(input);
  if (count < 2) return placement;
  const extents = extentsOf(input, placement, partOf, count);
  const shifts = rows(extents, down);
  const moved = (part: number): readonly [number, number] => {
    const { across: acrossBy = 0, along: alongBy = 0 } = shifts[part] ?? {};
    return down ? [acrossBy, alongBy] : [alongBy, acrossBy];
  };
  const { x, y, routes } = placement;
  for (let node = 0; node < x.length; node++) {
    const [byX, byY] = moved(at(partOf, node));
    x[node] = at(x, node) + byX;
    y[node] = at(y, node) + byY;
  }
  routes.forEach((route, edge) => {
    const [byX, byY] = moved(at(partOf, at(input.from, edge)));
    for (let i = 0; i < route.length; i += 2) {
      route[i] = at(route, i) + byX;
      route[i + 1] = at(route, i + 1) + byY;
    }
  });
  return trim(placement);
}

/** Node → its connected part; parts are numbered in the order of their first nodes. */
function partsOf({ width, from, to }: LayoutInput): { readonly partOf: Int32Array; readonly count: number } {
  const parent = Int32Array.from(width, (_, node) => node);
  const rootOf = (node: number): number => {
    let root = node;
    while (at(parent, root) !== root) {
      parent[root] = at(parent, at(parent, root));
      root = at(parent, root);
    }
    return root;
  };
  for (let edge = 0; edge < from.length; edge++) {
    const a = rootOf(at(from, edge));
    const b = rootOf(at(to, edge));
    parent[Math.max(a, b)] = Math.min(a, b);
  }
  const partOf = new Int32Array(width.length);
  let count = 0;
  for (let node = 0; node < width.length; node++) {
    const root = rootOf(node);
    partOf[node] = root === node ? count++ : at(partOf, root);
  }
  return { partOf, count };
}

/** Where parts begin and end, across the flow and along it. */
interface Extents {
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly top: Float64Array;
  readonly bottom: Float64Array;
}

function extentsOf(input: LayoutInput, placement: Placement, partOf: Int32Array, count: number): Extents {
  const down = input.direction === "down";
  const start = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const end = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const top = start.slice();
  const bottom = end.slice();
  const include = (part: number, x: number, y: number): void => {
    const [across, along] = down ? [x, y] : [y, x];
    start[part] = Math.min(at(start, part), across);
    end[part] = Math.max(at(end, part), across);
    top[part] = Math.min(at(top, part), along);
    bottom[part] = Math.max(at(bottom, part), along);
  };
  const { x, y, width, height, routes } = placement;
  for (let node = 0; node < x.length; node++) {
    include(at(partOf, node), at(x, node), at(y, node));
    include(at(partOf, node), at(x, node) + at(width, node), at(y, node) + at(height, node));
  }
  routes.forEach((route, edge) => {
    const part = at(partOf, at(input.from, edge));
    for (let i = 0; i < route.length; i += 2) include(part, at(route, i), at(route, i + 1));
  });
  return { start, end, top, bottom };
}

interface Shift {
  readonly across: number;
  readonly along: number;
}

/** By how much each part moves so that all stand in rows. */
function rows({ start, end, top, bottom }: Extents, down: boolean): readonly Shift[] {
  let area = 0;
  let room = 0;
  for (let part = 0; part < start.length; part++) {
    const breadth = at(end, part) - at(start, part);
    area += (breadth + gap) * (at(bottom, part) - at(top, part) + gap);
    room = Math.max(room, breadth);
  }
  room = Math.max(room, Math.sqrt(down ? area * shape : area / shape));
  const shifts: Shift[] = [];
  let across = 0;
  let along = 0;
  let deepest = 0;
  for (let part = 0; part < start.length; part++) {
    const breadth = at(end, part) - at(start, part);
    if (across > 0 && across + breadth > room) {
      along += deepest + gap;
      across = 0;
      deepest = 0;
    }
    shifts.push({ across: across - at(start, part), along: along - at(top, part) });
    across += breadth + gap;
    deepest = Math.max(deepest, at(bottom, part) - at(top, part));
  }
  return shifts;
}
