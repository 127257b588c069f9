import type { SqlDatabase } from "../database.ts";
import { Unscannable } from "./unscannable.ts";

/** A table as its pages hold it. */
export interface StoredTable {
  readonly root: number;
  /** Name of a column → its place in the record; -1 for the one that is the row number. */
  readonly places: ReadonlyMap<string, number>;
  /** Columns that read as something where a record, written before they were added, lacks them. */
  readonly defaults: ReadonlySet<string>;
}

/**
 * Where a table stands and how its records are laid out, by SQLite's own reading of the schema. Throws `Unscannable` for tables without row
 * numbers, with computed columns, or with columns that were added with a default (older records lack them).
 */
export function storedTable(db: SqlDatabase, name: string): StoredTable {
  const places = new Map<string, number>();
  const defaults = new Set<string>();
  let primaryKeys = 0;
  let rowNumber: string | null = null;
  for (const [place, column, type, , fallback, key, hidden] of db.rows(`PRAGMA table_xinfo("${name}")`)) {
    if (typeof column !== "string" || typeof place !== "number" || hidden !== 0) {
      throw new Unscannable("a table with computed columns");
    }
    if (fallback !== null && String(fallback).toUpperCase() !== "NULL") defaults.add(column);
    places.set(column, place);
    if (key !== 0) primaryKeys++;
    if (key === 1 && String(type).toUpperCase() === "INTEGER") rowNumber = column;
  }
  for (const [root, sql] of db.rows(
    `SELECT rootpage AS c0, sql AS c1 FROM sqlite_master WHERE type = 'table' AND name = '${name}'`,
  )) {
    // Every such table has the words somewhere; a comment with them only costs the shortcut.
    if (typeof root !== "number" || typeof sql !== "string" || /without\s+rowid/i.test(sql)) break;
    // `INTEGER PRIMARY KEY DESC` as a column's own constraint is no row number.
    if (rowNumber !== null && /primary\s+key\s+desc/i.test(sql)) break;
    if (rowNumber !== null && primaryKeys === 1) places.set(rowNumber, -1);
    return { root, places, defaults };
  }
  throw new Unscannable("a table without row numbers");
}
