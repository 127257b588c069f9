import { colorRole, colorRoles } from "../icons/glyphs.ts";
import type { Emphasis } from "./emphasis.ts";
import { isPill } from "./nodeSize.ts";
import { straightPath } from "./path.ts";
import { at } from "./rows.ts";
import type { Scene } from "./scene.ts";
import { svg } from "./svg.ts";

/** Nodes or edges in one path. */
const chunk = 1_500;

/** States that show from afar, as marks of different shapes. */
const marks: Readonly<Record<string, (x: number, y: number) => string>> = {
  failed: (x, y) => `M${x - 11} ${y - 11}l22 22M${x + 11} ${y - 11}l-22 22`,
  abandoned: (x, y) => `M${x - 10} ${y - 11}h20l-20 22h20z`,
  wasted: (x, y) => `M${x - 11} ${y + 11}l22 -22`,
  pushed: (x, y) => `M${x} ${y + 11}v-22M${x - 9} ${y - 2}l9 -9l9 9`,
  useful: (x, y) => `M${x} ${y + 11}v-22M${x - 9} ${y - 2}l9 -9l9 9`,
};

/**
 * The whole picture as a few merged paths, for when nothing could be read anyway: edges, nodes by colour, marks of states.
 * With `only`, the part of it that stands out. Yields after every chunk, having appended it to `group`.
 */
export function* drawFar(scene: Scene, group: SVGGElement, only: Emphasis | null): Generator<void, void> {
  const { graph, placement } = scene;
  for (let start = 0; start < graph.edges.length; start += chunk) {
    let path = "";
    for (let edge = start; edge < Math.min(start + chunk, graph.edges.length); edge++) {
      if (!only || only.edges[edge] === 1) path += straightPath(placement.routes[edge] ?? new Float64Array());
    }
    if (path) group.append(svg("path", { class: "far-edges", d: path }));
    yield;
  }
  for (let start = 0; start < graph.nodes.length; start += chunk) {
    const fills = new Map<string, string>();
    const signs = new Map<string, string>();
    for (let index = start; index < Math.min(start + chunk, graph.nodes.length); index++) {
      const node = graph.nodes[index];
      if (!node || (only && only.nodes[index] !== 1)) continue;
      const role = colorRole(node.kind);
      fills.set(role, (fills.get(role) ?? "") + shape(scene, index, isPill(node)));
      const mark = node.state === null ? undefined : marks[node.state];
      if (!mark || node.state === null) continue;
      const x = Math.round(at(placement.x, index) + at(placement.width, index) - 22);
      const y = Math.round(at(placement.y, index) + at(placement.height, index) / 2);
      signs.set(node.state, (signs.get(node.state) ?? "") + mark(x, y));
    }
    for (const role of colorRoles) {
      const path = fills.get(role);
      if (path) group.append(svg("path", { class: `far-nodes role-${role}`, d: path }));
    }
    for (const [state, path] of signs) group.append(svg("path", { class: `far-marks state-${state}`, d: path }));
    yield;
  }
}

function shape({ placement }: Scene, node: number, pill: boolean): string {
  const x = Math.round(at(placement.x, node));
  const y = Math.round(at(placement.y, node));
  const width = Math.round(at(placement.width, node));
  const height = Math.round(at(placement.height, node));
  if (!pill) return `M${x} ${y}h${width}v${height}h${-width}z`;
  const r = height / 2;
  return `M${x + r} ${y}h${width - height}a${r} ${r} 0 0 1 0 ${height}h${height - width}a${r} ${r} 0 0 1 0 ${-height}z`;
}
