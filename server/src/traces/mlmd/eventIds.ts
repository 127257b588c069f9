import { growableDoubles } from "../growable.ts";

/**
 * Ascending ids of events, in order of which they have places from 0 on; those that are no number come first and are not found again. Ids that follow
 * each other without gaps take no memory.
 */
export class EventIds {
  #first = 0;
  #length = 0;
  /** All ids, from the first gap on. */
  #values: ReturnType<typeof growableDoubles> | null = null;
  #sorted: Float64Array | null = null;
  #next = 0;

  get length(): number {
    return this.#length;
  }

  push(id: number): void {
    if (this.#length === 0) this.#first = id;
    if (!this.#values && id !== this.#first + this.#length) {
      this.#values = growableDoubles(this.#length * 2);
      for (let place = 0; place < this.#length; place++) this.#values.push(this.#first + place);
    }
    this.#values?.push(id);
    this.#length++;
  }

  /** Place of an id, or -1. To be asked when all are there; quick where ids are asked for in their order. */
  placeOf(id: number): number {
    if (!this.#values) {
      const place = id - this.#first;
      return place >= 0 && place < this.#length && place === Math.floor(place) ? place : -1;
    }
    this.#sorted ??= this.#values.finish();
    const values = this.#sorted;
    if (values[this.#next] !== id && values[++this.#next] !== id) this.#next = searched(values, id);
    const place = this.#next;
    if (place < 0) this.#next = 0;
    return place;
  }
}

/** Place of a value in an ascending list, or -1. */
function searched(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = values[middle] ?? Number.NaN;
    if (found === value) return middle;
    if (found > value) high = middle - 1;
    else low = middle + 1;
  }
  return -1;
}
