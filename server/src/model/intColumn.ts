import { type CloseInts, closeAt, packClose } from "./closeInts.ts";

/** Integers by row, as narrow as they all fit. */
export type Ints = Int32Array | Int16Array | Int8Array;

/** Room for so many integers, as wide as these. */
export function alike(values: Ints, length: number): Ints {
  if (values instanceof Int8Array) return new Int8Array(length);
  return values instanceof Int16Array ? new Int16Array(length) : new Int32Array(length);
}

/** Some of all rows, each with its place among these. */
export interface SomeRows {
  /** One bit a row: whether it is one of them. */
  readonly has: Int32Array;
  /** For each word of `has`: how many are before its first row. */
  readonly before: Int32Array;
  readonly count: number;
}

/** The rows that have another integer than `none`. */
export function someRows(column: Ints, none: number): SomeRows {
  const has = new Int32Array((column.length + 31) >> 5);
  const before = new Int32Array(has.length);
  let count = 0;
  for (let row = 0; row < column.length; row++) {
    if ((row & 31) === 0) before[row >> 5] = count;
    if (column[row] === none) continue;
    has[row >> 5] = (has[row >> 5] as number) | (1 << (row & 31));
    count++;
  }
  return { has, before, count };
}

/** Place of a row among these; -1 where it is none of them. At once. */
export function placeAmong({ has, before }: SomeRows, row: number): number {
  const word = has[row >> 5] ?? 0;
  const bit = 1 << (row & 31);
  if ((word & bit) === 0 || row < 0) return -1;
  return (before[row >> 5] as number) + bits(word & (bit - 1));
}

/** Integers by row where few rows have one; all others read as -1. */
export interface SparseInts extends SomeRows {
  /** The integers of the rows that have one, in the order of the rows. */
  readonly values: Ints;
}

export type IntColumn = Ints | SparseInts | CloseInts;

/** Integer of a row; -1 for rows that have none, and that are none. At once. */
export function intAt(column: IntColumn, row: number): number {
  if ("has" in column) return column.values[placeAmong(column, row)] ?? -1;
  return "near" in column ? closeAt(column, row) : (column[row] ?? -1);
}

/** The same integers in as few bytes as hold them. */
export function narrow(column: Ints): Ints {
  if (column instanceof Int8Array) return column;
  let least = 0;
  let most = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least < -0x8000 || most >= 0x8000) return column;
  if (least >= -0x80 && most < 0x80) return new Int8Array(column);
  return column instanceof Int16Array ? column : new Int16Array(column);
}

/** Where fewer rows have an integer than one in so many, only those are kept. */
const sparseFrom = 4;

/** The same integers, of which -1 is none, in as few bytes as hold them. */
export function packInts(column: Ints): IntColumn {
  let count = 0;
  for (let row = 0; row < column.length; row++) if (column[row] !== -1) count++;
  if (count * sparseFrom > column.length) {
    const narrowed = narrow(column);
    return narrowed instanceof Int32Array ? (packClose(narrowed) ?? narrowed) : narrowed;
  }
  const rows = someRows(column, -1);
  const values = new Int32Array(rows.count);
  let next = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number;
    if (value !== -1) values[next++] = value;
  }
  return { ...rows, values: narrow(values) };
}

/** How many bits are set. */
function bits(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
