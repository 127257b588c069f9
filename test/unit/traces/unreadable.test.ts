import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { looksLikeTrace, readProperties, readTrace } from "../../../server/src/workspace/openTrace.ts";
import { generateStore } from "../../generate/generateStore.ts";
import { MlmdWriter } from "../../generate/mlmdWriter.ts";
import { Random } from "../../generate/random.ts";
import { control, plainOptions, testFolder } from "./folder.ts";

const file = testFolder();

/** What is said of a file that cannot be read: the code, and the one line. */
async function failure(path: string): Promise<readonly [code: string, message: string]> {
  const result = await readTrace(path, plainOptions, control);
  if (result.ok) throw new Error("it was read");
  expect(result.error.message).not.toMatch(/[\r\n]/);
  return [result.error.code, result.error.message];
}

function written(name: string, content: string | Uint8Array): string {
  writeFileSync(file(name), content);
  return file(name);
}

function database(name: string, ...statements: readonly string[]): string {
  const db = new DatabaseSync(file(name));
  for (const statement of statements) db.exec(statement);
  db.close();
  return file(name);
}

function store(name: string, change: (bytes: Buffer) => void = () => {}): string {
  generateStore(file(name), { executions: 200 });
  const bytes = readFileSync(file(name));
  change(bytes);
  writeFileSync(file(name), bytes);
  return file(name);
}

const noise = (length: number): Uint8Array => {
  const random = new Random(5);
  return Uint8Array.from({ length }, () => random.below(256));
};

describe("what is no store is told in one line", () => {
  test("no such file", async () => {
    expect(await failure(file("nowhere.sqlite"))).toEqual([
      "missing",
      "nowhere.sqlite: no such file. Nothing was changed. Check the path, or choose another trace.",
    ]);
  });

  test("text of another kind", async () => {
    writeFileSync(file("prov.json"), '{ "a": 1 }');
    expect(await failure(file("prov.json"))).toEqual([
      "not-a-trace",
      "prov.json: no trace that Graphlet reads (OpenLineage events, runs of workflows, W3C PROV or a run crate). Nothing was changed. Choose another trace.",
    ]);
  });

  test("a folder", async () => {
    mkdirSync(file("folder.sqlite"));
    expect(await failure(file("folder.sqlite"))).toEqual([
      "unreadable",
      "folder.sqlite: a folder, not a file. Nothing was changed. Choose another trace.",
    ]);
  });

  test("a device that never ends", async () => {
    expect(await failure("/dev/zero")).toEqual([
      "unreadable",
      "zero: not a regular file. Nothing was changed. Choose another trace.",
    ]);
  });

  test("empty", async () => {
    expect(await failure(written("empty.sqlite", ""))).toEqual([
      "empty",
      "empty.sqlite: the file is empty. Nothing was changed. Run the pipeline once, or choose another trace.",
    ]);
  });

  test("text", async () => {
    expect(await failure(written("notes.db", "see elsewhere"))).toEqual([
      "not-a-trace",
      "notes.db: not a SQLite file. Nothing was changed. Choose another trace.",
    ]);
  });

  test("a file that was not fetched", async () => {
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 884736\n";
    expect(await failure(written("lfs.sqlite", pointer))).toEqual([
      "not-a-trace",
      "lfs.sqlite: a Git LFS pointer, not the file itself. Nothing was changed. Fetch the file with `git lfs pull`, or choose another trace.",
    ]);
  });

  test("encrypted", async () => {
    expect(await failure(written("secret.sqlite", noise(8192)))).toEqual([
      "encrypted",
      "secret.sqlite: not a readable SQLite file (encrypted or damaged). Nothing was changed. Restore it from a copy, or choose another trace.",
    ]);
  });

  test("its header overwritten", async () => {
    const [code, message] = await failure(store("header.sqlite", (bytes) => bytes.fill(0, 0, 16)));
    expect([code, message]).toEqual([
      "damaged",
      "header.sqlite: not a readable SQLite file (its header is damaged). Nothing was changed. Restore it from a copy, or choose another trace.",
    ]);
  });

  test("cut off between pages", async () => {
    const path = store("metadata.sqlite");
    truncateSync(path, 16 * 4096);
    expect(await failure(path)).toEqual([
      "damaged",
      "metadata.sqlite: not a readable SQLite file (truncated at page 17). Nothing was changed. Restore it from a copy, or choose another trace.",
    ]);
  });

  test.each([1, 15, 16, 50, 99, 100, 4095])("cut off after %i bytes", async (length) => {
    const path = store("short.sqlite");
    truncateSync(path, length);
    expect(await failure(path)).toEqual([
      "damaged",
      "short.sqlite: not a readable SQLite file (truncated at page 1). Nothing was changed. Restore it from a copy, or choose another trace.",
    ]);
  });

  test("a page in the middle overwritten", async () => {
    const path = store("middle.sqlite", (bytes) => bytes.fill(0xff, 3 * 4096, bytes.length - 4096));
    const [code, message] = await failure(path);
    expect(code).toBe("damaged");
    expect(message).toMatch(/^middle\.sqlite: not a readable SQLite file \(.+\)\. Nothing was changed\. Restore it/);
  });

  test("another program's database", async () => {
    const path = database(
      "mlflow.db",
      "CREATE TABLE alembic_version (v)",
      "CREATE TABLE runs (i)",
      "CREATE TABLE experiments (i)",
    );
    expect(await failure(path)).toEqual([
      "not-a-trace",
      "mlflow.db: not an ML Metadata store (it looks like an MLflow database). Nothing was changed. Choose another trace.",
    ]);
  });

  test("a database without tables", async () => {
    const path = database("bare.db", "PRAGMA user_version = 1");
    expect(await failure(path)).toEqual([
      "not-a-trace",
      "bare.db: not an ML Metadata store (it has no tables). Nothing was changed. Choose another trace.",
    ]);
  });

  test("a store of a later version", async () => {
    const path = store("later.sqlite");
    database("later.sqlite", "UPDATE MLMDEnv SET schema_version = 11");
    expect(await failure(path)).toEqual([
      "future-schema",
      "later.sqlite: written by a newer ML Metadata (schema 11; up to 10 can be read). Nothing was changed. Update Graphlet, or choose another trace.",
    ]);
  });

  test("a store that does not say its version", async () => {
    const path = store("unsaid.sqlite");
    database("unsaid.sqlite", "DELETE FROM MLMDEnv");
    expect(await failure(path)).toEqual([
      "damaged",
      "unsaid.sqlite: not a readable ML Metadata store (no schema version). Nothing was changed. Restore it from a copy, or choose another trace.",
    ]);
  });

  test("a store without one of its tables", async () => {
    const path = store("partial.sqlite");
    database("partial.sqlite", "DROP TABLE Event");
    expect((await failure(path))[1]).toContain("(table Event is missing)");
  });

  test("a view that never ends, in place of a table", async () => {
    const path = store("endless.sqlite");
    database(
      "endless.sqlite",
      "DROP TABLE Event",
      "CREATE VIEW Event AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, 1 AS artifact_id, 1 AS execution_id, 3 AS type, 0 AS milliseconds_since_epoch FROM n",
    );
    expect((await failure(path))[1]).toContain("(table Event is missing)");
  });

  test("a name with a line break stays on one line", async () => {
    expect((await failure(file("no\nsuch.sqlite")))[1]).toContain("no such.sqlite: no such file");
  });

  test("cancelled before it began", async () => {
    const result = await readTrace(store("fine.sqlite"), plainOptions, {
      token: { isCancellationRequested: true },
      onProgress: () => {},
    });
    expect(result).toEqual({ ok: false, error: { code: "cancelled", message: "fine.sqlite: cancelled." } });
  });
});

test("a store behind a link is read where it is", async () => {
  store("target.sqlite");
  symlinkSync(file("target.sqlite"), file("link.sqlite"));
  expect((await readTrace(file("link.sqlite"), plainOptions, control)).ok).toBe(true);
});

test("a name with signs of a URL is a name", async () => {
  store("50% off?#1 & more.sqlite");
  expect((await readTrace(file("50% off?#1 & more.sqlite"), plainOptions, control)).ok).toBe(true);
});

describe("a cheap look", () => {
  test.each([4, 7, 10] as const)("knows a store of schema %i", async (schemaVersion) => {
    generateStore(file("look.sqlite"), { schemaVersion, runs: 2 });
    expect(await looksLikeTrace(file("look.sqlite"))).toBe(true);
  });

  test("knows the oldest stores, which do not say their version", async () => {
    generateStore(file("oldest.sqlite"), { schemaVersion: 0, dialect: "legacy", runs: 2 });
    expect(await looksLikeTrace(file("oldest.sqlite"))).toBe(true);
  });

  test("finds a schema that stands at the end of the file", async () => {
    const path = database(
      "moved.sqlite",
      "CREATE TABLE filler (t)",
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO filler SELECT hex(randomblob(1000)) FROM n",
      ...Array.from({ length: 60 }, (_, index) => `CREATE TABLE t${index} (${"column_with_a_long_name ".repeat(5)})`),
      "CREATE TABLE MLMDEnv (schema_version)",
    );
    expect(await looksLikeTrace(path)).toBe(true);
  });

  test.each([
    ["text", () => written("a.db", "see elsewhere")],
    ["an empty file", () => written("b.db", "")],
    ["noise", () => written("c.db", noise(5000))],
    ["another database", () => database("d.db", "CREATE TABLE runs (i)")],
    ["a folder", () => file(".")],
    ["nothing", () => file("nothing.db")],
  ])("passes %s by", async (_, make) => {
    expect(await looksLikeTrace(make())).toBe(false);
  });
});

describe("properties of one row", () => {
  const path = (): string => {
    const writer = new MlmdWriter(file("properties.sqlite"), 10);
    const type = writer.type("execution", "Trainer");
    writer.execution({
      type,
      state: 3,
      properties: [
        { name: "steps", value: 5, custom: true },
        { name: "steps", value: 4, custom: false },
        { name: "rate", value: 0.5, custom: true },
        { name: "fast", value: true, custom: true },
        { name: "bytes", value: Uint8Array.of(1, 2, 3), custom: true },
        { name: "long", value: "x".repeat(5000), custom: true },
        { name: "struct", value: "mlmd-struct::Cg8KBXRyYWluEgYyBAoCIAEKDgoEZXZhbBIGMgQKAiAA", custom: false },
        { name: "no struct", value: "mlmd-struct::AAAA", custom: false },
      ],
    });
    writer.close();
    return file("properties.sqlite");
  };

  test("are read as text, by name", async () => {
    const result = await readProperties(path(), "execution", 1);
    expect(result.ok && result.value.map(({ name, value, custom }) => [name, value.slice(0, 50), custom])).toEqual([
      ["bytes", "3 bytes", true],
      ["fast", "true", true],
      ["long", "x".repeat(50), true],
      ["no struct", "mlmd-struct::AAAA", false],
      ["rate", "0.5", true],
      ["steps", "4", false],
      ["steps", "5", true],
      ["struct", '{"eval":[false],"train":[true]}', false],
    ]);
    expect(result.ok && result.value[2]?.value.length).toBe(2000);
  });

  test("of a row that is not there are none", async () => {
    expect(await readProperties(path(), "execution", 99)).toEqual({ ok: true, value: [] });
    expect(await readProperties(path(), "artifact", "1 OR 1")).toEqual({ ok: true, value: [] });
  });

  test("of a file that is not there is a failure", async () => {
    const result = await readProperties(file("nowhere.sqlite"), "execution", 1);
    expect(!result.ok && result.error.code).toBe("missing");
  });
});
