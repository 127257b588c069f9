import { at, groupRows, type Rows, rowItems } from "../../graph/rows.ts";

/** A graph without cycles; edges from a node to itself do not count. */
interface Acyclic {
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly outgoing: Rows;
  readonly incoming: Rows;
  /** Nodes so that makers come before readers. */
  readonly order: Int32Array;
}

/** Rounds of moving nodes nearer to what they hang on. */
const rounds = 3;

/**
 * Layer of every node, makers above readers. Starts once with every node as high as it can be and once as low as it can
 * be, moves nodes to where their edges are shorter, and takes the shorter picture. Linear in the edges.
 */
export function layersOf(nodes: number, source: Int32Array, target: Int32Array): Int32Array {
  const outgoing = groupRows(nodes, source);
  const incoming = groupRows(nodes, target);
  const order = topological(nodes, source, target, outgoing);
  const graph = { source, target, outgoing, incoming, order };
  const high = highest(graph, nodes);
  const low = lowest(graph, high);
  settle(graph, high, true);
  settle(graph, low, false);
  return packed(length(graph, low) < length(graph, high) ? low : high);
}

export function topological(nodes: number, source: Int32Array, target: Int32Array, outgoing: Rows): Int32Array {
  const waiting = new Int32Array(nodes);
  for (let edge = 0; edge < source.length; edge++) {
    const reader = at(target, edge);
    if (source[edge] !== reader) waiting[reader] = at(waiting, reader) + 1;
  }
  const order = new Int32Array(nodes);
  let found = 0;
  for (let node = 0; node < nodes; node++) if (waiting[node] === 0) order[found++] = node;
  for (let next = 0; next < found; next++) {
    const node = at(order, next);
    for (const edge of rowItems(outgoing, node)) {
      const reader = at(target, edge);
      if (reader === node) continue;
      const left = at(waiting, reader) - 1;
      waiting[reader] = left;
      if (left === 0) order[found++] = reader;
    }
  }
  return order;
}

function highest(graph: Acyclic, nodes: number): Int32Array {
  const layer = new Int32Array(nodes);
  for (const node of graph.order) layer[node] = Math.max(0, ceiling(graph, layer, node));
  return layer;
}

function lowest(graph: Acyclic, high: Int32Array): Int32Array {
  let bottom = 0;
  for (const layer of high) bottom = Math.max(bottom, layer);
  const layer = new Int32Array(high.length);
  for (let i = graph.order.length - 1; i >= 0; i--) {
    const node = at(graph.order, i);
    layer[node] = Math.min(bottom, floor(graph, layer, node));
  }
  return layer;
}

/** Where a node may stand at the highest: below all its makers. -1 without any. */
function ceiling({ source, incoming }: Acyclic, layer: Int32Array, node: number): number {
  let least = -1;
  for (let i = at(incoming.offsets, node); i < at(incoming.offsets, node + 1); i++) {
    const maker = at(source, at(incoming.items, i));
    if (maker !== node) least = Math.max(least, at(layer, maker) + 1);
  }
  return least;
}

const none = Number.MAX_SAFE_INTEGER;

/** Where a node may stand at the lowest: above all its readers. */
function floor({ target, outgoing }: Acyclic, layer: Int32Array, node: number): number {
  let most = none;
  for (let i = at(outgoing.offsets, node); i < at(outgoing.offsets, node + 1); i++) {
    const reader = at(target, at(outgoing.items, i));
    if (reader !== node) most = Math.min(most, at(layer, reader) - 1);
  }
  return most;
}

/** Nodes with more readers than makers sink towards their readers, those with more makers rise. */
function settle(graph: Acyclic, layer: Int32Array, sinkFirst: boolean): void {
  const { order, outgoing, incoming } = graph;
  const degree = (rows: Rows, node: number): number => at(rows.offsets, node + 1) - at(rows.offsets, node);
  for (let round = 0; round < rounds; round++) {
    const sinks = (round % 2 === 0) === sinkFirst;
    let moved = false;
    for (let i = 0; i < order.length; i++) {
      const node = at(order, sinks ? order.length - 1 - i : i);
      const readers = degree(outgoing, node);
      const makers = degree(incoming, node);
      if (sinks ? readers < makers : makers < readers) continue;
      const place = sinks ? floor(graph, layer, node) : ceiling(graph, layer, node);
      if (place < 0 || place === none || place === layer[node]) continue;
      layer[node] = place;
      moved = true;
    }
    if (!moved && round > 0) return;
  }
}

/** Layers that edges span, those of one node as one trunk. */
function length({ target, outgoing }: Acyclic, layer: Int32Array): number {
  let sum = 0;
  for (let node = 0; node < layer.length; node++) {
    let furthest = at(layer, node);
    for (let i = at(outgoing.offsets, node); i < at(outgoing.offsets, node + 1); i++) {
      furthest = Math.max(furthest, at(layer, at(target, at(outgoing.items, i))));
    }
    sum += furthest - at(layer, node);
  }
  return sum;
}

/** The same layers without empty ones, from 0. */
export function packed(layer: Int32Array): Int32Array {
  let bottom = 0;
  for (const one of layer) bottom = Math.max(bottom, one);
  const used = new Int32Array(bottom + 1);
  for (const one of layer) used[one] = 1;
  let count = 0;
  for (let one = 0; one <= bottom; one++) {
    const isUsed = used[one] === 1;
    used[one] = count;
    if (isUsed) count++;
  }
  return layer.map((one) => at(used, one));
}
