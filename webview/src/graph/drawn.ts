import { type Area, eachCell } from "./cells.ts";
import { drawEdge } from "./drawEdge.ts";
import { addFocusRing, drawNode } from "./drawNode.ts";
import type { Emphasis } from "./emphasis.ts";
import { at, rowItems } from "./rows.ts";
import { nodeName, type Scene } from "./scene.ts";
import { svg } from "./svg.ts";

/** What of the nodes stands out, by index; -1 for none. */
export interface Marks {
  readonly selected: number;
  /** Where the keyboard is. */
  readonly active: number;
  readonly emphasis: Emphasis | null;
  readonly matches: ReadonlySet<number>;
}

export const noMarks: Marks = { selected: -1, active: -1, emphasis: null, matches: new Set() };

/** Id of the SVG element of a node. */
export const nodeElementId = (node: number): string => `node-${node}`;

/** Nodes and edges that have to be drawn. */
export interface Missing {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
}

/** The elements of nodes and edges that exist. A drawing begins, says what is wanted, and sweeps away what is not. */
export interface Drawn {
  readonly layers: readonly SVGGElement[];
  begin(scene: Scene, marks: Marks): void;
  /** What lies in an area and was not wanted before in this drawing; of it, what does not exist yet. */
  wanted(area: Area): Missing;
  showNode(node: number): void;
  /** Makes elements, one at a step: first nodes, by which one finds one's way. */
  show(missing: Missing): Generator<void, void>;
  sweep(): void;
  mark(marks: Marks, withEdges: boolean): void;
  clear(next: Scene | null): void;
}

export function createDrawn(): Drawn {
  const edgeLayer = svg("g", { class: "edges", "aria-hidden": "true" });
  const frontEdges = svg("g", { class: "edges front", "aria-hidden": "true" });
  const nodeLayer = svg("g", { class: "nodes" });
  const nodes = new Map<number, SVGGElement>();
  const edges = new Map<number, SVGGElement>();
  let scene: Scene | null = null;
  let marks = noMarks;
  /** Number of the last drawing: what it does not bear is not wanted. */
  let turn = 0;
  let nodeTurn = new Int32Array(0);
  let edgeTurn = new Int32Array(0);

  const markNode = (node: number, group: SVGGElement): void => {
    const { emphasis, selected, active, matches } = marks;
    group.classList.toggle("dim", emphasis !== null && emphasis.nodes[node] !== 1);
    group.classList.toggle("selected", node === selected);
    group.classList.toggle("active", node === active);
    if (node === active) addFocusRing(group);
    group.classList.toggle("match", matches.has(node));
  };
  const markEdge = (edge: number, group: SVGGElement): void => {
    const { emphasis } = marks;
    const front = emphasis !== null && emphasis.edges[edge] === 1;
    group.classList.toggle("dim", emphasis !== null && !front);
    group.classList.toggle("path", front);
    const layer = front ? frontEdges : edgeLayer;
    if (group.parentNode !== layer) layer.append(group);
  };
  const showNode = (node: number): void => {
    nodeTurn[node] = turn;
    const model = scene?.graph.nodes[node];
    if (!scene || !model || nodes.has(node)) return;
    const { placement, graph, measure } = scene;
    const frame = {
      id: nodeElementId(node),
      x: at(placement.x, node),
      y: at(placement.y, node),
      width: at(placement.width, node),
      height: at(placement.height, node),
      name: nodeName(graph, node),
      direction: placement.direction,
      hidden: graph.hidden.get(model.id),
    };
    const group = drawNode(model, frame, measure);
    markNode(node, group);
    nodes.set(node, group);
    nodeLayer.append(group);
  };
  const showEdge = (edge: number): void => {
    const model = scene?.graph.edges[edge];
    const route = scene?.placement.routes[edge];
    if (!model || !route || edges.has(edge)) return;
    const group = drawEdge(model, route);
    markEdge(edge, group);
    edges.set(edge, group);
  };
  const sweepAway = (drawn: Map<number, SVGGElement>, turns: Int32Array): void => {
    for (const [index, group] of drawn) {
      if (turns[index] === turn) continue;
      group.remove();
      drawn.delete(index);
    }
  };

  return {
    layers: [edgeLayer, frontEdges, nodeLayer],
    begin(next, nextMarks) {
      scene = next;
      marks = nextMarks;
      turn++;
    },
    wanted(area) {
      const missing = { nodes: [] as number[], edges: [] as number[] };
      if (!scene) return missing;
      const { cells } = scene;
      const take = (index: number, turns: Int32Array, drawn: ReadonlyMap<number, unknown>, into: number[]): void => {
        if (turns[index] === turn) return;
        turns[index] = turn;
        if (!drawn.has(index)) into.push(index);
      };
      eachCell(cells, area, (cell) => {
        for (const edge of rowItems(cells.edges, cell)) take(edge, edgeTurn, edges, missing.edges);
        for (const node of rowItems(cells.nodes, cell)) take(node, nodeTurn, nodes, missing.nodes);
      });
      return missing;
    },
    showNode,
    *show(missing) {
      for (const node of missing.nodes) {
        showNode(node);
        yield;
      }
      for (const edge of missing.edges) {
        showEdge(edge);
        yield;
      }
    },
    sweep() {
      sweepAway(nodes, nodeTurn);
      sweepAway(edges, edgeTurn);
    },
    mark(next, withEdges) {
      marks = next;
      for (const [node, group] of nodes) markNode(node, group);
      if (withEdges) for (const [edge, group] of edges) markEdge(edge, group);
    },
    clear(next) {
      for (const layer of [edgeLayer, frontEdges, nodeLayer]) layer.replaceChildren();
      nodes.clear();
      edges.clear();
      scene = next;
      marks = noMarks;
      turn = 0;
      nodeTurn = new Int32Array(next?.graph.nodes.length ?? 0);
      edgeTurn = new Int32Array(next?.graph.edges.length ?? 0);
    },
  };
}
