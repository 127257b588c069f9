import { at } from "../graph/rows.ts";
import type { HistoryIndex } from "./historyIndex.ts";
import { type Item, type Items, middleOf } from "./items.ts";
import type { Window } from "./timeline.ts";

/** A box of the drawing, in pixels from its left upper corner. */
export interface Box {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** What heights come from. */
interface Measured {
  readonly index: HistoryIndex;
  readonly items: Items;
  readonly window: Window;
  readonly width: number;
  readonly laneHeight: number;
}

/** Side of a status glyph. */
export const glyphSide = 12;
/** Room between a glyph and what it stands on. */
export const glyphGap = 3;
/** Pixels from one glyph of a pile to the next. */
export const pileStep = glyphSide + 1;
/** So high at least that its parts can be seen. */
const leastBin = 12;
/** Room above the bars for the lane's name, the glyph and the number of a fold, and below them. */
const above = 50;
export const below = 12;

export const scaleOf = ({ window, width }: Pick<Measured, "window" | "width">): number =>
  width / (window.to - window.from);

/** Models that have room one over the other. */
const pileRoom = (laneHeight: number): number => Math.floor((laneHeight - above - below) / pileStep);

/** Whether a bin's models are shown one over the other: where costs are unknown, and most bins have the room. */
export function isPile({ index, items, laneHeight }: Omit<Measured, "window" | "width">, count: number): boolean {
  const room = pileRoom(laneHeight);
  return !index.hasCosts && items.usual <= room && count <= room;
}

/** Whether a bin's number is told over its bar: it is one of the few among piles that are too high. */
export const isCutOff = ({ index, items, laneHeight }: Omit<Measured, "window" | "width">, count: number): boolean =>
  !index.hasCosts && items.usual <= pileRoom(laneHeight) && count > pileRoom(laneHeight);

/** Height of a lane in which the piles of a history without costs have room. */
export const pilesIn = ({ usual }: Items): number => above + below + (usual + 1) * pileStep + glyphGap;

/** Where an item's bar and glyph stand. */
export function itemBox(scene: Measured, item: Item): Box {
  const { index, items, laneHeight } = scene;
  const x = (middleOf(index, items.spacing, item) - scene.window.from) * scaleOf(scene);
  const bottom = (item.lane + 1) * laneHeight - below;
  if (item.kind !== "bin") return { x, bottom, top: bottom - markHeight(scene, item) - glyphSide - glyphGap };
  const count = item.last - item.first + 1;
  const height = isPile(scene, count)
    ? count * pileStep + glyphGap
    : Math.max(leastBin, index.hasCosts ? costHeight(index, item, laneHeight) : countHeight(scene, count));
  return { x, bottom, top: bottom - height };
}

/** Pixels that a bar is high under its glyph; none where nothing is known of any model's cost. */
export const markHeight = ({ index, laneHeight }: Pick<Measured, "index" | "laneHeight">, item: Item): number =>
  index.hasCosts ? costHeight(index, item, laneHeight) : 0;

/** Height of a bar in pixels: the mean cost of the models. Short where it is not known. */
function costHeight({ cost, fullCost }: HistoryIndex, { first, last }: Item, laneHeight: number): number {
  let sum = 0;
  let known = 0;
  for (let mark = first; mark <= last; mark++) {
    const one = at(cost, mark);
    if (!Number.isFinite(one)) continue;
    sum += one;
    known++;
  }
  const most = laneHeight - above - below;
  return known === 0 ? 2 : Math.max(2, Math.min(1, sum / known / fullCost) * most);
}

/** Where no cost is known: how many models there are. */
const countHeight = ({ items, laneHeight }: Pick<Measured, "items" | "laneHeight">, count: number): number =>
  Math.min(1, count / Math.max(items.usual, pileRoom(laneHeight))) * (laneHeight - above - below);
