import { backEdges } from "../../graph/cycles.ts";
import { at, groupRows, type Rows, rowItems } from "../../graph/rows.ts";
import { againstBands, bandLayers } from "./bandLayers.ts";
import { layersOf } from "./layering.ts";

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
 * Puts nodes on layers and fills in a vertex for every layer that an edge crosses. Edges of one node leave it as one line
 * (`trunk`: edge → class; only edges of one class do). `together`: and go on as one until they must part. `band`: see the layout's input. Linear in edges
 * and crossed layers.
 */
export function layerGraph(
  nodes: number,
  from: Int32Array,
  to: Int32Array,
  trunk: Uint8Array,
  together: boolean,
  band: Int32Array | null = null,
): Layered {
  const turned = band ? againstBands(nodes, from, to, band) : backEdges(nodes, from, to);
  const source = from.map((node, edge) => (turned[edge] === 1 ? at(to, edge) : node));
  const target = to.map((node, edge) => (turned[edge] === 1 ? at(from, edge) : node));
  return addVertices(
    nodes,
    source,
    target,
    band ? bandLayers(nodes, source, target, band) : layersOf(nodes, source, target),
    trunk,
    turned,
    together,
  );
}

function addVertices(
  nodes: number,
  source: Int32Array,
  target: Int32Array,
  nodeLayer: Int32Array,
  trunk: Uint8Array,
  turned: Uint8Array,
  together: boolean,
): Layered {
  const outgoing = groupRows(nodes, source);
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
      let chain = together ? chains.get(key) : undefined;
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
