import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConsistently } from "../../../server/src/traces/sqlite/readConsistently.ts";
import { readTraceWith } from "../../../server/src/workspace/traceInThread.ts";
import { generateStore } from "../../generate/generateStore.ts";
import { control, plainOptions, testFolder } from "./folder.ts";

const file = testFolder();
let path = "";
let count = 0;
let scratch = "";
let writer: Writer | undefined;

beforeEach(() => {
  const folder = file(`store-${++count}`);
  mkdirSync(folder);
  path = join(folder, "metadata.sqlite");
  scratch = file(`scratch-${count}`);
  generateStore(path, { executions: 100 });
});
afterEach(() => writer?.stop());

/** A second process that has the store open. */
class Writer {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  constructor() {
    this.#process = spawn(process.execPath, [join(import.meta.dirname, "writer.mjs"), path], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    if (!this.#process.stdout) throw new Error("no standard output");
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }
  async run(sql: string): Promise<string> {
    this.#process.stdin?.write(`${sql}\n`);
    return (await this.#answers.next()).value ?? "ended";
  }
  async crash(): Promise<void> {
    this.#process.stdin?.write("crash\n");
    await once(this.#process, "exit");
  }
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.stdin?.write("exit\n");
    await once(this.#process, "exit");
  }
}

const open = (): Writer => {
  writer = new Writer();
  return writer;
};

/** Name and content of every file beside the store, and of the store. */
function contents(): Readonly<Record<string, string>> {
  const folder = dirname(path);
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex"),
      ]),
  );
}

/** Reads, and checks that nothing changed by it: a number of executions, or what was said instead. */
async function read(engine: "node:sqlite" | "sql.js"): Promise<number | string> {
  const before = contents();
  const result = await readTraceWith(engine, scratch, path, plainOptions, control);
  expect(contents()).toEqual(before);
  expect(readdirSync(file("."))).not.toContain(`scratch-${count}`);
  return result.ok ? result.value.counts.executions : result.error.message;
}

const addExecutions = (many: number): string =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many}) INSERT INTO Execution (type_id, last_known_state, create_time_since_epoch, last_update_time_since_epoch) SELECT 1, 3, 1, 2 FROM n`;

describe("node:sqlite", () => {
  test("at rest", async () => {
    expect(await read("node:sqlite")).toBe(100);
  });

  test("in an open transaction, its rows are not seen and it can be committed", async () => {
    const live = open();
    await live.run("BEGIN IMMEDIATE");
    await live.run(addExecutions(10));
    expect(await read("node:sqlite")).toBe(100);
    expect(await live.run("COMMIT")).toBe("done");
    expect(await read("node:sqlite")).toBe(110);
  });

  test("with pages of an open transaction already in the file, the state before it is read", async () => {
    const live = open();
    await live.run("PRAGMA cache_size = 2");
    await live.run("BEGIN IMMEDIATE");
    const before = contents();
    await live.run(addExecutions(5000));
    expect(contents()["metadata.sqlite"]).not.toBe(before["metadata.sqlite"]);
    expect(await read("node:sqlite")).toBe(100);
    expect(await live.run("COMMIT")).toBe("done");
    expect(await read("node:sqlite")).toBe(5100);
  });

  test("what a crashed writer left is read as before its transaction, and left for its owner to repair", async () => {
    const live = open();
    await live.run("PRAGMA cache_size = 2");
    await live.run("BEGIN IMMEDIATE");
    await live.run(addExecutions(5000));
    await live.crash();
    expect(Object.keys(contents())).toEqual(["metadata.sqlite", "metadata.sqlite-journal"]);
    expect(await read("node:sqlite")).toBe(100);
  });

  test("a writer that locks everybody out is read past, and not blocked", async () => {
    const live = open();
    await live.run("PRAGMA locking_mode = EXCLUSIVE");
    await live.run("BEGIN EXCLUSIVE");
    expect(await read("node:sqlite")).toBe(100);
    expect(await live.run(addExecutions(1))).toBe("done");
    expect(await live.run("COMMIT")).toBe("done");
    expect(await read("node:sqlite")).toBe(101);
  });

  test("rows that are in the write-ahead log only are seen", async () => {
    const live = open();
    await live.run("PRAGMA wal_autocheckpoint = 0");
    await live.run("PRAGMA journal_mode = WAL");
    await live.run(addExecutions(50));
    expect(await read("node:sqlite")).toBe(150);
    expect(await live.run(addExecutions(50))).toBe("done");
    expect(await read("node:sqlite")).toBe(200);
  });

  test("rows of an unfinished transaction in the log are not seen", async () => {
    const live = open();
    await live.run("PRAGMA journal_mode = WAL");
    await live.run("PRAGMA cache_size = 2");
    await live.run(addExecutions(5));
    await live.run("BEGIN IMMEDIATE");
    await live.run(addExecutions(5000));
    expect(await read("node:sqlite")).toBe(105);
    expect(await live.run("COMMIT")).toBe("done");
  });

  test("a log that was emptied is no hindrance", async () => {
    const live = open();
    await live.run("PRAGMA journal_mode = WAL");
    await live.run(addExecutions(5));
    await live.run("PRAGMA wal_checkpoint(TRUNCATE)");
    expect(await read("node:sqlite")).toBe(105);
  });

  test("a read-only folder with a log is read", async () => {
    const live = open();
    await live.run("PRAGMA wal_autocheckpoint = 0");
    await live.run("PRAGMA journal_mode = WAL");
    await live.run(addExecutions(7));
    await live.crash();
    chmodSync(dirname(path), 0o555);
    try {
      expect(await read("node:sqlite")).toBe(107);
    } finally {
      chmodSync(dirname(path), 0o755);
    }
  });

  test("a journal that was left behind empty is no hindrance", async () => {
    writeFileSync(`${path}-journal`, new Uint8Array(512));
    expect(await read("node:sqlite")).toBe(100);
  });

  test("while another program commits again and again, every reading is of one commit", async () => {
    const live = open();
    await live.run("CREATE TABLE Pace (n)");
    let stop = false;
    const writing = (async () => {
      let commits = 0;
      for (; !stop; commits++) {
        await live.run("BEGIN");
        await live.run(addExecutions(10));
        await live.run(addExecutions(10));
        expect(await live.run("COMMIT")).toBe("done");
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      return commits;
    })();
    const seen: number[] = [];
    while (seen.length < 5) {
      const result = await readTraceWith("node:sqlite", scratch, path, plainOptions, control);
      if (!result.ok) throw new Error(result.error.message);
      seen.push(result.value.counts.executions);
    }
    stop = true;
    expect(await writing).toBeGreaterThan(0);
    expect(seen.map((rows) => (rows - 100) % 20)).toEqual([0, 0, 0, 0, 0]);
  });
});

test("what changes while it is read is busy at once for who reads it but once", async () => {
  let readings = 0;
  const reading = readConsistently(path, { engine: "auto", scratch, token: control.token, isOnce: true }, () => {
    readings++;
    utimesSync(path, 1, 1);
  });
  await expect(reading).rejects.toMatchObject({ code: "busy" });
  expect(readings).toBe(1);
});

describe("sql.js", () => {
  test("at rest", async () => {
    expect(await read("sql.js")).toBe(100);
  });

  test("rows waiting in a log are not passed over in silence", async () => {
    const live = open();
    await live.run("PRAGMA wal_autocheckpoint = 0");
    await live.run("PRAGMA journal_mode = WAL");
    await live.run(addExecutions(50));
    expect(await read("sql.js")).toBe(
      "metadata.sqlite: its newest changes wait in metadata.sqlite-wal, which can be read with Node 22.15 and later only. Nothing was changed. Close the program that writes to it, or use a newer Node.",
    );
  });

  test("an unfinished transaction is not read as if it were finished", async () => {
    const live = open();
    await live.run("PRAGMA cache_size = 2");
    await live.run("BEGIN IMMEDIATE");
    await live.run(addExecutions(5000));
    expect(await read("sql.js")).toContain("its newest changes wait in metadata.sqlite-journal");
  });

  test("a store in write-ahead mode whose log is empty is read", async () => {
    const live = open();
    await live.run("PRAGMA journal_mode = WAL");
    await live.run(addExecutions(5));
    await live.run("PRAGMA wal_checkpoint(TRUNCATE)");
    expect(await read("sql.js")).toBe(105);
  });
});
