import { type ExecutionState, stateCode } from "../../model/kinds.ts";
import { type Cells, cellKind } from "../sqlite/cells.ts";
import type { SqlRow } from "../sqlite/database.ts";
import type { Column } from "../sqlite/tables.ts";

/** Columns of a property's value in the order that {@link propertyValue} takes them in. */
export const valueColumns: readonly Column[] = [
  ["int_value", "value"],
  ["double_value", "raw"],
  ["string_value", "raw"],
  ["bool_value", "raw"],
  ["byte_value", "raw"],
  ["proto_value", "raw"],
];

/** A property's value: a boolean only where it was stored as one. */
export type PropertyValue = number | string | boolean | Uint8Array;

/** The value of a property whose columns start at `at` in the row; null where all are null. */
export function propertyValue(row: SqlRow, at: number): PropertyValue | null {
  for (let column = at; column < at + valueColumns.length; column++) {
    const value = row[column] ?? null;
    if (value === null) continue;
    if (column === at + 3) return value !== 0;
    return typeof value === "bigint" ? String(value) : value;
  }
  return null;
}

/** Which of the columns of a property's value that start at `at` holds it; -1 where all are null. */
export function valueColumn(cells: Cells, at: number): number {
  for (let column = at; column < at + valueColumns.length; column++)
    if (cells.kinds[column] !== cellKind.none) return column;
  return -1;
}

/** The value in a column that {@link valueColumn} found. */
export function valueIn(cells: Cells, at: number, column: number): PropertyValue | null {
  const value = column < 0 ? null : cells.value(column);
  if (value === null) return null;
  if (column === at + 3) return value !== 0;
  return typeof value === "bigint" ? String(value) : value;
}

/** A number, where the value is one or reads as one. */
export function numeric(value: PropertyValue | null): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** 1 or 0 for a flag stored as integer, text or truth value; -1 where it says neither. */
export function flag(value: PropertyValue | null): 1 | 0 | -1 {
  if (typeof value === "boolean") return value ? 1 : 0;
  const number = numeric(value);
  if (number !== null) return number === 0 ? 0 : 1;
  if (typeof value !== "string") return -1;
  const word = value.trim().toLowerCase();
  return word === "true" ? 1 : word === "false" ? 0 : -1;
}

/** Text of a value that is shown or compared as text; null for what has none. */
export function text(value: PropertyValue | null): string | null {
  if (value === null || value instanceof Uint8Array) return null;
  const written = String(value);
  return written === "" ? null : written;
}

/** TFX writes Python's None as text. */
export const isNone = (value: PropertyValue): boolean => value === "None" || value === "null" || value === "";

const stateWords: Readonly<Record<string, ExecutionState>> = {
  new: "new",
  running: "running",
  complete: "complete",
  completed: "complete",
  failed: "failed",
  cached: "cached",
  canceled: "canceled",
  cancelled: "canceled",
};

/** Code of the state that a word of the launcher says; `unknown` for other words. */
export function stateOfWord(value: PropertyValue): number {
  const word = typeof value === "string" ? value.trim().toLowerCase() : "";
  return stateCode[(Object.hasOwn(stateWords, word) ? stateWords[word] : undefined) ?? "unknown"];
}

/** The latest time that a date can hold. */
const endOfTime = 8.64e15;

/** Milliseconds since the epoch; NaN for what the store leaves open (null or 0) and for what is no time. */
export const time = (value: number): number => (value > 0 && value <= endOfTime ? value : Number.NaN);
