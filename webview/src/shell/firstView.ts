import { at } from "../graph/rows.ts";
import type { Scene } from "../graph/scene.ts";
import { restingMiddle, type View, type Viewport } from "../graph/viewport.ts";

/** The smallest scale at which names can be read without effort. */
const readable = 0.8;
const padding = 16;

/** Part of the drawing. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * What a new picture shows at first: all of it where it can be read then, else the selected node, what differs in
 * a comparison (all of that where it can be read, else the first), or the first ones at a readable scale. Linear.
 */
export function firstView(scene: Scene, viewport: Viewport, selected: number): View {
  const { bounds, direction } = scene.placement;
  const { width, height } = viewport.size();
  const whole = viewport.whole();
  if (whole.scale >= readable) return whole;
  const across = direction === "down" ? (width - 2 * padding) / bounds.width : (height - 2 * padding) / bounds.height;
  const { differing, first } = startsOf(scene);
  const around = selected >= 0 ? null : differing;
  const fitting = around ? fitScale(around, width, height) : 0;
  const fits = fitting >= readable;
  const scale = Math.min(1, Math.max(readable, fits ? fitting : across));
  const box = around && fits ? around : boxOf(scene, selected >= 0 ? selected : first);
  // Where not all that differs has room, the first of it is at the panel's start: more of the rest is behind it.
  const lead = around && !fits;
  const along = (start: number, end: number, room: number, alongFlow: boolean): number =>
    lead && alongFlow ? start - 2 * padding + room / 2 : (start + end) / 2;
  const [right, down] = [direction === "right", direction === "down"];
  return {
    scale,
    x: keepIn(along(box.left, box.right, width / scale, right), width / scale, bounds.width, right),
    y: keepIn(along(box.top, box.bottom, height / scale, down), height / scale, bounds.height, down),
  };
}

const fitScale = ({ left, top, right, bottom }: Box, width: number, height: number): number =>
  Math.min((width - 2 * padding) / (right - left), (height - 2 * padding) / (bottom - top));

/** Where the picture's beginning is, and what differs in a comparison. */
function startsOf(scene: Scene): { readonly differing: Box | null; readonly first: number } {
  const { graph, reading } = scene;
  const differing = [...reading.sequence].filter((index) => (graph.nodes[index]?.difference ?? "same") !== "same");
  return {
    differing: differing.length === 0 ? null : differing.map((index) => boxOf(scene, index)).reduce(both),
    first: differing[0] ?? reading.sequence[0] ?? 0,
  };
}

function boxOf({ placement }: Scene, node: number): Box {
  const [left, top] = [at(placement.x, node), at(placement.y, node)];
  return { left, top, right: left + at(placement.width, node), bottom: top + at(placement.height, node) };
}

const both = (a: Box, b: Box): Box => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

/** A middle from which as little emptiness as possible is seen. */
function keepIn(middle: number, room: number, length: number, alongFlow: boolean): number {
  const half = room / 2;
  if (length + 2 * padding <= room) return restingMiddle(length, room, alongFlow);
  return Math.min(Math.max(middle, half - padding), length + padding - half);
}
