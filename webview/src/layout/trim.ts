import { at } from "../graph/rows.ts";
import type { Placement } from "./placement.ts";

/** Moves a picture, in place, so that it starts at 0, 0, and measures it. Linear. */
export function trim(picture: Omit<Placement, "bounds">): Placement {
  const { x, y, width, height, routes } = picture;
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  const include = (fromX: number, fromY: number, toX: number, toY: number): void => {
    left = Math.min(left, fromX);
    top = Math.min(top, fromY);
    right = Math.max(right, toX);
    bottom = Math.max(bottom, toY);
  };
  for (let node = 0; node < x.length; node++) {
    include(at(x, node), at(y, node), at(x, node) + at(width, node), at(y, node) + at(height, node));
  }
  for (const route of routes) {
    for (let i = 0; i + 1 < route.length; i += 2)
      include(at(route, i), at(route, i + 1), at(route, i), at(route, i + 1));
  }
  if (x.length === 0) return { ...picture, bounds: { width: 0, height: 0 } };
  for (let node = 0; node < x.length; node++) {
    x[node] = at(x, node) - left;
    y[node] = at(y, node) - top;
  }
  for (const route of routes) {
    for (let i = 0; i + 1 < route.length; i += 2) {
      route[i] = at(route, i) - left;
      route[i + 1] = at(route, i + 1) - top;
    }
  }
  return { ...picture, bounds: { width: right - left, height: bottom - top } };
}
