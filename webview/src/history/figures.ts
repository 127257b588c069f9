import { formatDuration } from "../../../server/src/model/format.ts";
import { type HistoryView, markStates, type TimeRange } from "../../../server/src/protocol.ts";
import { at } from "../graph/rows.ts";
import type { HistoryIndex } from "./historyIndex.ts";

/** Sums over some models. Costs are those that were not counted to an earlier model. */
export interface Figures {
  readonly models: number;
  readonly deployed: number;
  readonly cost: number;
  readonly wasted: number;
  /** Models by state, see {@link markStates}. */
  readonly states: Int32Array;
}

const pushed = markStates.indexOf("pushed");

/** Sums over marks; linear. */
export function figuresOf({ view }: HistoryIndex, marks: Iterable<number>): Figures {
  const { state, ownCost, wasted: wastedCost } = view.marks;
  const states = new Int32Array(markStates.length);
  let models = 0;
  let cost = 0;
  let wasted = 0;
  for (const mark of marks) {
    models++;
    cost += ownCost[mark] ?? 0;
    wasted += wastedCost[mark] ?? 0;
    const code = state[mark] ?? 0;
    states[code] = at(states, code) + 1;
  }
  return { models, deployed: states[pushed] ?? 0, cost, wasted, states };
}

/** Marks from the first to the last, both included. */
export function* span(first: number, last: number): Generator<number> {
  for (let mark = first; mark <= last; mark++) yield mark;
}

/** Marks that began in a range, oldest first over all lanes. Logarithmic. */
export function marksIn({ order, positions }: HistoryIndex, { from, to }: TimeRange): Int32Array {
  const firstFrom = (time: number): number => {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(positions.time, at(order, middle)) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return order.subarray(firstFrom(from), firstFrom(to + 1));
}

/** A cost in its unit; empty where unknown. */
export function costText({ costProperty }: HistoryView, cost: number): string {
  if (costProperty === "") return formatDuration(cost);
  if (!Number.isFinite(cost)) return "";
  return `${cost.toLocaleString("en-US", { maximumFractionDigits: 1 })} ${costProperty}`;
}
