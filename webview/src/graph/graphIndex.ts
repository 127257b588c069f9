import type { GraphView, ViewEdge, ViewNode } from "../../../server/src/protocol.ts";
import { backEdges } from "./cycles.ts";
import { at, groupRows, type Rows, rowItems, rowLength } from "./rows.ts";

/** How many direct makers and readers of a node are not drawn. */
export interface Hidden {
  readonly up: number;
  readonly down: number;
}

/** A view's nodes and edges by index, with what drawing and walking need. */
export interface GraphIndex {
  readonly view: GraphView;
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Edge → node. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Node → edges that leave it, and that come in. */
  readonly outgoing: Rows;
  readonly incoming: Rows;
  /** Nodes so that makers come before readers; ties in the order of the view. */
  readonly order: Int32Array;
  /** Id of a node → what is not drawn beside it; none for nodes whose neighbours are all there. */
  readonly hidden: ReadonlyMap<string, Hidden>;
  /** It is drawn in layers of one kind each. */
  readonly byKind: boolean;
}

const nothingHidden: ReadonlyMap<string, Hidden> = new Map();

/** Indexes a view. Second nodes of the same id and edges to nodes that are not there are left out. Linear but for ties. */
export function indexGraph(view: GraphView, hidden = nothingHidden): GraphIndex {
  const work = indexInSteps(view, hidden);
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** Nodes or edges in a step. */
const slice = 4_000;

/** The same, yielding every few milliseconds. */
export function* indexInSteps(view: GraphView, hidden = nothingHidden): Generator<void, GraphIndex> {
  const indexOf = new Map<string, number>();
  const nodes: ViewNode[] = [];
  for (const node of view.nodes) {
    if (indexOf.has(node.id)) continue;
    indexOf.set(node.id, nodes.length);
    nodes.push(node);
    if (nodes.length % slice === 0) yield;
  }
  const edges: ViewEdge[] = [];
  const fromRows = new Int32Array(view.edges.length);
  const toRows = new Int32Array(view.edges.length);
  for (const edge of view.edges) {
    const maker = indexOf.get(edge.from);
    const reader = indexOf.get(edge.to);
    if (maker === undefined || reader === undefined) continue;
    fromRows[edges.length] = maker;
    toRows[edges.length] = reader;
    edges.push(edge);
    if (edges.length % slice === 0) yield;
  }
  const from = fromRows.subarray(0, edges.length);
  const to = toRows.subarray(0, edges.length);
  yield;
  const outgoing = groupRows(nodes.length, from);
  const incoming = groupRows(nodes.length, to);
  yield;
  const order = topological(nodes.length, from, to);
  return { view, nodes, edges, indexOf, from, to, outgoing, incoming, order, hidden, byKind: false };
}

/** Whether two pictures have the same nodes, whatever their figures and order. */
export function sameNodes(a: GraphIndex, b: GraphIndex): boolean {
  return a.nodes.length === b.nodes.length && a.nodes.every((node) => b.indexOf.has(node.id));
}

/** `2 inputs, 1 output, 12 more upstream not shown` */
export function degreeText(graph: GraphIndex, node: number): string {
  const inputs = rowLength(graph.incoming, node);
  const outputs = rowLength(graph.outgoing, node);
  const hidden = graph.hidden.get(graph.nodes[node]?.id ?? "");
  const parts = [counted(inputs, "input"), counted(outputs, "output")];
  if (hidden && hidden.up > 0) parts.push(`${grouped(hidden.up)} more upstream not shown`);
  if (hidden && hidden.down > 0) parts.push(`${grouped(hidden.down)} more downstream not shown`);
  return parts.join(", ");
}

/** `no models`, `1 model`, `1,204 models`. */
export function counted(count: number, word: string): string {
  return `${count === 0 ? "no" : grouped(count)} ${word}${count === 1 ? "" : "s"}`;
}

const grouped = (count: number): string => (count < 1_000 ? String(count) : count.toLocaleString("en-US"));

/** Follows each chain before it starts the next, so that neighbours in the list are neighbours in the picture. */
function topological(count: number, from: Int32Array, to: Int32Array): Int32Array {
  const back = backEdges(count, from, to);
  const outgoing = groupRows(count, from);
  const waiting = new Int32Array(count);
  for (let edge = 0; edge < to.length; edge++) {
    const target = at(to, edge);
    if (back[edge] === 0) waiting[target] = at(waiting, target) + 1;
  }
  const ready: number[] = [];
  for (let node = count - 1; node >= 0; node--) if (waiting[node] === 0) ready.push(node);
  const order = new Int32Array(count);
  let length = 0;
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    order[length++] = node;
    const edges = rowItems(outgoing, node);
    for (let i = edges.length - 1; i >= 0; i--) {
      const edge = at(edges, i);
      if (back[edge] !== 0) continue;
      const target = at(to, edge);
      const left = at(waiting, target) - 1;
      waiting[target] = left;
      if (left === 0) ready.push(target);
    }
  }
  return order;
}
