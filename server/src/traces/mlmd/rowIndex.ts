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

/** Where the rows of ids are; see {@link rowFor}. */
export interface RowIndex {
  /** Ids follow each other without gaps: the first, and how many there are. */
  readonly first: number;
  readonly count: number;
  /** Row by id, where gaps are few. */
  readonly rows: Int32Array | null;
  /** The same where they are not. */
  readonly far: ReadonlyMap<number, number> | null;
}

/** Finds rows by ids: counted where ids follow each other without gaps, by a table where gaps are few, as a store's are, else by a map. */
export function rowIndex(ids: NumberIds): RowIndex {
  if (ids.type === "sequence") return { first: ids.first, count: ids.count, rows: null, far: null };
  const { values } = ids;
  const count = values.length;
  const first = values[0] ?? 0;
  const last = values[count - 1] ?? -1;
  if (first >= 0 && last <= count * 8 + 1024) {
    const rows = new Int32Array(last + 1).fill(-1);
    for (let row = 0; row < count; row++) rows[values[row] as number] = row;
    return { first, count, rows, far: null };
  }
  const far = new Map<number, number>();
  for (let row = 0; row < count; row++) far.set(values[row] as number, row);
  return { first, count, rows: null, far };
}

/** Row of an id, -1 for one that is not there. At once. */
export function rowFor({ first, count, rows, far }: RowIndex, id: number): number {
  if (rows !== null) return rows[id] ?? -1;
  if (far !== null) return far.get(id) ?? -1;
  const row = id - first;
  return row >= 0 && row < count && row === Math.floor(row) ? row : -1;
}
