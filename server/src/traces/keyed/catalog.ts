import type { SqlRow } from "../sqlite/database.ts";

/** A database's tables by their names in small letters. */
export type Catalog = ReadonlyMap<string, CatalogTable>;

export interface CatalogTable {
  /** As it is written. */
  readonly name: string;
  /** Names of the columns as they are written, by their names in small letters. */
  readonly columns: ReadonlyMap<string, string>;
  /** About how many rows it has; 0 where the database does not say. */
  readonly rows: number;
}

const plainName = /^\w{1,64}$/;

/** Reads the catalog from rows of table, column and number of rows. Names that are not plain words are left out. */
export function readCatalog(rows: Iterable<SqlRow>): Catalog {
  const tables = new Map<string, { name: string; rows: number; columns: Map<string, string> }>();
  for (const [table, column, count] of rows) {
    if (typeof table !== "string" || typeof column !== "string") continue;
    if (!plainName.test(table) || !plainName.test(column)) continue;
    const known = tables.get(table.toLowerCase()) ?? {
      name: table,
      rows: Math.max(0, Number(count ?? 0)),
      columns: new Map(),
    };
    tables.set(table.toLowerCase(), known);
    known.columns.set(column.toLowerCase(), column);
  }
  return tables;
}
