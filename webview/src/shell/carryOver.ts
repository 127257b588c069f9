import type { GraphIndex } from "../graph/graphIndex.ts";
import { at } from "../graph/rows.ts";
import type { Scene } from "../graph/scene.ts";
import type { Placement } from "../layout/placement.ts";
import { directRoute } from "../layout/routing.ts";

/** The places of a picture for a newer one of the same nodes; edges that came get a plain way. Linear. */
export function carryPlaces(before: Scene, graph: GraphIndex): Placement {
  const { placement } = before;
  const old = graph.nodes.map((node) => before.graph.indexOf.get(node.id) ?? 0);
  const take = (values: Float64Array): Float64Array => Float64Array.from(old, (index) => at(values, index));
  const x = take(placement.x);
  const y = take(placement.y);
  const width = take(placement.width);
  const height = take(placement.height);
  const routeOf = new Map<string, Float64Array>();
  before.graph.edges.forEach((edge, index) => {
    const route = placement.routes[index];
    if (route) routeOf.set(JSON.stringify([edge.from, edge.to, edge.id]), route);
  });
  const boxOf = (node: number) => ({
    x: at(x, node),
    y: at(y, node),
    width: at(width, node),
    height: at(height, node),
  });
  const routes = graph.edges.map(
    (edge, index) =>
      routeOf.get(JSON.stringify([edge.from, edge.to, edge.id])) ??
      directRoute(boxOf(at(graph.from, index)), boxOf(at(graph.to, index)), placement.direction),
  );
  return { ...placement, x, y, width, height, routes };
}
