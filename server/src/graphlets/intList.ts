import { free } from "../model/free.ts";

/** A list of integers that grows by half of it. */
export interface IntList {
  values: Int32Array;
  length: number;
}

/** An empty list with room for `capacity` integers. */
export const intList = (capacity = 1024): IntList => ({ values: new Int32Array(capacity), length: 0 });

/** Integers that a list may hold: a gigabyte of them. Only a trace in which nearly everything holds everything has more. */
const maxLength = 1 << 28;

/** Makes room for `more` integers behind the last one. Throws a `RangeError` where the list would become too long. */
export function reserve(list: IntList, more: number): void {
  const needed = list.length + more;
  if (needed <= list.values.length) return;
  if (needed > maxLength) throw new RangeError("its models have too many steps in common");
  const grown = new Int32Array(Math.min(maxLength, Math.max(needed, Math.ceil(list.values.length * 1.5))));
  grown.set(list.values.subarray(0, list.length));
  free(list.values);
  list.values = grown;
}

/** Appends one integer. */
export function pushInt(list: IntList, value: number): void {
  reserve(list, 1);
  list.values[list.length++] = value;
}

/** Above this many integers the engine's own sort is faster than insertion. */
const insertionLimit = 48;

/** Sorts `values[start .. end)` ascending, in place. */
export function sortInts(values: Int32Array, start: number, end: number): void {
  if (end - start > insertionLimit) {
    values.subarray(start, end).sort();
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const value = values[i] as number;
    let j = i - 1;
    while (j >= start && (values[j] as number) > value) {
      values[j + 1] = values[j] as number;
      j--;
    }
    values[j + 1] = value;
  }
}
