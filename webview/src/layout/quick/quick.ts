import { at } from "../../graph/rows.ts";
import { type LayoutInput, type Placement, spacing } from "../placement.ts";
import { effort } from "../quality.ts";
import { selfLoop } from "../routing.ts";
import { inRows } from "../rowBands.ts";
import { trim } from "../trim.ts";
import { coordinates } from "./coordinates.ts";
import { type Layered, layerGraph } from "./layers.ts";
import { orderLayers } from "./order.ts";
import { setPins } from "./pins.ts";
import { makeGaps, traceRoutes } from "./routes.ts";
import { straighten } from "./straighten.ts";
import { wrapParts } from "./wrap.ts";

/** What a vertex inside an edge's way adds to the room between its neighbours: lines stand nearer than nodes. */
const wayBreadth = spacing.edge + 2 - spacing.node;

/** Up to so many vertices several pictures are made and the one that is easiest to read is taken: each costs a few milliseconds. */
const choiceLimit = 1_000;
/** What a crossing costs in that choice, in pixels of an edge. */
const crossingCost = 240;

/**
 * The quick layered layout: layers by longest path, few crossings by sorting by means, straight lines by isotonic
 * regression, orthogonal edges on tracks. Of a small graph it makes several pictures and takes the best;
 * what would be a thin strip stands in rows. Deterministic; some
 * tens of milliseconds for thousands of nodes. It yields every few milliseconds, so that whoever runs it can let the page draw;
 * {@link finish} runs it at one go.
 */
export function* quickLayout(asked: LayoutInput): Generator<void, Placement> {
  const input = inRows(asked);
  yield;
  const layered = (together: boolean): Layered =>
    layerGraph(input.width.length, input.from, input.to, input.line, together, input.band ?? null);
  const graph = layered(true);
  yield;
  let best = yield* layOut(input, graph, true);
  const wrapped = (placement: Placement): Placement => (input.band ? placement : wrapParts(input, placement));
  if (input.isProvisional === true || graph.layer.length > choiceLimit) return wrapped(best);
  let least = effort(best, crossingCost);
  const apart = layered(false);
  for (const [other, downFirst] of [
    [graph, false],
    [apart, true],
    [apart, false],
  ] as const) {
    const next = yield* layOut(input, other, downFirst);
    const cost = effort(next, crossingCost);
    if (cost >= least) continue;
    least = cost;
    best = next;
  }
  return wrapped(best);
}

function* layOut(input: LayoutInput, graph: Layered, downFirst: boolean): Generator<void, Placement> {
  const down = input.direction === "down";
  const nodes = input.width.length;
  const breadth = down ? input.width : input.height;
  const depth = down ? input.height : input.width;
  const backward = new Uint8Array(graph.layers);
  if (input.isBroken && input.band) {
    for (let node = 0; node < nodes; node++) backward[at(graph.layer, node)] = at(input.band, node) % 2;
  }
  const order = yield* orderLayers(graph, input.was ?? null, downFirst, backward);
  const allBreadths = new Float64Array(graph.layer.length).fill(wayBreadth);
  allBreadths.set(breadth);
  const centre = yield* coordinates(graph, order, allBreadths, spacing.node);
  straighten(graph, order, centre, allBreadths, spacing.node);
  yield;
  const pins = yield* setPins(graph, centre, breadth);
  const gaps = yield* makeGaps(graph, order, pins, depth, backward);

  const across = new Float64Array(nodes);
  const along = new Float64Array(nodes);
  for (let node = 0; node < nodes; node++) {
    const layer = at(graph.layer, node);
    across[node] = at(centre, node) - at(breadth, node) / 2;
    along[node] = at(gaps.start, layer) + (at(gaps.depth, layer) - at(depth, node)) / 2;
  }
  const routes = yield* traceRoutes(graph, pins, gaps, (node) => [at(along, node), at(along, node) + at(depth, node)]);
  yield;
  if (!down) for (const route of routes) swapAxes(route);
  const x = down ? across : along;
  const y = down ? along : across;
  routes.forEach((route, edge) => {
    if (route.length > 0) return;
    const node = at(input.from, edge);
    routes[edge] = selfLoop(at(x, node), at(y, node), at(input.width, node), at(input.height, node));
  });
  return trim({ direction: input.direction, x, y, width: input.width, height: input.height, routes });
}

/** Runs a sliced computation to its end. */
export function finish<T>(work: Generator<void, T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

function swapAxes(route: Float64Array): void {
  for (let i = 0; i < route.length; i += 2) {
    const across = at(route, i);
    route[i] = at(route, i + 1);
    route[i + 1] = across;
  }
}
