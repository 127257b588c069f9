import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import type { SqlDatabase, SqlRow, SqlValue } from "../sqlite/database.ts";
import type { Visit } from "../sqlite/pages/scan.ts";
import type { Column, Scan, Tables } from "../sqlite/tables.ts";
import type { Catalog } from "./catalog.ts";

/** A value that rows are found by. */
export type Key = number | string;

/** What of a table is read: rows whose column has one of these values, or rows that are already known. */
export type Part =
  | { readonly column: string; readonly values: readonly Key[] | Float64Array }
  | { readonly rows: KnownRows };

/** Rows of numbers, column by column. */
export interface KnownRows {
  readonly columns: readonly string[];
  readonly count: number;
  readonly values: readonly Float64Array[];
}

/** What else must hold of the rows: SQL that every database understands, with `?` for values. */
export interface Condition {
  readonly sql: string;
  readonly values?: readonly Key[];
}

export interface KeyedOptions {
  readonly catalog: Catalog;
  /** By table: an indexed column whose order its rows are read in. */
  readonly keys: Readonly<Record<string, string>>;
  readonly token: CancelToken;
  readonly onRows: (rows: number) => void;
  /** How a column is read where the database does not send it as it is. */
  readonly expression?: (column: string, how: Column[1]) => string;
}

const firstPage = 100;
const largestPage = 20_000;
/** Characters and bytes that one page shall hold at most. */
const pageWeight = 4 << 20;
/** Values that are looked for in one query. From 1,000 on MariaDB takes a list for a table to join with, and goes through the whole index for it. */
const valuesAtOnce = 500;

/**
 * A store's tables read by an index and in pages: each page asks for what comes behind the last key of the page before, so that the database never
 * sorts, holds nothing between pages and sends what was asked for. With `parts`, tables are read in part. Case of names of tables and columns does
 * not count: databases differ in it.
 */
export class KeyedTables implements Tables {
  readonly #db: SqlDatabase;
  readonly #options: KeyedOptions;
  readonly #parts: ReadonlyMap<string, Part>;
  #rowsRead = 0;

  constructor(db: SqlDatabase, options: KeyedOptions, parts: ReadonlyMap<string, Part> = new Map()) {
    this.#db = db;
    this.#options = options;
    this.#parts = parts;
  }

  /** The same tables, read in part. */
  only(parts: ReadonlyMap<string, Part>): KeyedTables {
    return new KeyedTables(this.#db, this.#options, parts);
  }

  has(table: string): boolean {
    return this.#options.catalog.has(table.toLowerCase());
  }

  hasColumn(table: string, column: string): boolean {
    return this.#columnOf(table, column) !== null;
  }

  tables(): readonly string[] {
    return [...this.#options.catalog.values()].map(({ name }) => name);
  }

  estimatedRows(table: string): number {
    const part = this.#parts.get(table);
    if (part) return "rows" in part ? part.rows.count : part.values.length;
    return this.#options.catalog.get(table.toLowerCase())?.rows ?? 0;
  }

  *rows(table: string, columns: readonly Column[]): Generator<SqlRow, void> {
    yield* this.#rowsOf(table, columns, null);
  }

  /** Rows come in the order of the table's key, which is that of every order that readers ask for. */
  scan(table: string, columns: readonly Column[], { where }: Scan, visit: Visit): void {
    for (const row of this.#rowsOf(table, columns, where === undefined ? null : { sql: where })) visit(row);
  }

  /** Rows whose `column` has one of the values, in the order of that column. */
  *among(
    table: string,
    columns: readonly Column[],
    column: string,
    values: readonly Key[] | Float64Array,
    condition: Condition | null = null,
  ): Generator<SqlRow, void> {
    for (let from = 0; from < values.length; from += valuesAtOnce) {
      const some = [...values.slice(from, from + valuesAtOnce)];
      yield* this.#pages(table, columns, column, and(condition, isOneOf(this.quoted(table, column), some)));
    }
  }

  /** Rows that a condition holds of, in the order of a column. */
  *holding(table: string, columns: readonly Column[], column: string, condition: Condition): Generator<SqlRow, void> {
    yield* this.#pages(table, columns, column, condition);
  }

  /** A column as it is written in a condition; the table's name may be given another in the query. */
  quoted(table: string, column: string): string {
    return `"${this.#columnOf(table, column) ?? column}"`;
  }

  /** A table as it is written in a query. */
  named(table: string): string {
    return `"${this.#options.catalog.get(table.toLowerCase())?.name ?? table}"`;
  }

  /** Rows of a query of one's own, which must send few. */
  *ask(sql: string, values: readonly Key[] = []): Generator<SqlRow, void> {
    yield* this.#counted(this.#db.rows(sql, values));
  }

  *#rowsOf(table: string, columns: readonly Column[], condition: Condition | null): Generator<SqlRow, void> {
    if (!this.has(table)) return;
    const part = this.#parts.get(table);
    if (part === undefined) {
      const key = this.#options.keys[table];
      if (key === undefined || !this.hasColumn(table, key)) throw new Error(`the table ${table} has no known key`);
      yield* this.#pages(table, columns, key, condition);
    } else if ("rows" in part) yield* knownRows(part.rows, columns, this.#options.token);
    else yield* this.among(table, columns, part.column, part.values, condition);
  }

  *#pages(
    table: string,
    columns: readonly Column[],
    key: string,
    condition: Condition | null,
  ): Generator<SqlRow, void> {
    if (!this.has(table)) return;
    const keyAt = columns.length;
    const list = [...columns, [key, "value"] as const].map((column, index) => this.#expression(table, column, index));
    const by = this.quoted(table, key);
    let size = firstPage;
    let last: Key | null = null;
    for (;;) {
      throwIfCancelled(this.#options.token);
      const all: Condition | null = last === null ? condition : and(condition, { sql: `${by} >= ?`, values: [last] });
      const sql = `SELECT ${list.join(", ")} FROM ${this.named(table)} ${all ? `WHERE ${all.sql} ` : ""}ORDER BY ${by} LIMIT ${size}`;
      const page = [...this.#counted(this.#db.rows(sql, all?.values ?? []))];
      const isLast = page.length < size;
      const end = keyOf(page.at(-1)?.[keyAt]);
      const whole = isLast ? page.length : firstWith(page, keyAt, end);
      if (whole === 0 && !isLast) {
        // All rows of the page have one key: it takes a larger page to come past them.
        size *= 2;
        continue;
      }
      let weight = 1;
      for (let index = 0; index < whole; index++) {
        const row = page[index] ?? [];
        weight += weightOf(row);
        yield readAs(row, columns);
      }
      if (isLast) return;
      last = end;
      size = Math.max(1, Math.min(largestPage, size * 4, Math.floor((page.length * pageWeight) / weight)));
    }
  }

  *#counted(rows: Iterable<SqlRow>): Generator<SqlRow, void> {
    let count = 0;
    for (const row of rows) {
      count++;
      yield row;
    }
    this.#rowsRead += count;
    this.#options.onRows(this.#rowsRead);
  }

  #columnOf(table: string, column: string): string | null {
    return this.#options.catalog.get(table.toLowerCase())?.columns.get(column.toLowerCase()) ?? null;
  }

  #expression(table: string, [name, how]: Column, index: number): string {
    const column = this.quoted(table, name);
    const { expression } = this.#options;
    return `${!this.hasColumn(table, name) ? "NULL" : expression ? expression(column, how) : column} AS c${index}`;
  }
}

function and(one: Condition | null, other: Condition): Condition {
  if (one === null) return other;
  return { sql: `${one.sql} AND ${other.sql}`, values: [...(one.values ?? []), ...(other.values ?? [])] };
}

/** Numbers are written out: they may be many, and are safe. */
export function isOneOf(column: string, values: readonly Key[]): Condition {
  if (values.every((value) => typeof value === "number")) {
    return { sql: `${column} IN (${values.filter(Number.isSafeInteger).join(", ") || "NULL"})` };
  }
  return { sql: `${column} IN (${values.map(() => "?").join(", ")})`, values };
}

const keyOf = (value: SqlValue | undefined): Key | null =>
  typeof value === "number" || typeof value === "string" ? value : null;

/** Where the rows with the last key begin. */
function firstWith(page: readonly SqlRow[], keyAt: number, key: Key | null): number {
  let index = page.length;
  while (index > 0 && page[index - 1]?.[keyAt] === key) index--;
  return index;
}

function weightOf(row: SqlRow): number {
  let weight = 0;
  for (const value of row) if (typeof value === "string" || value instanceof Uint8Array) weight += value.length;
  return weight;
}

/** Databases send large numbers as text. */
function readAs(row: SqlRow, columns: readonly Column[]): SqlRow {
  const read: SqlValue[] = [];
  for (const [index, [, how]] of columns.entries()) {
    const value = row[index] ?? null;
    if (value === null || how === "raw" || typeof value === "number") read.push(value);
    else if (how === "real") read.push(Number(value));
    else read.push(typeof value === "bigint" ? String(value) : value);
  }
  return read;
}

const rowsBetweenChecks = 65_536;

function* knownRows(
  { columns: names, count, values }: KnownRows,
  columns: readonly Column[],
  token: CancelToken,
): Generator<SqlRow, void> {
  const from = columns.map(([name]) => values[names.indexOf(name)] ?? null);
  const row: SqlValue[] = [];
  for (let index = 0; index < count; index++) {
    if (index % rowsBetweenChecks === 0) throwIfCancelled(token);
    for (let column = 0; column < from.length; column++) {
      const value = from[column]?.[index];
      row[column] = value === undefined || Number.isNaN(value) ? null : value;
    }
    yield row;
  }
}
