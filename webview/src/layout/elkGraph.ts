import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";
import { at } from "../graph/rows.ts";
import { type LayoutInput, type Placement, spacing } from "./placement.ts";
import { trim } from "./trim.ts";

/** Up to here ELK straightens edges with the network simplex: the best places, but half a second for a hundred nodes. */
const simplexLimit = 80;
/** Orders that ELK tries: of larger graphs the first ones are as good as all, for two thirds of the time. */
const thoroughness = { small: 7, large: 3 } as const;
/** Up to here the order of the view decides between equal layouts; beyond, that doubles ELK's time. */
const modelOrderLimit = 300;
/** Up to here several layouts are made and the one that is easiest to read is taken: each needs some tens of milliseconds. */
const choiceLimit = 50;
const choices = 5;

/** Seeds to lay a graph out with; the best of the layouts is drawn. Always the same ones, so that the picture is the same. */
export const seedsFor = (input: LayoutInput): readonly number[] =>
  Array.from({ length: input.width.length <= choiceLimit ? choices : 1 }, (_, index) => index + 1);

/** Options of ELK's layered algorithm: orthogonal, compact, the same every time. */
function options(input: LayoutInput, seed: number): Record<string, string> {
  const count = input.width.length;
  return {
    "elk.algorithm": "layered",
    "elk.direction": input.direction === "down" ? "DOWN" : "RIGHT",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.randomSeed": String(seed),
    "elk.padding": "[top=0,left=0,bottom=0,right=0]",
    "elk.spacing.nodeNode": String(spacing.node),
    "elk.spacing.edgeNode": String(spacing.edgeNode),
    "elk.spacing.edgeEdge": String(spacing.edge),
    "elk.spacing.portPort": "10",
    "elk.spacing.componentComponent": "32",
    "elk.layered.spacing.nodeNodeBetweenLayers": String(spacing.layer),
    "elk.layered.spacing.edgeNodeBetweenLayers": String(spacing.edgeNode),
    "elk.layered.spacing.edgeEdgeBetweenLayers": String(spacing.edge),
    "elk.layered.considerModelOrder.strategy": count <= modelOrderLimit ? "PREFER_EDGES" : "NONE",
    "elk.layered.nodePlacement.strategy": count <= simplexLimit ? "NETWORK_SIMPLEX" : "BRANDES_KOEPF",
    "elk.layered.thoroughness": String(count <= choiceLimit ? thoroughness.small : thoroughness.large),
    "elk.layered.nodePlacement.favorStraightEdges": "true",
    ...(input.band ? { "elk.partitioning.activate": "true" } : {}),
    // Nodes that stood in the picture before keep their order within a layer.
    ...(input.was ? { "elk.layered.crossingMinimization.semiInteractive": "true" } : {}),
  };
}

/**
 * The graph as ELK takes it. A node's edges of one line class leave it through one port in the middle and so share a
 * trunk; each incoming edge has its own port.
 */
export function toElk(input: LayoutInput, seed: number): ElkNode {
  const down = input.direction === "down";
  const children = Array.from(input.width, (width, node): ElkNode & { ports: NonNullable<ElkNode["ports"]> } => ({
    id: `n${node}`,
    width,
    height: at(input.height, node),
    ports: [],
    layoutOptions: {
      "elk.portConstraints": "FIXED_SIDE",
      "elk.portAlignment.default": "CENTER",
      ...(input.band ? { "elk.partitioning.partition": String(at(input.band, node)) } : {}),
      ...positionBefore(input, node),
    },
  }));
  const port = (node: number, id: string, side: string): string => {
    const ports = children[node]?.ports;
    if (ports && !ports.some((known) => known.id === id)) {
      ports.push({ id, width: 0, height: 0, layoutOptions: { "elk.port.side": side } });
    }
    return id;
  };
  const edges = Array.from(input.from, (from, edge): ElkExtendedEdge => {
    const to = at(input.to, edge);
    return {
      id: `e${edge}`,
      sources: [port(from, `o${from}.${at(input.line, edge)}`, down ? "SOUTH" : "EAST")],
      targets: [port(to, `i${edge}`, down ? "NORTH" : "WEST")],
    };
  });
  return { id: "root", layoutOptions: options(input, seed), children, edges };
}

function positionBefore({ was, direction }: LayoutInput, node: number): Record<string, string> {
  const across = was?.[node] ?? Number.NaN;
  if (Number.isNaN(across)) return {};
  return { "elk.position": direction === "down" ? `(${across},0)` : `(0,${across})` };
}

/** Places from ELK's answer; null where the answer lacks a node's place or an edge's way. */
export function fromElk(input: LayoutInput, answer: ElkNode): Placement | null {
  const count = input.width.length;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  let placed = 0;
  for (const child of answer.children ?? []) {
    const node = Number(child.id.slice(1));
    if (child.x === undefined || child.y === undefined) return null;
    x[node] = child.x;
    y[node] = child.y;
    placed++;
  }
  const routes: Float64Array[] = new Array<Float64Array>(input.from.length);
  let traced = 0;
  for (const edge of answer.edges ?? []) {
    const section = edge.sections?.[0];
    if (!section) return null;
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    routes[Number(edge.id.slice(1))] = Float64Array.from(points.flatMap((point) => [point.x, point.y]));
    traced++;
  }
  if (placed !== count || traced !== input.from.length) return null;
  return trim({ direction: input.direction, x, y, width: input.width, height: input.height, routes });
}
