import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { TraceId } from "../../../server/src/model/trace.ts";
import type { HistoryView, TimeRange } from "../../../server/src/protocol.ts";
import { at } from "../graph/rows.ts";
import { readRange } from "../shell/saved.ts";
import { type HistoryIndex, indexHistory, type Spacing } from "./historyIndex.ts";
import { itemWidth } from "./items.ts";

/** What part of the axis is in view, in its places. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** What the user does with a history; outlives a change of level. */
export interface Timeline {
  readonly index: ReadonlySignal<HistoryIndex | null>;
  readonly spacing: ReadonlySignal<Spacing>;
  readonly chosenSpacing: Signal<Spacing | null>;
  /** Null: all of it. */
  readonly window: Signal<Window | null>;
  /** All of it, with some room at both ends. */
  readonly whole: ReadonlySignal<Window>;
  readonly shown: ReadonlySignal<Window>;
  /** The model where the keyboard is. */
  readonly active: Signal<TraceId | null>;
  /** Models to compare, at most two. */
  readonly marked: Signal<readonly TraceId[]>;
  readonly brush: Signal<TimeRange | null>;
  /** Folded runs, by their first model, that are shown one by one. */
  readonly opened: Signal<ReadonlySet<TraceId>>;
  /** The train node whose trade-off is to be opened once it is there. */
  readonly tradeOff: Signal<string | null>;
  /** Puts a model among those to compare, or takes it out; of three the oldest choice goes. */
  toggleMark(id: TraceId): void;
  /** What is kept over a reload. */
  kept(): KeptTimeline | null;
}

export interface KeptTimeline {
  readonly key: string;
  readonly spacing: Spacing | null;
  readonly window: Window | null;
  readonly marked: readonly TraceId[];
  readonly brush: TimeRange | null;
}

/** Up to so many models are spaced evenly of itself where too many of them would fall together in time. */
const evenUpTo = 400;
const crowded = 1 / 3;
/** Width of a panel that is assumed for that. */
const assumedWidth = 600;

/** `kept`: what was kept over a reload, unchecked; taken up by the history that it is of. */
export function createTimeline(history: ReadonlySignal<HistoryView | null>, kept: unknown): Timeline {
  const before = readTimeline(kept);
  const index = computed(() => (history.value ? indexHistory(history.value) : null));
  const chosenSpacing = signal<Spacing | null>(before?.spacing ?? null);
  const spacing = computed(() => chosenSpacing.value ?? (index.value ? fittingSpacing(index.value) : "time"));
  const window = signal<Window | null>(before?.window ?? null);
  const whole = computed((): Window => (index.value ? wholeOf(index.value, spacing.value) : { from: 0, to: 1 }));
  const marked = signal<readonly TraceId[]>(before?.marked ?? []);
  const brush = signal<TimeRange | null>(before?.brush ?? null);
  return {
    index,
    spacing,
    chosenSpacing,
    window,
    whole,
    shown: computed(() => window.value ?? whole.value),
    active: signal<TraceId | null>(null),
    marked,
    brush,
    opened: signal<ReadonlySet<TraceId>>(new Set()),
    tradeOff: signal<string | null>(null),
    toggleMark(id) {
      marked.value = marked.value.includes(id)
        ? marked.value.filter((other) => other !== id)
        : [...marked.value, id].slice(-2);
    },
    kept() {
      const key = history.value?.key ?? before?.key;
      if (key === undefined) return null;
      return {
        key,
        spacing: chosenSpacing.value,
        window: window.value,
        marked: marked.value,
        brush: brush.value,
      };
    },
  };
}

/** Gives up what is selected, else what is marked, else what was unfolded. */
export function clearTimeline({ brush, marked, opened }: Timeline): void {
  if (brush.value) brush.value = null;
  else if (marked.value.length > 0) marked.value = [];
  else opened.value = new Set();
}

/** The whole axis with a twentieth more at both ends; an hour where all models began at once. */
function wholeOf({ order, positions }: HistoryIndex, spacing: Spacing): Window {
  if (order.length === 0) return { from: 0, to: 1 };
  const first = at(positions[spacing], at(order, 0));
  const last = at(positions[spacing], at(order, order.length - 1));
  const least = spacing === "time" ? 3_600_000 : 8;
  const length = Math.max(least, last - first);
  const middle = (first + last) / 2;
  return { from: middle - length * 0.53, to: middle + length * 0.53 };
}

/** Even where a moderate number of models would fall together in time, as after a day of many tries; else time. */
function fittingSpacing(index: HistoryIndex): Spacing {
  if (index.count > evenUpTo || index.count < 3) return "time";
  const { from, to } = wholeOf(index, "time");
  const least = (itemWidth * (to - from)) / assumedWidth;
  let close = 0;
  for (const { first, count } of index.view.lanes) {
    for (let mark = first + 1; mark < first + count; mark++) {
      if (at(index.positions.time, mark) - at(index.positions.time, mark - 1) < least) close++;
    }
  }
  return close / index.count > crowded ? "even" : "time";
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isId = (value: unknown): value is TraceId => typeof value === "string" || typeof value === "number";

function readTimeline(value: unknown): KeptTimeline | null {
  if (!isRecord(value) || typeof value["key"] !== "string") return null;
  const { key, spacing, window, marked, brush } = value;
  return {
    key,
    spacing: spacing === "time" || spacing === "even" ? spacing : null,
    window: readRange(window),
    marked: Array.isArray(marked) ? marked.filter(isId).slice(0, 2) : [],
    brush: readRange(brush),
  };
}
