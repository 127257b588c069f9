import { at } from "../graph/rows.ts";
import type { HistoryIndex } from "./historyIndex.ts";
import { type Items, itemOf, middleOf, nearestItem } from "./items.ts";

/** Items that Page Up and Page Down go by. */
const page = 10;

/** Mark to which a key leads from another: along its lane, or to the nearest one of the next lane; null for other keys. */
export function markStep(key: string, index: HistoryIndex, items: Items, mark: number): number | null {
  const current = itemOf(index, items, mark);
  const item = items.list[current];
  if (!item) return null;
  const first = at(items.offsets, item.lane);
  const last = at(items.offsets, item.lane + 1) - 1;
  const within = (place: number): number | null => items.list[Math.max(first, Math.min(last, place))]?.first ?? null;
  switch (key) {
    case "ArrowRight":
      return within(current + 1);
    case "ArrowLeft":
      return within(current - 1);
    case "PageDown":
      return within(current + page);
    case "PageUp":
      return within(current - page);
    case "Home":
      return within(first);
    case "End":
      return within(last);
    case "ArrowUp":
    case "ArrowDown": {
      const lane = item.lane + (key === "ArrowUp" ? -1 : 1);
      if (lane < 0 || lane >= index.view.lanes.length) return mark;
      const nearest = nearestItem(index, items, lane, middleOf(index, items.spacing, item));
      return items.list[nearest]?.first ?? mark;
    }
    default:
      return null;
  }
}
