import type { Key, KeyedTables } from "./keyedTables.ts";

/** Ids of the rows with the largest value of each column: what was started last, what was updated last. A query of one row for each. */
export function newestRows(tables: KeyedTables, table: string, id: string, columns: readonly string[]): readonly Key[] {
  const found: Key[] = [];
  for (const column of columns) {
    if (!tables.hasColumn(table, column)) continue;
    const [key, at] = [tables.quoted(table, id), tables.quoted(table, column)];
    const sql = `SELECT ${key} AS c0 FROM ${tables.named(table)} WHERE ${at} IS NOT NULL ORDER BY ${at} DESC, ${key} DESC LIMIT 1`;
    for (const [one] of tables.ask(sql)) if (typeof one === "number" || typeof one === "string") found.push(one);
  }
  return found;
}
