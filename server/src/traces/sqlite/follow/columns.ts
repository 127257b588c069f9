import type { SqlValue } from "../database.ts";

/** A column of a table that is kept: its rows by their places from 0 on. */
export interface KeptColumn {
  at(row: number): SqlValue;
  push(value: SqlValue): void;
  set(row: number, value: SqlValue): void;
  /** Forgets all rows from a place on. */
  cut(length: number): void;
  /** The rows from one place up to another, in a column of their own. */
  part(from: number, to: number): KeptColumn;
}

const firstRoom = 64;
/** Stands for null among integers, and is none of them itself. */
const nothing = -(2 ** 31);

/** Numbers or nothing: four bytes each as long as all of them are integers that fit, else eight. */
export class NumberColumn implements KeptColumn {
  #values: Int32Array | Float64Array;
  #length: number;

  constructor(values: Int32Array | Float64Array = new Int32Array(firstRoom), length = 0) {
    this.#values = values;
    this.#length = length;
  }

  at(row: number): number | null {
    const value = this.#values[row] as number;
    const isNothing = this.#values instanceof Int32Array ? value === nothing : Number.isNaN(value);
    return isNothing ? null : value;
  }

  /** The rows' numbers; what is nothing is no number from 0 on. */
  get numbers(): Int32Array | Float64Array {
    return this.#values.subarray(0, this.#length);
  }

  push(value: SqlValue): void {
    if (this.#length === this.#values.length) this.#values = larger(this.#values);
    this.set(this.#length++, value);
  }

  set(row: number, value: SqlValue): void {
    const isNumber = typeof value === "number";
    if (isNumber && ((value | 0) !== value || value === nothing)) this.#widen();
    if (this.#values instanceof Int32Array) this.#values[row] = isNumber ? value : nothing;
    else this.#values[row] = isNumber ? value : Number.NaN;
  }

  cut(length: number): void {
    this.#length = Math.min(length, this.#length);
  }

  part(from: number, to: number): NumberColumn {
    return new NumberColumn(this.#values.slice(from, to), to - from);
  }

  #widen(): void {
    if (this.#values instanceof Float64Array) return;
    const wide = new Float64Array(this.#values.length);
    for (let row = 0; row < this.#length; row++) wide[row] = this.at(row) ?? Number.NaN;
    this.#values = wide;
  }
}

/** Values of any type, kept once each; a column holds four bytes for each of its rows. */
export class KeptValues {
  readonly #codes = new Map<SqlValue, number>([[null, 0]]);
  readonly #values: SqlValue[] = [null];

  code(value: SqlValue): number {
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    const code = this.#values.push(value) - 1;
    this.#codes.set(value, code);
    return code;
  }

  at(code: number): SqlValue {
    return this.#values[code] ?? null;
  }
}

/** Values of any type. */
export class ValueColumn implements KeptColumn {
  readonly #kept: KeptValues;
  #codes: Int32Array;
  #length: number;

  constructor(kept: KeptValues, codes = new Int32Array(firstRoom), length = 0) {
    this.#kept = kept;
    this.#codes = codes;
    this.#length = length;
  }

  at(row: number): SqlValue {
    return this.#kept.at(this.#codes[row] as number);
  }

  push(value: SqlValue): void {
    if (this.#length === this.#codes.length) this.#codes = larger(this.#codes);
    this.#codes[this.#length++] = this.#kept.code(value);
  }

  set(row: number, value: SqlValue): void {
    this.#codes[row] = this.#kept.code(value);
  }

  cut(length: number): void {
    this.#length = Math.min(length, this.#length);
  }

  part(from: number, to: number): ValueColumn {
    return new ValueColumn(this.#kept, this.#codes.slice(from, to), to - from);
  }
}

function larger<T extends Int32Array | Float64Array>(values: T): T {
  const made = values instanceof Int32Array ? new Int32Array(room(values)) : new Float64Array(room(values));
  made.set(values);
  return made as T;
}

const room = (values: { readonly length: number }): number => Math.max(firstRoom, values.length * 2);
