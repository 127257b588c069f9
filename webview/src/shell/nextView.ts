import { sameNodes } from "../graph/graphIndex.ts";
import { at } from "../graph/rows.ts";
import type { Scene } from "../graph/scene.ts";
import type { View, Viewport } from "../graph/viewport.ts";
import { firstView } from "./firstView.ts";
import type { KeptView } from "./saved.ts";

/** A change of pictures. */
export interface Change {
  readonly before: Scene | null;
  readonly after: Scene;
  /** The picture before was the quick layout, shown until the better one came. */
  readonly wasProvisional: boolean;
  /** Id of the selected node. */
  readonly selected: string | null;
  /** Where the user had been before a reload. */
  readonly kept: KeptView | null;
  /** Id of the node that the user folded or unfolded. */
  readonly anchor: string | null;
}

export interface NextView {
  readonly view: View;
  /** Whether the view is the user's, which later changes of the panel's size leave alone. */
  readonly touched: boolean;
}

/**
 * What is in view after a change of pictures: of the same picture what was before, held by the node that the user looks at
 * (the one just folded, the selection, else the one nearest to the middle); where the user had been before a reload; else a first view. The
 * viewport must know the new picture's bounds already.
 */
export function nextView(change: Change, viewport: Viewport): NextView {
  const { before, after, wasProvisional, selected, kept } = change;
  const current = viewport.view();
  const restored = keptView(kept, after, viewport);
  const stillRestored = before !== null && wasProvisional && restored !== null && isSame(current, restored);
  const anchor = stillRestored ? null : before && findAnchor(change, before, viewport);
  if (anchor) {
    return {
      view: { scale: current.scale, x: current.x + anchor.x, y: current.y + anchor.y },
      touched: viewport.touched(),
    };
  }
  const index = after.graph.indexOf.get(selected ?? "") ?? -1;
  return { view: restored ?? firstView(after, viewport, index), touched: restored !== null };
}

/** How far the node moves that the user looks at; null where the picture is to be shown as new. */
function findAnchor(
  { after, wasProvisional, selected, anchor }: Change,
  before: Scene,
  viewport: Viewport,
): { readonly x: number; readonly y: number } | null {
  if (before.graph.view.key !== after.graph.view.key) return null;
  if (before.placement.direction !== after.placement.direction) return null;
  const held = viewport.touched() || (!wasProvisional && sameNodes(before.graph, after.graph));
  const id = anchor ?? selected ?? (held ? nearestId(viewport.view(), before, after) : null);
  const was = before.graph.indexOf.get(id ?? "");
  const is = after.graph.indexOf.get(id ?? "");
  if (was === undefined || is === undefined) return null;
  return {
    x: at(after.placement.x, is) - at(before.placement.x, was),
    y: at(after.placement.y, is) - at(before.placement.y, was),
  };
}

function nearestId({ x, y }: View, before: Scene, after: Scene): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  before.graph.nodes.forEach((node, index) => {
    const dx = at(before.placement.x, index) + at(before.placement.width, index) / 2 - x;
    const dy = at(before.placement.y, index) + at(before.placement.height, index) / 2 - y;
    const distance = dx * dx + dy * dy;
    if (distance >= least || !after.graph.indexOf.has(node.id)) return;
    least = distance;
    best = node.id;
  });
  return best;
}

function keptView(kept: KeptView | null, scene: Scene, viewport: Viewport): View | null {
  if (kept?.key !== scene.graph.view.key || kept.direction !== scene.placement.direction) return null;
  const { width, height } = viewport.size();
  const { scale, left, top } = kept;
  return { scale, x: left + width / 2 / scale, y: top + height / 2 / scale };
}

const isSame = (a: View, b: View): boolean =>
  Math.abs(a.scale - b.scale) < 0.001 && Math.abs(a.x - b.x) < 1 && Math.abs(a.y - b.y) < 1;
