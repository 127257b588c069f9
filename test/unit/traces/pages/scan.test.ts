import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { neverCancelled } from "../../../../server/src/model/cancel.ts";
import { loadNodeSqlite, openNodeSqlite } from "../../../../server/src/traces/sqlite/nodeSqlite.ts";
import { PageFile } from "../../../../server/src/traces/sqlite/pages/pageFile.ts";
import { Unscannable } from "../../../../server/src/traces/sqlite/pages/unscannable.ts";
import { type Column, SqlTables } from "../../../../server/src/traces/sqlite/tables.ts";
import { Random } from "../../../generate/random.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-pages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** A database made by these statements. */
function made(...statements: readonly string[]): string {
  const path = join(folder, `${++files}.sqlite`);
  const db = new DatabaseSync(path);
  for (const statement of statements) db.exec(statement);
  db.close();
  return path;
}

const columns: readonly Column[] = [
  ["id", "real"],
  ["number", "value"],
  ["text", "raw"],
];

/** Rows of table `t` read by SQLite, and from the pages: rows, or why they were not read. */
function bothWays(path: string, wanted: readonly Column[] = columns) {
  const sqlite = loadNodeSqlite();
  if (!sqlite) throw new Error("no SQLite in this Node");
  const db = openNodeSqlite(sqlite, path, "immutable");
  try {
    const read = (pages: PageFile | null): unknown => {
      const rows: unknown[] = [];
      const tables = new SqlTables(db, 1e9, neverCancelled, () => {}, pages);
      tables.scanCells(
        "t",
        wanted,
        { order: "rowid" },
        (cells, into) => void into.push(wanted.map((_, at) => cells.value(at))),
        rows,
      );
      return rows;
    };
    const attempt = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        if (error instanceof Unscannable) return `stepped aside: ${error.message}`;
        return `failed: ${(error as Error).name}`;
      }
    };
    return {
      sqlite: attempt(() => read(null)),
      pages: attempt(() => {
        const pages = new PageFile(path);
        try {
          return read(pages);
        } finally {
          pages.close();
        }
      }),
    };
  } finally {
    db.close();
  }
}

const table = "CREATE TABLE t (id INTEGER PRIMARY KEY, number INT, text TEXT)";
const fill = (rows: number, length = 5): string =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
   INSERT INTO t SELECT i, i * i - 500, substr(hex(zeroblob(${length})) || i, 1, ${length} + i % 7) FROM n`;

describe("the pages give what SQLite gives for", () => {
  const check = (...statements: readonly string[]): void => {
    const { sqlite, pages } = bothWays(made(...statements));
    expect(pages).toEqual(sqlite);
    expect(Array.isArray(sqlite)).toBe(true);
  };
  test("an empty table", () => check(table));
  test("one page", () => check(table, fill(10)));
  test("a tree of several levels", () => check(table, fill(30_000)));
  test.each([512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536])("pages of %i bytes", (size) =>
    check(`PRAGMA page_size = ${size}`, table, fill(2_000)),
  );
  test("values on overflow pages", () => check("PRAGMA page_size = 512", table, fill(50, 3_000)));
  test("values that just fit, and those that just do not", () =>
    check(
      "PRAGMA page_size = 512",
      table,
      ...Array.from({ length: 60 }, (_, i) => `INSERT INTO t VALUES (${i + 1}, 1, '${"x".repeat(440 + i)}')`),
    ));
  test("a file that gives free pages back", () =>
    check("PRAGMA auto_vacuum = FULL", table, fill(5_000), "DELETE FROM t WHERE id % 3 = 0"));
  test("a file that gives free pages back when it is told to", () =>
    check(
      "PRAGMA auto_vacuum = INCREMENTAL",
      table,
      fill(5_000),
      "DELETE FROM t WHERE id % 3 = 0 OR id > 3000",
      "PRAGMA incremental_vacuum(20)",
    ));
  test("a file with free pages within", () =>
    check(
      table,
      fill(5_000),
      "CREATE TABLE other (x)",
      "INSERT INTO other SELECT hex(zeroblob(900)) FROM t",
      "DROP TABLE other",
    ));
  test("a file that is written through a log, and at rest", () =>
    check("PRAGMA journal_mode = WAL", table, fill(2_000), "PRAGMA wal_checkpoint(TRUNCATE)"));
  test("rows that were deleted and inserted again", () =>
    check(
      table,
      fill(5_000),
      "DELETE FROM t WHERE id % 2 = 0",
      "INSERT INTO t SELECT id + 100000, number, text FROM t",
    ));
  test("integers of every width", () =>
    check(
      table,
      ...[
        0,
        1,
        -1,
        127,
        -128,
        32_767,
        -32_768,
        8_388_607,
        -8_388_608,
        2 ** 31 - 1,
        -(2 ** 31),
        2 ** 47 - 1,
        -(2 ** 47),
        2 ** 53 - 1,
      ].map((n, i) => `INSERT INTO t VALUES (${i + 1}, ${n}, NULL)`),
    ));
  test("integers beyond 2^53", () =>
    check(table, "INSERT INTO t VALUES (1, 9223372036854775807, 'a'), (2, -9223372036854775808, 'b')"));
  test("real numbers, nulls, blobs and texts where integers should be", () =>
    check(table, "INSERT INTO t VALUES (1, 1.5, x'00ff'), (2, NULL, ''), (3, 'seven', 'Ünïcödé ✓ 𝔘')"));
  test("row numbers that are negative or far apart", () =>
    check(table, "INSERT INTO t VALUES (4000000000, 1, 'a'), (9007199254740991, 2, 'b')"));
  test("columns that were added later", () =>
    check(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, number INT)",
      "INSERT INTO t VALUES (1, 2)",
      "ALTER TABLE t ADD COLUMN text TEXT",
      "INSERT INTO t VALUES (2, 3, 'x')",
    ));
  test("a table whose key is none of the row's number", () =>
    check("CREATE TABLE t (id INT, number INT, text TEXT, PRIMARY KEY (id, text))", fill(300)));
});

describe("the pages step aside for", () => {
  const check = (why: RegExp, ...statements: readonly string[]): void =>
    expect(bothWays(made(...statements)).pages).toMatch(why);
  test.each(["UTF-16le", "UTF-16be"])("texts in %s", (encoding) =>
    check(/encoding/, `PRAGMA encoding = '${encoding}'`, table, fill(10)),
  );
  test("a table without row numbers", () => check(/row numbers/, `${table} WITHOUT ROWID`, fill(10)));
  test("computed columns", () =>
    check(
      /computed/,
      "CREATE TABLE t (id INTEGER PRIMARY KEY, number INT, text TEXT AS (number || 'x') STORED)",
      "INSERT INTO t (id, number) VALUES (1, 2)",
    ));
  test("a column with a default that older rows lack", () =>
    check(
      /default/,
      "CREATE TABLE t (id INTEGER PRIMARY KEY, number INT)",
      "INSERT INTO t VALUES (1, 2)",
      "ALTER TABLE t ADD COLUMN text TEXT DEFAULT 'x'",
    ));
  test("text where a number is asked for", () => {
    const path = made(table, "INSERT INTO t VALUES (1, 'seven', 'x')");
    expect(bothWays(path, [["number", "real"]]).pages).toMatch(/text where a number/);
  });
  test("a negative row number", () => check(/row number/, table, "INSERT INTO t VALUES (-5, 1, 'a')"));
});

describe("rows of equal values come together, by ascending value and else as they stand,", () => {
  const columns: readonly Column[] = [
    ["owner", "real"],
    ["name", "raw"],
  ];
  /** The order that the pages give, and SQLite's; each row's number is part of its name. */
  const check = (...statements: readonly string[]): void => {
    const path = made(...statements);
    const sqlite = loadNodeSqlite();
    if (!sqlite) throw new Error("no SQLite in this Node");
    const db = openNodeSqlite(sqlite, path, "immutable");
    const pages = new PageFile(path);
    const rows = (from: PageFile | null): unknown => {
      const found: unknown[] = [];
      const tables = new SqlTables(db, 1e9, neverCancelled, () => {}, from);
      const order = { together: "owner", sql: "owner, rowid" };
      tables.scan("t", columns, { order }, (row) => void found.push([...row]));
      return found;
    };
    const [here, there] = [rows(pages), rows(null)];
    pages.close();
    db.close();
    expect(here).toEqual(there);
  };
  const table = "CREATE TABLE t (owner INT, name TEXT)";
  const scattered = (owner: string, length = 3): string =>
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
     INSERT INTO t SELECT ${owner}, i || substr(hex(zeroblob(${length})), 1, ${length} + i % 5) FROM n`;
  test("where they stand so", () => check(table, scattered("i / 3")));
  test("where two changed places", () => check(table, "INSERT INTO t VALUES (2, 'a'), (1, 'b'), (2, 'c')"));
  test("where they are scattered", () => check(table, scattered("(i * 7919) % 613")));
  test("where some came late", () => check(table, scattered("i / 4"), scattered("i / 2")));
  test("where some have no owner", () => check(table, scattered("nullif((i * 31) % 97, 5)")));
  test("where owners are negative, large or no whole numbers", () =>
    check(table, scattered("CASE i % 3 WHEN 0 THEN -i WHEN 1 THEN i * 1000000000000 ELSE i + 0.5 END")));
  test("where rows go on over other pages", () =>
    check("PRAGMA page_size = 512", table, scattered("(i * 7919) % 613", 700)));
});

test("of a damaged file the pages give what SQLite gives, or step aside", () => {
  const path = made(
    "PRAGMA page_size = 512",
    table,
    fill(400, 30),
    "INSERT INTO t VALUES (9999, 1, hex(zeroblob(2000)))",
  );
  const whole = readFileSync(path);
  const dice = new Random(7);
  let read = 0;
  for (let round = 0; round < 500; round++) {
    const bytes = Buffer.from(whole);
    // Past the first page: it holds the schema, which SQLite reads in any case.
    const at = 512 + dice.below(bytes.length - 512);
    bytes[at] = dice.below(256);
    const damaged = join(folder, "damaged.sqlite");
    writeFileSync(damaged, bytes);
    const { sqlite, pages } = bothWays(damaged);
    if (typeof pages === "string") continue;
    read++;
    if (Array.isArray(sqlite)) expect(pages, `byte ${at}`).toEqual(sqlite);
  }
  expect(read).toBeGreaterThan(100);
});
