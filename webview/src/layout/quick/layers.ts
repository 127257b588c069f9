import { backEdges } from "../../graph/cycles.ts";
import { at, groupRows, type Rows, rowItems, rowLength } from "../../graph/rows.ts";

/** A graph whose every edge leads from one layer to the next. Vertices below `nodes` are the nodes themselves. */
export interface Layered {
  readonly nodes: number;
  readonly layers: number;
  /** Vertex → layer. */
  readonly layer: Int32Array;
  /** Link → upper and lower vertex. */
  readonly upper: Int32Array;
  readonly lower: Int32Array;
  /** Link → trunk: links of one upper vertex and one trunk leave it as one line. */
  readonly trunk: Uint8Array;
  /** Vertex → links to the layer below, and from the layer above. */
  readonly below: Rows;
  readonly above: Rows;
  /** Edge → the last link of its way; the way up from there is unique but for the trunk's own start. -1: self loop. */
  readonly lastLink: Int32Array;
  /** Edge → 1 when its link chain runs against it. */
  readonly turned: Uint8Array;
}

/**
 * Puts nodes on layers (longest path, then nodes with more readers than inputs sink towards their readers) and fills in
 * a vertex for every layer that an edge crosses. Edges of one node share their way (`trunk`: edge → class; only edges of
 * one class share). Linear in edges and crossed layers.
 */
export function layerGraph(nodes: number, from: Int32Array, to: Int32Array, trunk: Uint8Array): Layered {
  const turned = backEdges(nodes, from, to);
  const source = from.map((node, edge) => (turned[edge] === 1 ? at(to, edge) : node));
  const target = to.map((node, edge) => (turned[edge] === 1 ? at(from, edge) : node));
  const outgoing = groupRows(nodes, source);
  const incoming = groupRows(nodes, target);
  const layer = longestPaths(nodes, source, target, outgoing, incoming);
  return addVertices(nodes, source, target, outgoing, layer, trunk, turned);
}

function longestPaths(
  nodes: number,
  source: Int32Array,
  target: Int32Array,
  outgoing: Rows,
  incoming: Rows,
): Int32Array {
  const layer = new Int32Array(nodes);
  const waiting = new Int32Array(nodes);
  for (let edge = 0; edge < source.length; edge++) {
    if (source[edge] !== target[edge]) waiting[at(target, edge)] = at(waiting, at(target, edge)) + 1;
  }
  const order = new Int32Array(nodes);
  let length = 0;
  for (let node = 0; node < nodes; node++) if (waiting[node] === 0) order[length++] = node;
  for (let next = 0; next < length; next++) {
    const node = at(order, next);
    for (const edge of rowItems(outgoing, node)) {
      const reader = at(target, edge);
      if (reader === node) continue;
      layer[reader] = Math.max(at(layer, reader), at(layer, node) + 1);
      const left = at(waiting, reader) - 1;
      waiting[reader] = left;
      if (left === 0) order[length++] = reader;
    }
  }
  for (let next = length - 1; next >= 0; next--) {
    const node = at(order, next);
    const readers = rowLength(outgoing, node);
    if (readers === 0 || rowLength(incoming, node) > readers) continue;
    let lowest = Number.MAX_SAFE_INTEGER;
    for (const edge of rowItems(outgoing, node)) {
      if (at(target, edge) !== node) lowest = Math.min(lowest, at(layer, at(target, edge)) - 1);
    }
    if (lowest !== Number.MAX_SAFE_INTEGER) layer[node] = Math.max(at(layer, node), lowest);
  }
  return layer;
}

function addVertices(
  nodes: number,
  source: Int32Array,
  target: Int32Array,
  outgoing: Rows,
  nodeLayer: Int32Array,
  trunk: Uint8Array,
  turned: Uint8Array,
): Layered {
  const layerOf: number[] = Array.from(nodeLayer);
  const upper: number[] = [];
  const lower: number[] = [];
  const trunks: number[] = [];
  const lastLink = new Int32Array(source.length).fill(-1);
  let layers = 0;
  for (const layer of nodeLayer) layers = Math.max(layers, layer + 1);
  const chains = new Map<number, number[]>();
  for (let node = 0; node < nodes; node++) {
    const start = at(nodeLayer, node);
    chains.clear();
    for (const edge of rowItems(outgoing, node)) {
      const reader = at(target, edge);
      if (reader === node) continue;
      const key = at(trunk, edge) * 2 + at(turned, edge);
      let chain = chains.get(key);
      if (!chain) {
        chain = [node];
        chains.set(key, chain);
      }
      while (start + chain.length < at(nodeLayer, reader)) {
        const vertex = layerOf.length;
        upper.push(chain[chain.length - 1] ?? node);
        lower.push(vertex);
        trunks.push(key);
        layerOf.push(start + chain.length);
        chain.push(vertex);
      }
      lastLink[edge] = upper.length;
      upper.push(chain[at(nodeLayer, reader) - start - 1] ?? node);
      lower.push(reader);
      trunks.push(key);
    }
  }
  const upperRows = Int32Array.from(upper);
  const lowerRows = Int32Array.from(lower);
  return {
    nodes,
    layers,
    layer: Int32Array.from(layerOf),
    upper: upperRows,
    lower: lowerRows,
    trunk: Uint8Array.from(trunks),
    below: groupRows(layerOf.length, upperRows),
    above: groupRows(layerOf.length, lowerRows),
    lastLink,
    turned,
  };
}
