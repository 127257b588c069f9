import { free } from "../model/free.ts";
import type { IntLists } from "./columns.ts";
import { type IntList, intList, sortInts } from "./intList.ts";

/** One list of integers for each graphlet, while they are being written one after the other. */
export interface GrowingLists {
  readonly offsets: Int32Array;
  /** All lists in one row; the open one is behind the last that was ended. */
  readonly all: IntList;
}

/** Empty lists for `count` graphlets, with room for `capacity` integers in all. */
export const openLists = (count: number, capacity = 1024): GrowingLists => ({
  offsets: new Int32Array(count + 1),
  all: intList(capacity),
});

/** Ends the list of a graphlet: what was appended since the last one, sorted, each integer once. */
export function endList({ offsets, all }: GrowingLists, graphlet: number): void {
  const start = offsets[graphlet] as number;
  sortInts(all.values, start, all.length);
  all.length = dropRepeats(all.values, start, all.length);
  offsets[graphlet + 1] = all.length;
}

/** The finished lists, in memory of just their size. */
export function closeLists({ offsets, all }: GrowingLists): IntLists {
  const values = all.values.slice(0, all.length);
  free(all.values);
  return { offsets, values };
}

function dropRepeats(values: Int32Array, start: number, end: number): number {
  let kept = start;
  for (let i = start; i < end; i++) {
    const value = values[i] as number;
    if (kept === start || values[kept - 1] !== value) values[kept++] = value;
  }
  return kept;
}
