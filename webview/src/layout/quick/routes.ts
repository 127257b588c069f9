import { at, rowItems } from "../../graph/rows.ts";
import { spacing } from "../placement.ts";
import type { Layered } from "./layers.ts";
import type { LayerOrder } from "./order.ts";
import type { Pins } from "./pins.ts";
import { assignTracks, type Net } from "./tracks.ts";

/** Most room that the lines between two layers get; more lines than fit come nearer to each other. */
const highestGap = 400;

/** Where layers lie along the flow, and where each link crosses it. */
export interface Gaps {
  /** Layer → start along the flow. */
  readonly start: Float64Array;
  /** Layer → thickness. */
  readonly depth: Float64Array;
  /** Link → where it runs across. */
  readonly crossing: Float64Array;
}

/** Additional room between two rows of a picture that is broken into rows. */
const rowGap = 36;

/** Makes room between layers for the lines across, each on its track; more where the next layer runs the other way: there a row ends. */
export function* makeGaps(
  graph: Layered,
  order: LayerOrder,
  pins: Pins,
  nodeDepth: Float64Array,
  backward: Uint8Array,
): Generator<void, Gaps> {
  const start = new Float64Array(graph.layers);
  const depth = new Float64Array(graph.layers);
  for (let node = 0; node < graph.nodes; node++) {
    const layer = at(graph.layer, node);
    depth[layer] = Math.max(at(depth, layer), at(nodeDepth, node));
  }
  const crossing = new Float64Array(graph.upper.length);
  let position = 0;
  for (let layer = 0; layer < graph.layers; layer++) {
    start[layer] = position;
    const bottom = position + at(depth, layer);
    const { nets, linksOf } = netsBelow(graph, rowItems(order, layer), pins);
    const { track, count } = assignTracks(nets, spacing.edge);
    const step = count > 1 ? Math.min(spacing.edge, highestGap / (count - 1)) : 0;
    const used = step * Math.max(0, count - 1);
    const endsRow = layer + 1 < graph.layers && backward[layer] !== backward[layer + 1];
    const gap = Math.max(spacing.layer, used + 2 * spacing.edgeNode) + (endsRow ? rowGap : 0);
    const first = bottom + (gap - used) / 2;
    linksOf.forEach((links, net) => {
      for (const link of links) crossing[link] = first + step * at(track, net);
    });
    position = bottom + gap;
    yield;
  }
  return { start, depth, crossing };
}

function netsBelow(graph: Layered, row: Int32Array, pins: Pins): { nets: Net[]; linksOf: number[][] } {
  const nets: Net[] = [];
  const linksOf: number[][] = [];
  for (const vertex of row) {
    const byTrunk = new Map<number, number[]>();
    for (const link of rowItems(graph.below, vertex)) {
      const trunk = at(graph.trunk, link);
      const links = byTrunk.get(trunk);
      if (links) links.push(link);
      else byTrunk.set(trunk, [link]);
    }
    for (const links of byTrunk.values()) {
      const start = at(pins.out, links[0] ?? 0);
      let least = start;
      let most = start;
      for (const link of links) {
        least = Math.min(least, at(pins.in, link));
        most = Math.max(most, at(pins.in, link));
      }
      if (most - least < 0.5) continue;
      nets.push({ start, ends: links.map((link) => at(pins.in, link)), least, most });
      linksOf.push(links);
    }
  }
  return { nets, linksOf };
}

/**
 * Points of every edge as pairs (across, along) from maker to reader. `ends`: where a node begins and ends along the
 * flow. Self loops get an empty route.
 */
export function* traceRoutes(
  graph: Layered,
  pins: Pins,
  gaps: Gaps,
  ends: (node: number) => readonly [number, number],
): Generator<void, Float64Array[]> {
  const routes: Float64Array[] = [];
  for (let edge = 0; edge < graph.lastLink.length; edge++) {
    const links: number[] = [];
    for (let link = at(graph.lastLink, edge); link >= 0; ) {
      links.push(link);
      const vertex = at(graph.upper, link);
      link = vertex < graph.nodes ? -1 : (rowItems(graph.above, vertex)[0] ?? -1);
    }
    const points: number[] = [];
    const last = links[0];
    const first = links[links.length - 1];
    if (first !== undefined && last !== undefined) {
      let x = at(pins.out, first);
      points.push(x, ends(at(graph.upper, first))[1]);
      for (const link of links.reverse()) {
        const next = at(pins.in, link);
        if (Math.abs(x - next) < 0.5) continue;
        points.push(x, at(gaps.crossing, link), next, at(gaps.crossing, link));
        x = next;
      }
      points.push(x, ends(at(graph.lower, last))[0]);
    }
    routes.push(graph.turned[edge] === 1 ? reversed(points) : Float64Array.from(points));
    if (edge % slice === 0) yield;
  }
  return routes;
}

const slice = 1_000;

function reversed(points: readonly number[]): Float64Array {
  const result = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    result[points.length - 2 - i] = points[i] ?? 0;
    result[points.length - 1 - i] = points[i + 1] ?? 0;
  }
  return result;
}
