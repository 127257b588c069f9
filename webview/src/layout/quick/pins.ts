import { at, rowItems } from "../../graph/rows.ts";
import type { Layered } from "./layers.ts";

/** Free room at both ends of a node's side. */
const margin = 14;
const pinGap = 10;

/** Where each link leaves its upper vertex and enters its lower one, across the flow. */
export interface Pins {
  readonly out: Float64Array;
  readonly in: Float64Array;
}

/**
 * Trunks leave a node side by side around its middle. Links enter a node straight from above where they can, in the order
 * in which they come, never nearer than the side has room for.
 */
export function* setPins(graph: Layered, centre: Float64Array, breadth: Float64Array): Generator<void, Pins> {
  const out = new Float64Array(graph.upper.length);
  const into = new Float64Array(graph.upper.length);
  for (let vertex = 0; vertex < graph.layer.length; vertex++) {
    const links = rowItems(graph.below, vertex);
    const trunks = [...new Set(Array.from(links, (link) => at(graph.trunk, link)))].sort((a, b) => a - b);
    for (const link of links) {
      const slot = trunks.indexOf(at(graph.trunk, link)) - (trunks.length - 1) / 2;
      out[link] = at(centre, vertex) + slot * pinGap;
    }
    if (vertex % slice === 0) yield;
  }
  for (let vertex = 0; vertex < graph.layer.length; vertex++) {
    const links = rowItems(graph.above, vertex);
    const middle = at(centre, vertex);
    if (vertex >= graph.nodes) for (const link of links) into[link] = middle;
    else enter(links, middle, Math.max(0, at(breadth, vertex) / 2 - margin), out, into);
    if (vertex % slice === 0) yield;
  }
  return { out, in: into };
}

const slice = 2_000;

function enter(links: Int32Array, middle: number, half: number, out: Float64Array, into: Float64Array): void {
  const sorted = Array.from(links).sort((a, b) => at(out, a) - at(out, b));
  const gap = sorted.length > 1 ? Math.min(pinGap, (2 * half) / (sorted.length - 1)) : 0;
  let least = middle - half;
  sorted.forEach((link, index) => {
    const most = middle + half - gap * (sorted.length - 1 - index);
    const pin = Math.min(Math.max(at(out, link), least), Math.max(most, least));
    into[link] = pin;
    least = pin + gap;
  });
}
