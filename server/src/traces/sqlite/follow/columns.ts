import { StringTable } from "../../stringTable.ts";
import { type Cells, cellKind } from "../cells.ts";
import type { SqlValue } from "../database.ts";

/** A column of a table that is kept: its rows by their places from 0 on. */
export interface KeptColumn {
  at(row: number): SqlValue;
  /** Equal numbers, equal values; of one column, or of one and its {@link part}. */
  key(row: number): number;
  /** Shows a row's value in a cell. */
  show(row: number, cells: Cells, cell: number): void;
  /** Adds the value of a cell. */
  push(cells: Cells, cell: number): void;
  /** Adds a row of a column that is a {@link part} of this one, or was filled for it. */
  pushFrom(other: KeptColumn, row: number): void;
  /** Writes such a row over another. */
  setFrom(row: number, other: KeptColumn, from: number): void;
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

  key(row: number): number {
    return this.at(row) ?? Number.NEGATIVE_INFINITY;
  }

  show(row: number, cells: Cells, cell: number): void {
    const value = this.at(row);
    cells.kinds[cell] = value === null ? cellKind.none : cellKind.number;
    if (value !== null) cells.numbers[cell] = value;
  }

  push(cells: Cells, cell: number): void {
    const value = cells.number(cell);
    this.#push(Number.isNaN(value) ? null : value);
  }

  pushFrom(other: KeptColumn, row: number): void {
    this.#push(other.at(row));
  }

  setFrom(row: number, other: KeptColumn, from: number): void {
    this.#set(row, other.at(from));
  }

  #push(value: SqlValue): void {
    if (this.#length === this.#values.length) this.#values = larger(this.#values);
    this.#set(this.#length++, value);
  }

  #set(row: number, value: SqlValue): void {
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

const noCode = 0;

/** Values of any type, kept once each; a column holds four bytes for each of its rows. Texts stay the bytes that they are, and have codes above 0. */
export class KeptValues {
  readonly #texts = new StringTable();
  readonly #codes = new Map<SqlValue, number>();
  readonly #others: SqlValue[] = [];

  /** Code of the value in a cell. */
  code(cells: Cells, cell: number): number {
    if (cells.isText(cell)) {
      return this.#texts.addBytes(cells.bytes, cells.starts[cell] as number, cells.ends[cell] as number) + 1;
    }
    const value = cells.value(cell);
    if (value === null) return noCode;
    if (typeof value === "string") return this.#texts.add(value) + 1;
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    const code = -this.#others.push(value);
    this.#codes.set(value, code);
    return code;
  }

  at(code: number): SqlValue {
    return code > 0 ? this.#texts.at(code - 1) : (this.#others[-code - 1] ?? null);
  }

  show(code: number, cells: Cells, cell: number): void {
    if (code > 0) {
      const { piece, at, length } = this.#texts.header(code - 1);
      cells.put(cell, cellKind.text, piece, at, length);
      return;
    }
    const value = this.#others[-code - 1] ?? null;
    if (typeof value === "number") {
      cells.kinds[cell] = cellKind.number;
      cells.numbers[cell] = value;
    } else if (value instanceof Uint8Array) cells.put(cell, cellKind.blob, value, 0, value.length);
    else cells.kinds[cell] = cellKind.none;
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

  key(row: number): number {
    return this.#codes[row] as number;
  }

  show(row: number, cells: Cells, cell: number): void {
    this.#kept.show(this.#codes[row] as number, cells, cell);
  }

  push(cells: Cells, cell: number): void {
    this.#push(this.#kept.code(cells, cell));
  }

  pushFrom(other: KeptColumn, row: number): void {
    this.#push(other.key(row));
  }

  setFrom(row: number, other: KeptColumn, from: number): void {
    this.#codes[row] = other.key(from);
  }

  #push(code: number): void {
    if (this.#length === this.#codes.length) this.#codes = larger(this.#codes);
    this.#codes[this.#length++] = code;
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
