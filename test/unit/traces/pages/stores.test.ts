import { copyFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { readStore } from "../../../../server/src/traces/mlmd/readStore.ts";
import { loadNodeSqlite, openNodeSqlite } from "../../../../server/src/traces/sqlite/nodeSqlite.ts";
import { PageFile } from "../../../../server/src/traces/sqlite/pages/pageFile.ts";
import { readTrace } from "../../../../server/src/workspace/openTrace.ts";
import { generateStore, type StoreOptions } from "../../../generate/generateStore.ts";
import { control, plainOptions, testFolder } from "../folder.ts";

const file = testFolder();
let stores = 0;

function store(options: StoreOptions): string {
  const path = file(`${++stores}.sqlite`);
  generateStore(path, { executions: 2_500, ...options });
  return path;
}

/** The trace as SQLite reads it, whatever the pages could give. */
function bySqlite(path: string) {
  return read(path, null);
}

function byPages(path: string) {
  const pages = new PageFile(path);
  try {
    return read(path, pages);
  } finally {
    pages.close();
  }
}

function read(path: string, pages: PageFile | null) {
  const sqlite = loadNodeSqlite();
  if (!sqlite) throw new Error("no SQLite in this Node");
  const db = openNodeSqlite(sqlite, path, "immutable");
  try {
    return readStore(db, 1e9, plainOptions, control, pages);
  } finally {
    db.close();
  }
}

describe("the pages give the trace that SQLite gives of a store", () => {
  const check = (options: StoreOptions): void => {
    const path = store(options);
    expect(byPages(path)).toEqual(bySqlite(path));
  };
  test("of the newer dialect", () => check({}));
  test("of the older dialect", () => check({ dialect: "legacy", schemaVersion: 5 }));
  test("of both", () => check({ dialect: "mixed", pipelines: ["a", "b"] }));
  test("of notebooks", () => check({ runsPerSession: 3 }));
  test.each([0, 4, 6, 7, 8, 9] as const)("of schema %i", (schemaVersion) => check({ schemaVersion, executions: 400 }));
});

/** Changes a copy of a store by statements, then looks at both ways. */
const changed = (...statements: readonly string[]): string => {
  const path = store({ executions: 600 });
  const db = new DatabaseSync(path);
  for (const statement of statements) db.exec(statement);
  db.close();
  return path;
};

describe("the pages give the trace that SQLite gives after", () => {
  const check = (...statements: readonly string[]): void => {
    const path = changed(...statements);
    expect(byPages(path)).toEqual(bySqlite(path));
  };
  test("rows were deleted", () =>
    check(
      "DELETE FROM Event WHERE id % 5 = 0",
      "DELETE FROM Execution WHERE id % 7 = 0",
      "DELETE FROM Artifact WHERE id = 3",
    ));
  test("every second execution got a property late", () =>
    check(
      `INSERT INTO ExecutionProperty (execution_id, name, is_custom_property, string_value)
       SELECT id, 'late', 1, 'value ' || id % 3 FROM Execution WHERE id % 2 = 0 ORDER BY id DESC`,
    ));
  test("properties were added late", () =>
    check(
      "INSERT INTO ExecutionProperty (execution_id, name, is_custom_property, int_value) VALUES (5, 'late', 1, 7)",
    ));
  test("another page size", () => check("PRAGMA page_size = 512", "VACUUM"));
  test("properties of every type, beyond 2^53 too", () =>
    check(
      "UPDATE ExecutionProperty SET string_value = NULL, int_value = 9223372036854775807 WHERE execution_id % 3 = 0",
      "UPDATE ExecutionProperty SET string_value = NULL, double_value = 1.5 WHERE execution_id % 3 = 1",
    ));
  test("values of all lengths", () =>
    check(
      "UPDATE ExecutionProperty SET string_value = substr(hex(zeroblob(9000)), 1, execution_id * 13) WHERE name LIKE 'm%'",
    ));
});

describe("a store in the middle of being written gives what it gives at rest", () => {
  test("with rows in its log", async () => {
    const path = store({});
    const writer = new DatabaseSync(path);
    writer.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0");
    writer.exec("UPDATE Execution SET last_known_state = 4 WHERE id % 2 = 0; DELETE FROM Event WHERE id % 9 = 0");
    const before = await readTrace(path, plainOptions, control);
    writer.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    writer.close();
    expect(before).toEqual({ ok: true, value: bySqlite(path) });
  });
  test("with a transaction that began to write", async () => {
    const path = store({});
    const whole = bySqlite(path);
    const writer = new DatabaseSync(path);
    writer.exec(
      "PRAGMA cache_size = 5; BEGIN; UPDATE Execution SET last_known_state = 4; DELETE FROM Event WHERE id < 2000",
    );
    const copy = file("hot.sqlite");
    copyFileSync(path, copy);
    copyFileSync(`${path}-journal`, `${copy}-journal`);
    writer.exec("ROLLBACK");
    writer.close();
    expect(await readTrace(copy, plainOptions, control)).toEqual({ ok: true, value: whole });
  });
});
