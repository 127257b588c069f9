import { type CloseInts, withMore } from "../../../model/closeInts.ts";
import { type IntColumn, type Ints, intAt, narrow, packInts, type SparseInts } from "../../../model/intColumn.ts";
import { packTimes, type Times, timeAt } from "../../../model/times.ts";
import type { EdgeRows, NumberIds } from "../../../model/trace.ts";

/** How rows that were told anew go into the rows from before. */
export interface RowMerge {
  /** Rows that there are then. */
  readonly count: number;
  /** Row of each of the rows that were told. */
  readonly places: Int32Array;
  /** Rows that were told and are to be taken. */
  readonly taken: readonly number[];
}

type Numbers = Float64Array | Uint8Array | Int32Array;

export function mergedNumbers<T extends Numbers>(before: T, told: T, { count, places, taken }: RowMerge): T {
  const merged = copied(before, count);
  for (const row of taken) merged[places[row] as number] = told[row] as number;
  return merged;
}

function copied<T extends Numbers>(values: T, count: number): T {
  const larger = new (values.constructor as new (length: number) => T)(count);
  larger.set(values);
  return larger;
}

/** As {@link mergedNumbers}; `change` makes what was told what it is among the rows from before. */
export function mergedInts(before: Ints, told: Ints, merge: RowMerge, change = (value: number) => value): Ints {
  return narrow(patched(Int32Array.from(before), told, merge, change));
}

export function mergedPacked(before: IntColumn, told: IntColumn, merge: RowMerge, rows: number): IntColumn {
  if (!("has" in before || "near" in before)) {
    return packInts(patched(Int32Array.from(before), told, merge, (value) => value));
  }
  if (merge.taken.every((row) => (merge.places[row] as number) >= rows)) {
    const grown = "has" in before ? longer(before, told, merge) : moreClose(before, told, merge, rows);
    if (grown) return grown;
  }
  const wide = new Int32Array(rows);
  for (let row = 0; row < rows; row++) wide[row] = intAt(before, row);
  return packInts(patched(wide, told, merge, (value) => value));
}

/** A column of which few rows have an integer, with rows behind those from before. */
function longer({ has, before, values }: SparseInts, told: IntColumn, { count, places, taken }: RowMerge): SparseInts {
  const words = (count + 31) >> 5;
  const merged = { has: copied(has, words), before: copied(before, words).fill(values.length, before.length) };
  const fresh: number[] = [];
  for (const row of taken) {
    const value = intAt(told, row);
    const place = places[row] as number;
    if (value === -1) continue;
    merged.has[place >> 5] = (merged.has[place >> 5] as number) | (1 << (place & 31));
    fresh.push(value);
    merged.before.fill(values.length + fresh.length, (place >> 5) + 1);
  }
  const all = copied(Int32Array.from(values), values.length + fresh.length);
  all.set(fresh, values.length);
  return { ...merged, count: all.length, values: narrow(all) };
}

function moreClose(before: CloseInts, told: IntColumn, { count, places, taken }: RowMerge, rows: number) {
  const fresh = new Int32Array(count - rows);
  for (const row of taken) fresh[(places[row] as number) - rows] = intAt(told, row);
  return withMore(before, count, (row) => fresh[row - rows] as number);
}

export function mergedTimes(before: Times, told: Times, merge: RowMerge, rows: number): Times {
  const merged = new Float64Array(merge.count);
  for (let row = 0; row < rows; row++) merged[row] = timeAt(before, row);
  for (const row of merge.taken) merged[merge.places[row] as number] = timeAt(told, row);
  return packTimes(merged);
}

function patched(
  before: Int32Array,
  told: IntColumn,
  { count, places, taken }: RowMerge,
  change: (value: number) => number,
): Int32Array {
  const merged = copied(before, count);
  for (const row of taken) merged[places[row] as number] = change(intAt(told, row));
  return merged;
}

/** The ids with those behind them that are new. */
export function mergedIds(before: NumberIds, fresh: readonly number[]): NumberIds {
  const isNext = before.type === "sequence" && fresh.every((id, place) => id === before.first + before.count + place);
  if (before.type === "sequence" && isNext && before.count > 0)
    return { ...before, count: before.count + fresh.length };
  const ids = [...fresh];
  const length = before.type === "sequence" ? before.count : before.values.length;
  const isInt = (id: number): boolean => id === (id | 0);
  const isWide = (before.type === "number" && before.values instanceof Float64Array) || !ids.every(isInt);
  const values = isWide ? new Float64Array(length + ids.length) : new Int32Array(length + ids.length);
  if (before.type === "number") values.set(before.values);
  else for (let row = 0; row < length; row++) values[row] = before.first + row;
  values.set(ids, length);
  return { type: "number", values };
}

/**
 * Edges of all rows: of those that were told as they were told, of all others as before. `places`: row of each artifact that was told. Linear in
 * the edges, most of which are moved in one go.
 */
export function mergedEdges(before: EdgeRows, told: EdgeRows, merge: RowMerge, artifacts: Int32Array): EdgeRows {
  const rows = before.offsets.length - 1;
  const { places, count } = merge;
  let gone = 0;
  for (const place of places) {
    if (place < rows) gone += (before.offsets[place + 1] as number) - (before.offsets[place] as number);
  }
  const edges = before.target.length - gone + told.target.length;
  const offsets = new Int32Array(count + 1);
  const target = new Int32Array(edges);
  const key = new Int32Array(edges);
  let at = 0;
  let row = 0;
  /** Takes rows from before over, up to one. */
  const keep = (end: number): void => {
    const from = before.offsets[row] as number;
    const to = before.offsets[end] as number;
    target.set(before.target.subarray(from, to), at);
    key.set(before.key.subarray(from, to), at);
    for (; row < end; row++) offsets[row + 1] = (before.offsets[row + 1] as number) - from + at;
    at += to - from;
  };
  for (let one = 0; one < places.length; one++) {
    const place = places[one] as number;
    if (row < rows) keep(Math.min(place, rows));
    for (let edge = told.offsets[one] as number; edge < (told.offsets[one + 1] as number); edge++, at++) {
      target[at] = artifacts[told.target[edge] as number] as number;
      key[at] = told.key[edge] as number;
    }
    offsets[place + 1] = at;
    row = place + 1;
  }
  if (row < rows) keep(rows);
  return { offsets, target, key: narrow(key) };
}
