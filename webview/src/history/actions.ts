import type { TraceId } from "../../../server/src/model/trace.ts";
import { at } from "../graph/rows.ts";
import type { Store } from "../shell/store.ts";
import { marksIn } from "./figures.ts";
import { zoomed } from "./gestures.ts";
import type { HistoryIndex } from "./historyIndex.ts";
import type { Item } from "./items.ts";
import { markWords } from "./markWords.ts";
import type { Window } from "./timeline.ts";

/** What can be done with an item. */
export type Action = "open" | "mark" | "compare";

export interface Actions {
  /** `open` shows a model's graph, opens a fold, zooms into a bin. */
  act(index: HistoryIndex, item: Item, action: Action): void;
  /** Compares the marked models, or the one given with the last deployed one before it. */
  compare(id: TraceId | undefined): void;
  /** Narrows the window `factor` times around a share of it. */
  zoom(factor: number, share: number): void;
  zoomTo(window: Window): void;
  /** Selects the models between two places of the axis; what has none selects nothing once it is `done`. */
  brush(from: number, to: number, done: boolean): void;
  /** Selects from an item, or the end of what is selected, to a mark. */
  extendBrush(index: HistoryIndex, item: Item, mark: number): void;
  /** The selected range in places of the axis. */
  brushPlaces(index: HistoryIndex): Window | null;
}

/** Least length of the window: five seconds, and three models. */
const least = { time: 5_000, even: 3 };

export function createActions(store: Store): Actions {
  const { timeline } = store;
  const actions: Actions = {
    act(index, item, action) {
      const id = index.view.marks.trainer[item.first];
      if (id === undefined) return;
      if (action !== "open" && item.kind !== "mark") {
        store.announcement.value = "Several models: Enter shows each, then one can be chosen";
      } else if (action === "compare") actions.compare(id);
      else if (action === "mark") {
        timeline.toggleMark(id);
        const verb = timeline.marked.value.includes(id) ? "marked for comparison" : "no longer marked";
        store.announcement.value = `${markWords(index, item.first).title} ${verb}`;
      } else if (item.kind === "mark") store.show({ level: "graphlet", trainer: id });
      else if (item.kind === "fold") timeline.opened.value = new Set([...timeline.opened.value, id]);
      else actions.zoomTo(around(index, item));
    },
    compare(id) {
      const [first, second] = timeline.marked.value;
      if (first !== undefined && second !== undefined) {
        store.show({ level: "compare", trainer: second, against: first });
      } else if (first !== undefined && id !== undefined && first !== id) {
        store.show({ level: "compare", trainer: id, against: first });
      } else {
        const trainer = id ?? first;
        if (trainer !== undefined) store.show({ level: "compare", trainer });
      }
    },
    zoom(factor, share) {
      const { shown, whole, spacing } = timeline;
      timeline.window.value = zoomed(shown.value, factor, share, whole.value, least[spacing.value]);
    },
    zoomTo({ from, to }) {
      const length = Math.max(least[timeline.spacing.value], (to - from) * 1.1);
      const middle = (from + to) / 2;
      timeline.window.value = { from: middle - length / 2, to: middle + length / 2 };
    },
    brush(from, to, done) {
      const index = timeline.index.value;
      if (!index) return;
      const range = timesOf(index, from, to);
      timeline.brush.value = range ?? (done ? null : timeline.brush.value);
      if (done && range) store.announcement.value = `${marksIn(index, range).length} models selected`;
    },
    extendBrush(index, item, mark) {
      const times = index.positions.time;
      const before = timeline.brush.value;
      const here = at(times, item.first);
      const there = at(times, mark);
      const other = !before
        ? here
        : Math.abs(before.from - here) > Math.abs(before.to - here)
          ? before.from
          : before.to;
      timeline.brush.value = { from: Math.min(other, there), to: Math.max(other, there) };
    },
    brushPlaces(index) {
      const brush = timeline.brush.value;
      if (!brush) return null;
      if (timeline.spacing.value === "time") return brush;
      const marks = marksIn(index, brush);
      if (marks.length === 0) return null;
      const places = index.positions.even;
      return { from: at(places, at(marks, 0)) - 0.5, to: at(places, at(marks, marks.length - 1)) + 0.5 };
    },
  };
  return actions;

  /** The times between two places, both ends those of models where they are spaced evenly. */
  function timesOf(index: HistoryIndex, from: number, to: number): Window | null {
    if (timeline.spacing.value === "time") return marksIn(index, { from, to }).length === 0 ? null : { from, to };
    const { order, positions } = index;
    const first = Math.max(0, Math.ceil(from));
    const last = Math.min(order.length - 1, Math.floor(to));
    return first > last
      ? null
      : { from: at(positions.time, at(order, first)), to: at(positions.time, at(order, last)) };
  }

  function around(index: HistoryIndex, { first, last }: Item): Window {
    const positions = index.positions[timeline.spacing.value];
    return { from: at(positions, first), to: at(positions, last) };
  }
}
