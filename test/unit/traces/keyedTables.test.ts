import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CancelledError, neverCancelled } from "../../../server/src/model/cancel.ts";
import { keyedSqlite } from "../../../server/src/traces/keyed/keyedSqlite.ts";
import type { SqlDatabase, SqlRow } from "../../../server/src/traces/sqlite/database.ts";

/** A table `t` of keys and texts, and how many rows each query that was asked of it sent. */
function tableOf(rows: readonly (readonly [key: number, text: string])[]) {
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE TABLE t (k INTEGER, v TEXT); CREATE INDEX tk ON t (k)");
  const insert = db.prepare("INSERT INTO t VALUES (?, ?)");
  for (const row of rows) insert.run(...row);
  const pages: number[] = [];
  const counting: SqlDatabase = {
    rows(sql, values = []) {
      const statement = db.prepare(sql);
      statement.setReturnArrays(true);
      const found = statement.all(...values) as unknown as SqlRow[];
      if (sql.includes("LIMIT")) pages.push(found.length);
      return found;
    },
    close: () => db.close(),
  };
  const tables = keyedSqlite(counting, { t: "k" }, neverCancelled, () => {});
  return { tables, counting, pages };
}

const columns = [
  ["k", "real"],
  ["v", "raw"],
] as const;
const numbered = (count: number, keyOf: (index: number) => number, text = "x") =>
  Array.from({ length: count }, (_, index) => [keyOf(index), `${text}${index}`] as const);

describe("a table read in pages", () => {
  /** Every row comes once, in the order of the keys. */
  const check = (rows: readonly (readonly [number, string])[]): void => {
    const read = [...tableOf(rows).tables.rows("t", columns)].map((row) => [...row]);
    expect(read.map(([key]) => key)).toEqual(rows.map(([key]) => key).sort((a, b) => a - b));
    expect(new Set(read.map(([, text]) => text))).toEqual(new Set(rows.map(([, text]) => text)));
    expect(read).toHaveLength(rows.length);
  };
  test("gives every row once where keys are few, many, or the same", () => {
    check([]);
    check(numbered(100, (index) => index));
    check(numbered(101, (index) => index));
    check(numbered(3_000, () => 7));
    check(numbered(5_000, (index) => index % 3));
    check(numbered(30_000, (index) => index >> 1));
  });
  test("gives every row once whatever the keys are", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 700 }), (keys) =>
        check(keys.map((key, index) => [key, `x${index}`])),
      ),
      { numRuns: 30 },
    ));
  test("takes larger pages of small rows, and smaller ones of large rows", () => {
    const small = tableOf(numbered(10_000, (index) => index));
    expect([...small.tables.rows("t", columns)]).toHaveLength(10_000);
    expect(small.pages.slice(0, 4)).toEqual([100, 400, 1600, 6400]);
    const large = tableOf(numbered(300, (index) => index, "x".repeat(200_000)));
    expect([...large.tables.rows("t", columns)]).toHaveLength(300);
    expect(Math.max(...large.pages.slice(1))).toBeLessThan(25);
  });
  test("finds the rows of some keys, more than fit into one query", () => {
    const { tables } = tableOf(numbered(6_000, (index) => index));
    const wanted = Float64Array.from({ length: 2_500 }, (_, index) => index * 2);
    expect([...tables.among("t", columns, "k", wanted)].map(([key]) => key)).toEqual([...wanted]);
  });
  test("stops where it is cancelled", () => {
    const { counting } = tableOf(numbered(1_000, (index) => index));
    const token = { isCancellationRequested: false };
    const rows = keyedSqlite(counting, { t: "k" }, token, () => {}).rows("t", columns);
    rows.next();
    token.isCancellationRequested = true;
    expect(() => [...rows]).toThrow(CancelledError);
  });
});
