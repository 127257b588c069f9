import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openNodeSqlite } from "../../../server/src/traces/sqlite/nodeSqlite.ts";
import { generateStore } from "../../generate/generateStore.ts";
import { testFolder } from "./folder.ts";

const file = testFolder();

/** Node's SQLite as it was before statements could return rows as arrays. */
class OlderDatabase extends DatabaseSync {
  override prepare(sql: string) {
    return new Proxy(super.prepare(sql), {
      get: (statement, name) => {
        if (name === "setReturnArrays") return undefined;
        const member: unknown = Reflect.get(statement, name);
        return typeof member === "function" ? member.bind(statement) : member;
      },
    });
  }
}

const query = "SELECT id AS c0, type_id AS c1, name AS c2, NULL AS c3 FROM Execution WHERE id <= ? ORDER BY id";

test("rows are the same where the runtime can only return them as objects", () => {
  generateStore(file("store.sqlite"), { runs: 2 });
  const sqlite = process.getBuiltinModule("node:sqlite");
  const older = { ...sqlite, DatabaseSync: OlderDatabase };
  const [now, before] = [sqlite, older].map((module) => {
    const db = openNodeSqlite(module, file("store.sqlite"), "immutable");
    const rows = [...db.rows(query, [5])].map((row) => [...row]);
    db.close();
    return rows;
  });
  expect(now?.length).toBe(5);
  expect(before).toEqual(now);
});

test("a store opened to be read cannot be written", () => {
  generateStore(file("store.sqlite"), { runs: 2 });
  const db = openNodeSqlite(process.getBuiltinModule("node:sqlite"), file("store.sqlite"), "immutable");
  expect(() => [...db.rows("DELETE FROM Execution RETURNING id AS c0")]).toThrow(/readonly/);
  db.close();
});
