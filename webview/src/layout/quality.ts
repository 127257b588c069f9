import { at } from "../graph/rows.ts";
import { crossings } from "./crossings.ts";
import type { Placement } from "./placement.ts";

const bendCost = 20;
const breadthCost = 4;

/**
 * How much a picture asks of its reader; less is better: the length of its edges, their bends and crossings, and the
 * room that it takes across the flow. `crossingCost`: what a crossing asks, in pixels of an edge. n log n in the stretches of edges.
 */
export function effort(placement: Placement, crossingCost = 60): number {
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
