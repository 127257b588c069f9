import { at } from "../graph/rows.ts";
import type { Scene } from "../graph/scene.ts";
import { restingMiddle, type View, type Viewport } from "../graph/viewport.ts";

/** The smallest scale at which names can be read without effort. */
const readable = 0.72;
const padding = 16;

/**
 * What a new picture shows at first: all of it where it can be read then, else the selected node, the first that differs in
 * a comparison, or the first ones at a readable scale.
 */
export function firstView(scene: Scene, viewport: Viewport, selected: number): View {
  const { bounds, direction } = scene.placement;
  const { width, height } = viewport.size();
  const whole = viewport.whole();
  if (whole.scale >= readable) return whole;
  const across = direction === "down" ? (width - 2 * padding) / bounds.width : (height - 2 * padding) / bounds.height;
  const scale = Math.min(1, Math.max(readable, across));
  const start = selected >= 0 ? selected : firstOf(scene);
  const middle = {
    x: at(scene.placement.x, start) + at(scene.placement.width, start) / 2,
    y: at(scene.placement.y, start) + at(scene.placement.height, start) / 2,
  };
  return {
    scale,
    x: keepIn(middle.x, width / scale, bounds.width, direction === "right"),
    y: keepIn(middle.y, height / scale, bounds.height, direction === "down"),
  };
}

function firstOf({ graph, reading: { sequence } }: Scene): number {
  const differing = sequence.find((index) => (graph.nodes[index]?.difference ?? "same") !== "same");
  return differing ?? sequence[0] ?? 0;
}

/** A middle from which as little emptiness as possible is seen. */
function keepIn(middle: number, room: number, length: number, alongFlow: boolean): number {
  const half = room / 2;
  if (length + 2 * padding <= room) return restingMiddle(length, room, alongFlow);
  return Math.min(Math.max(middle, half - padding), length + padding - half);
}
