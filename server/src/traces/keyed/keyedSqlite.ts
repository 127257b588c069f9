import type { CancelToken } from "../../model/cancel.ts";
import type { SqlDatabase } from "../sqlite/database.ts";
import { sqliteExpression } from "../sqlite/tables.ts";
import { readCatalog } from "./catalog.ts";
import { KeyedTables } from "./keyedTables.ts";

const catalog =
  "SELECT m.name AS c0, p.name AS c1, 0 AS c2 FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table' AND m.rootpage > 0";

/** Tables of a SQLite database that are read by index, for a small part of a large store. */
export const keyedSqlite = (
  db: SqlDatabase,
  keys: Readonly<Record<string, string>>,
  token: CancelToken,
  onRows: (rows: number) => void,
): KeyedTables =>
  new KeyedTables(db, { catalog: readCatalog(db.rows(catalog)), keys, token, onRows, expression: sqliteExpression });
