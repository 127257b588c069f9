import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { columnsOf } from "../../../../server/src/traces/sqlite/follow/layout.ts";
import { storedTable } from "../../../../server/src/traces/sqlite/pages/schema.ts";
import { type SchemaVersion, schemaStatements } from "../../../generate/mlmdSchema.ts";

/** Columns of each table as SQLite itself understands the words that made them. */
function bySqlite(statements: readonly string[]) {
  const db = new DatabaseSync(":memory:");
  for (const statement of statements) db.exec(statement);
  const rows = (sql: string) =>
    db
      .prepare(sql)
      .all()
      .map((row) => Object.values(row as object));
  const tables = rows("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  return tables.map(([name, sql]) => {
    const { places, defaults } = storedTable({ rows, close: () => {} }, String(name));
    return { sql: String(sql), columns: { places, defaults } };
  });
}

describe("columns are found as SQLite finds them", () => {
  const check = (...statements: readonly string[]): void => {
    for (const { sql, columns } of bySqlite(statements)) expect([sql, columnsOf(sql)]).toEqual([sql, columns]);
  };
  test.each([0, 4, 5, 6, 7, 8, 9, 10] as const)("in schema %i of ML Metadata", (version) => {
    check(...schemaStatements(version as SchemaVersion, true));
  });
  test("with every kind of quotes, comments, and lists in brackets", () => {
    check(
      "CREATE TABLE t (\"a b\" TEXT /* , x */, [c] DECIMAL(10, 2), `d``e` INT -- , y\n, 'f' BLOB DEFAULT 'a,b(', PRIMARY KEY (\"a b\", [c]))",
    );
  });
  test("where the key of one column is the row's number, and where it is not", () => {
    check("CREATE TABLE t (a INTEGER NOT NULL, b TEXT, CONSTRAINT k PRIMARY KEY (a))");
    check("CREATE TABLE t (a INT PRIMARY KEY, b TEXT)");
    check("CREATE TABLE t (a BIGINT NOT NULL, PRIMARY KEY (a))");
    check("CREATE TABLE t (b TEXT, a INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, UNIQUE (b), CHECK (a > 0))");
  });
  test("added later", () => {
    check("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)", "ALTER TABLE t ADD COLUMN c INTEGER DEFAULT 3");
  });
});

test.each([
  "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) WITHOUT ROWID",
  "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) STRICT",
  "CREATE TABLE t (a INT, b INT AS (a + 1))",
  "CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a + 1) STORED)",
  "CREATE TABLE t (a INTEGER, PRIMARY KEY (a DESC))",
  "CREATE TABLE t AS SELECT 1",
  "CREATE TABLE t (a INT",
  "CREATE VIRTUAL TABLE t USING fts5(a)",
  "",
])("what is not understood for certain is left to SQLite: %s", (sql) => {
  expect(columnsOf(sql)).toBe(null);
});
