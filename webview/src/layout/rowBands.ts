import { backEdges } from "../graph/cycles.ts";
import { at, groupRows, rowItems } from "../graph/rows.ts";
import { type LayoutInput, spacing } from "./placement.ts";
import { topological } from "./quick/layering.ts";

/** Width of the picture in rows by its height. */
const shape = 1.6;
/** With fewer rows, one is easier to read. */
const fewestRows = 2;
/** Fewest nodes without makers that are broken into rows. */
const fewestRoots = 6;

/**
 * The same graph with its runs in rows, one row a band, where in one row they would be a thin strip: runs that read what
 * runs before them made. What belongs to a run is what it begins with and all that this is the last to feed into, so
 * that every edge stays in its row or leads on to a later one. Rows are filled one after the other: a run that is added changes the last.
 * Linear in nodes and edges.
 */
export function inRows(input: LayoutInput): LayoutInput {
  if (input.band) return input;
  const strip = stripOf(input);
  if (!strip) return input;
  const { across, along } = strip;
  const rows = Math.sqrt(input.direction === "down" ? across / (along * shape) : (across * shape) / along);
  if (rows < fewestRows) return input;
  const band = fill(input, strip, rounded(across / rows));
  return band ? { ...input, band, isBroken: true } : input;
}

/** Up to the next of the lengths that are each √2 times the one before: a little more to draw does not change the rows. */
const rounded = (length: number): number => 2 ** (Math.ceil(2 * Math.log2(length)) / 2);

interface Strip {
  /** Extents of the picture in one row, in pixels, without room for edges. */
  readonly across: number;
  readonly along: number;
  /** Node → layer. */
  readonly layer: Int32Array;
  readonly layers: number;
  /** Node → the last of the nodes without makers that lead to it, counted in the order of the view. */
  readonly run: Int32Array;
  readonly runs: number;
}

/** The picture in one row; null where too few runs hang together for there to be several. */
function stripOf({ direction, width, height, from, to }: LayoutInput): Strip | null {
  const nodes = width.length;
  const back = backEdges(nodes, from, to);
  const source = from.map((node, edge) => (back[edge] === 1 ? at(to, edge) : node));
  const target = to.map((node, edge) => (back[edge] === 1 ? at(from, edge) : node));
  const outgoing = groupRows(nodes, source);
  const layer = new Int32Array(nodes);
  const run = new Int32Array(nodes).fill(-1);
  /** Node → whether it has makers. */
  const isMade = new Uint8Array(nodes);
  let shared = 0;
  target.forEach((reader, edge) => {
    if (reader !== source[edge]) isMade[reader] = 1;
  });
  let runs = 0;
  for (let node = 0; node < nodes; node++) if (isMade[node] === 0) run[node] = runs++;
  if (runs < fewestRoots) return null;
  let layers = 0;
  for (const node of topological(nodes, source, target, outgoing)) {
    layers = Math.max(layers, at(layer, node) + 1);
    for (const edge of rowItems(outgoing, node)) {
      const reader = at(target, edge);
      if (reader === node) continue;
      layer[reader] = Math.max(at(layer, reader), at(layer, node) + 1);
      if (at(run, reader) >= 0 && at(run, reader) !== at(run, node)) shared++;
      run[reader] = Math.max(at(run, reader), at(run, node));
    }
  }
  if (shared < runs / 2) return null;
  const [breadth, depth] = direction === "down" ? [width, height] : [height, width];
  const broad = new Float64Array(layers);
  const deep = new Float64Array(layers);
  for (let node = 0; node < nodes; node++) {
    const one = at(layer, node);
    broad[one] = at(broad, one) + at(breadth, node) + spacing.node;
    deep[one] = Math.max(at(deep, one), at(depth, node) + spacing.layer);
  }
  const across = broad.reduce((most, one) => Math.max(most, one), 0);
  return { across, along: deep.reduce((sum, one) => sum + one, 0), layer, layers, run, runs };
}

/** Node → row, each as broad as allowed; null where one is enough. */
function fill({ direction, width, height }: LayoutInput, strip: Strip, broadest: number): Int32Array | null {
  const { layer, layers, run, runs } = strip;
  const breadth = direction === "down" ? width : height;
  const members = groupRows(runs, run);
  const band = new Int32Array(run.length);
  const used = new Float64Array(layers);
  /** Adds a run to the row and gives the breadth that the row then has. */
  const add = (one: number): number => {
    let most = 0;
    for (const node of rowItems(members, one)) {
      const place = at(layer, node);
      used[place] = at(used, place) + at(breadth, node) + spacing.node;
      most = Math.max(most, at(used, place));
    }
    return most;
  };
  let row = 0;
  let isEmpty = true;
  for (let one = 0; one < runs; one++) {
    if (add(one) > broadest && !isEmpty) {
      row++;
      used.fill(0);
      add(one);
    }
    isEmpty = false;
    for (const node of rowItems(members, one)) band[node] = row;
  }
  return row === 0 ? null : band;
}
