import type { NumberIds } from "../../model/trace.ts";
import { GrowableNumbers } from "../growable.ts";

/** Ascending ids while they are read. Those that follow each other without gaps take no memory. */
export class AscendingIds {
  #first = 0;
  #last = Number.NEGATIVE_INFINITY;
  #length = 0;
  /** All ids, from the first gap on. */
  #values: GrowableNumbers | null = null;

  /** False, and not taken, for what is no id and for one that is not above all before it. */
  push(id: number): boolean {
    if (!Number.isSafeInteger(id) || id <= this.#last) return false;
    if (this.#length === 0) this.#first = id;
    if (!this.#values && id !== this.#first + this.#length) {
      this.#values = new GrowableNumbers(this.#length * 2);
      for (let place = 0; place < this.#length; place++) this.#values.push(this.#first + place);
    }
    this.#values?.push(id);
    this.#last = id;
    this.#length++;
    return true;
  }

  finish(): NumberIds {
    if (this.#values) return { type: "number", values: this.#values.finish() };
    return { type: "sequence", first: this.#first, count: this.#length };
  }
}

/**
 * Row of each of these ids, -1 for those that are not among them: counted where ids follow each other without gaps, by a table where gaps are few,
 * as a store's are, else by a map.
 */
export function rowIndex(ids: NumberIds): (id: number) => number {
  if (ids.type === "sequence") {
    const { first, count } = ids;
    return (id) => {
      const row = id - first;
      return row >= 0 && row < count && row === Math.floor(row) ? row : -1;
    };
  }
  const { values } = ids;
  const { length } = values;
  const first = values[0] ?? 0;
  const last = values[length - 1] ?? -1;
  if (first >= 0 && last <= length * 8 + 1024) {
    const rows = new Int32Array(last + 1).fill(-1);
    for (let row = 0; row < length; row++) rows[values[row] as number] = row;
    return (id) => rows[id] ?? -1;
  }
  const rows = new Map<number, number>();
  for (let row = 0; row < length; row++) rows.set(values[row] as number, row);
  return (id) => rows.get(id) ?? -1;
}
