import { at } from "../graph/rows.ts";
import type { Placement } from "./placement.ts";

const crossingCost = 60;
const bendCost = 20;
const breadthCost = 4;

/**
 * How much a picture asks of its reader; less is better: the length of its edges, their bends and crossings, and the
 * room that it takes across the flow. Quadratic in the stretches of edges, so for small pictures only.
 */
export function effort(placement: Placement): number {
  const { routes, bounds, direction } = placement;
  let total = breadthCost * (direction === "down" ? bounds.width : bounds.height);
  for (const route of routes) {
    total += bendCost * Math.max(0, route.length / 2 - 2);
    for (let i = 2; i < route.length; i += 2) {
      total += Math.abs(at(route, i) - at(route, i - 2)) + Math.abs(at(route, i + 1) - at(route, i - 1));
    }
  }
  return total + crossingCost * crossings(routes);
}

/** Places where a level and an upright stretch of different edges cross. Edges that share a trunk count once. */
function crossings(routes: readonly Float64Array[]): number {
  const level: number[][] = [];
  const upright: number[][] = [];
  for (const route of routes) {
    for (let i = 2; i < route.length; i += 2) {
      const [ax, ay, bx, by] = [at(route, i - 2), at(route, i - 1), at(route, i), at(route, i + 1)];
      if (Math.abs(ay - by) < 0.5) level.push([Math.min(ax, bx), Math.max(ax, bx), ay]);
      else upright.push([Math.min(ay, by), Math.max(ay, by), ax]);
    }
  }
  const found = new Set<string>();
  for (const [left = 0, right = 0, y = 0] of level) {
    for (const [top = 0, bottom = 0, x = 0] of upright) {
      if (x > left + 0.5 && x < right - 0.5 && y > top + 0.5 && y < bottom - 0.5) {
        found.add(`${Math.round(x)} ${Math.round(y)}`);
      }
    }
  }
  return found.size;
}
