import { backEdges } from "../../graph/cycles.ts";
import { at, groupRows, rowItems } from "../../graph/rows.ts";
import { packed, topological } from "./layering.ts";

/** Edge → 1 where it must be turned round: those to a lower band, and of those within one band the ones that close a cycle. */
export function againstBands(nodes: number, from: Int32Array, to: Int32Array, band: Int32Array): Uint8Array {
  const lead = (edge: number): number => at(band, at(to, edge)) - at(band, at(from, edge));
  const inside = Int32Array.from(from.keys()).filter((edge) => lead(edge) === 0);
  const cycles = backEdges(
    nodes,
    inside.map((edge) => at(from, edge)),
    inside.map((edge) => at(to, edge)),
  );
  const turned = Uint8Array.from(from, (_, edge) => (lead(edge) < 0 ? 1 : 0));
  inside.forEach((edge, place) => {
    turned[edge] = at(cycles, place);
  });
  return turned;
}

/** Layer of every node: each band has layers of its own, as many as its longest way needs. No edge may lead to a lower band. Linear. */
export function bandLayers(nodes: number, source: Int32Array, target: Int32Array, band: Int32Array): Int32Array {
  const outgoing = groupRows(nodes, source);
  const layer = new Int32Array(nodes);
  let bands = 0;
  for (const one of band) bands = Math.max(bands, one + 1);
  const depth = new Int32Array(bands);
  for (const node of topological(nodes, source, target, outgoing)) {
    const own = at(band, node);
    depth[own] = Math.max(at(depth, own), at(layer, node) + 1);
    for (const edge of rowItems(outgoing, node)) {
      const reader = at(target, edge);
      if (reader !== node && at(band, reader) === own) layer[reader] = Math.max(at(layer, reader), at(layer, node) + 1);
    }
  }
  const start = new Int32Array(bands);
  for (let one = 1; one < bands; one++) start[one] = at(start, one - 1) + at(depth, one - 1);
  return packed(layer.map((one, node) => one + at(start, at(band, node))));
}
