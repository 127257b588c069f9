import type { TraceId } from "../../../server/src/model/trace.ts";
import { at } from "../graph/rows.ts";
import type { HistoryIndex, Spacing } from "./historyIndex.ts";

/** One drawn thing: a model, a run of the same failure, or models too close to each other to be told apart. */
export interface Item {
  readonly kind: "mark" | "fold" | "bin";
  readonly lane: number;
  /** Marks from the first to the last, both of one lane. */
  readonly first: number;
  readonly last: number;
}

/** All items at one scale, by lane, then place. */
export interface Items {
  readonly spacing: Spacing;
  readonly list: readonly Item[];
  /** Lane → its first item; one more than there are lanes. */
  readonly offsets: Int32Array;
  /** So many models do most bins hold at most: all but a tenth of them; 1 where there are none. */
  readonly usual: number;
}

/** Pixels that an item needs. */
export const itemWidth = 13;
/** Pixels that a folded run needs, whose number stands over it. */
const foldWidth = 26;

/**
 * What is drawn at a scale (pixels a unit of place): from the left on, what begins less than an item's width behind another is in
 * one bin with it. The same at every place of the window, so panning changes nothing. `opened`: folds by their first model that are shown one by
 * one. Linear but for sorting the bins' sizes.
 */
export function itemsAt(index: HistoryIndex, spacing: Spacing, scale: number, opened: ReadonlySet<TraceId>): Items {
  const position = index.positions[spacing];
  const { fold, trainer } = index.view.marks;
  const list: Item[] = [];
  const offsets = new Int32Array(index.view.lanes.length + 1);
  const sizes: number[] = [];
  for (const [lane, { first: start, count }] of index.view.lanes.entries()) {
    offsets[lane] = list.length;
    const end = start + count;
    for (let mark = start; mark < end; ) {
      const length = unitLength(fold, trainer, opened, mark, end);
      const room = (length > 1 ? foldWidth : itemWidth) / scale;
      let next = mark + length;
      const reach = at(position, length > 1 ? next - 1 : mark) + (length > 1 ? itemWidth / scale : room);
      while (next < end && at(position, next) < reach) next += unitLength(fold, trainer, opened, next, end);
      const kind = next > mark + length ? "bin" : length > 1 ? "fold" : "mark";
      if (kind === "bin") sizes.push(next - mark);
      list.push({ kind, lane, first: mark, last: next - 1 });
      mark = next;
    }
  }
  offsets[index.view.lanes.length] = list.length;
  sizes.sort((a, b) => a - b);
  return { spacing, list, offsets, usual: sizes[Math.ceil(sizes.length * 0.9) - 1] ?? 1 };
}

/** Models that stand together at a mark: a folded run, else one. */
function unitLength(
  fold: readonly number[],
  trainer: readonly TraceId[],
  opened: ReadonlySet<TraceId>,
  mark: number,
  end: number,
): number {
  const length = fold[mark] ?? 1;
  const id = trainer[mark];
  return length < 2 || id === undefined || opened.has(id) ? 1 : Math.min(length, end - mark);
}

/** Where an item's middle is on the axis. */
export const middleOf = (index: HistoryIndex, spacing: Spacing, { first, last }: Item): number =>
  (at(index.positions[spacing], first) + at(index.positions[spacing], last)) / 2;

/** Index of the item that holds a mark; -1 for none. Logarithmic. */
export function itemOf(index: HistoryIndex, { list, offsets }: Items, mark: number): number {
  if (mark < 0 || mark >= index.count) return -1;
  const lane = at(index.lane, mark);
  let low = at(offsets, lane);
  let high = at(offsets, lane + 1) - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((list[middle]?.first ?? 0) <= mark) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** First item of a lane whose middle is at a place or behind it; the one behind the lane's last where there is none. Logarithmic. */
export function itemFrom(index: HistoryIndex, { list, offsets, spacing }: Items, lane: number, place: number): number {
  let low = at(offsets, lane);
  let high = at(offsets, lane + 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item && middleOf(index, spacing, item) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Item of a lane whose middle is nearest to a place; -1 where the lane is empty. */
export function nearestItem(index: HistoryIndex, items: Items, lane: number, place: number): number {
  const from = at(items.offsets, lane);
  const end = at(items.offsets, lane + 1);
  if (from === end) return -1;
  const behind = Math.min(end - 1, itemFrom(index, items, lane, place));
  const before = Math.max(from, behind - 1);
  const distance = (item: number): number => {
    const one = items.list[item];
    return one ? Math.abs(middleOf(index, items.spacing, one) - place) : Number.POSITIVE_INFINITY;
  };
  return distance(before) <= distance(behind) ? before : behind;
}
