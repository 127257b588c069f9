import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import { parseAddress } from "../../server/src/traces/database/address.ts";
import { connectAndWait } from "../../server/src/traces/database/connection.ts";
import type { SqlRow } from "../../server/src/traces/sqlite/database.ts";
import { readTrace, readTraceInWorker } from "../../server/src/workspace/openTrace.ts";
import { generateStore } from "../generate/generateStore.ts";
import { password, pathOf, readerOf } from "./support/accounts.ts";
import { copyStore } from "./support/copyStore.ts";
import { freePort } from "./support/processes.ts";
import { type Server, startMariadb, startPostgresql } from "./support/servers.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-databases-"));
const options = { operatorKinds: {}, costProperty: "" };
const control = { token: neverCancelled, onProgress() {} };

/** The reader's words on a database that cannot be read; `read` where it can. */
async function failureOf(path: string, given: string | null = password): Promise<string> {
  const read = await readTrace(path, options, control, given);
  return read.ok ? "read" : read.error.message;
}

describe.each([
  ["MariaDB", startMariadb],
  ["PostgreSQL", startPostgresql],
] as const)("%s says what is wrong and what to do:", (_, start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
    const file = join(folder, `${server.engine}.sqlite`);
    generateStore(file, { executions: 20_000, pipelines: ["taxi", "penguin"] });
    copyStore(file, server, "metadata");
    readerOf(server, "metadata");
  });
  afterAll(() => server?.stop());

  test("a wrong password", async () =>
    expect(await failureOf(pathOf(server, "metadata"), "wrong")).toBe(
      "metadata on localhost: the password of reader is not accepted. Nothing was changed. Graphlet: Connect to Database… takes another.",
    ));
  test("no password", async () =>
    expect(await failureOf(pathOf(server, "metadata"), null)).toBe(
      "metadata on localhost: it asks for the password of reader, which is not known. Nothing was changed. Give it with Graphlet: Connect to Database…, on the command line with GRAPHLET_DB_PASSWORD.",
    ));
  test("no such database", async () =>
    expect(await failureOf(pathOf(server, "nothing"))).toBe(
      "nothing on localhost: there is no database nothing that reader may read. Nothing was changed. Check its name and the grants.",
    ));
  test("no such pipeline", async () =>
    expect(await failureOf(pathOf(server, "metadata", { pipeline: "taxis" }))).toBe(
      "taxis in metadata on localhost: has no pipeline taxis. Nothing was changed. It has penguin, taxi.",
    ));
  test("a database of something else", async () => {
    server.run("CREATE DATABASE other;");
    server.run("CREATE TABLE books (id INT);", "other");
    readerOf(server, "other");
    expect(await failureOf(pathOf(server, "other"))).toBe(
      "other on localhost: neither an ML Metadata store nor MLflow's database. Nothing was changed. Choose another trace.",
    );
  });
  test("a table that may not be read", async () => {
    copyStore(join(folder, `${server.engine}.sqlite`), server, "partly");
    readerOf(server, "partly", "half");
    server.run(
      server.engine === "mysql"
        ? "REVOKE SELECT ON partly.* FROM 'half'@'%'; GRANT SELECT ON partly.MLMDEnv TO 'half'@'%';"
        : "REVOKE SELECT ON event FROM half;",
      "partly",
    );
    expect(await failureOf(pathOf(server, "partly", { user: "half" }))).toMatch(
      /^partly on localhost: .*half may not read .* Nothing was changed\. Grant SELECT on the database's tables\.$/,
    );
  });
  test("a certificate that nobody vouches for", async () =>
    expect(await failureOf(pathOf(server, "metadata", { ca: null }))).toMatch(
      /^metadata on localhost: the certificate of localhost cannot be verified \(.*\)\. Nothing was changed\. Name the authority/,
    ));
  test("a certificate of another host", async () =>
    expect(await failureOf(pathOf(server, "metadata", { host: "ip6-localhost" }))).toMatch(
      /cannot be verified|was not found/,
    ));
  test("an authority's file that is missing", async () =>
    expect(await failureOf(pathOf(server, "metadata", { ca: "/nowhere/ca.pem" }))).toMatch(
      /^metadata on localhost: the file of ca cannot be read \(ENOENT/,
    ));
  test("nobody on the port", async () =>
    expect(await failureOf(pathOf({ ...server, port: 9 }, "metadata"))).toBe(
      "metadata on localhost: nothing answers on localhost:9. Nothing was changed. Check that the server runs, and its port.",
    ));
  test("a host that is not there", async () =>
    expect(await failureOf(pathOf(server, "metadata", { host: "nowhere.invalid" }))).toBe(
      "metadata on nowhere.invalid: the host nowhere.invalid was not found. Nothing was changed. Check its name, or connect to its network.",
    ));
  test.each(["insecure", "off"] as const)("nothing with TLS %s", async (tls) =>
    expect(await failureOf(pathOf(server, "metadata", { tls, ca: null }))).toBe("read"),
  );

  test("nothing where an answer is not read to its end, or another is asked for meanwhile", () => {
    const parsed = parseAddress(pathOf(server, "metadata"));
    if (!parsed.ok) throw new Error(parsed.error.message);
    const db = connectAndWait(parsed.value, password, neverCancelled);
    const event = server.engine === "mysql" ? "`Event`" : "event";
    const ids = (from: number) => db.rows(`SELECT id FROM ${event} WHERE id >= ${from} ORDER BY id LIMIT 5000`);
    try {
      for (const [id] of ids(1)) if (Number(id) === 3) break;
      const [first, second] = [ids(10)[Symbol.iterator](), ids(20_000)[Symbol.iterator]()];
      const numbers = (rows: Iterator<SqlRow>) => Array.from({ length: 5_000 }, () => Number(rows.next().value?.[0]));
      const from = (id: number) => Array.from({ length: 5_000 }, (_, row) => id + row);
      expect(Number(first.next().value?.[0])).toBe(10);
      expect(numbers(second)).toEqual(from(20_000));
      expect(numbers(first)).toEqual([...from(11).slice(0, -1), Number.NaN]);
    } finally {
      db.close();
    }
  });

  test("cancelling ends the query on the server as well", async () => {
    const release = server.hold(
      server.engine === "mysql"
        ? "LOCK TABLES Execution WRITE; SELECT SLEEP(60);"
        : "BEGIN; LOCK TABLE execution; SELECT pg_sleep(60);",
      "metadata",
    );
    try {
      await untilEqual(() => working(server, "sleeping"), 1);
      const token = { isCancellationRequested: false };
      const reading = readTraceInWorker(pathOf(server, "metadata"), options, { token, onProgress() {} }, password);
      await untilEqual(() => working(server, "reading"), 1);
      token.isCancellationRequested = true;
      const read = await reading;
      expect(read.ok ? "read" : read.error.code).toBe("cancelled");
      await untilEqual(() => working(server, "reading"), 0);
    } finally {
      await release();
    }
  });

  test("a server that dies while it is read", async () => {
    let killed: Promise<void> | undefined;
    const onProgress = (): void => {
      killed ??= server.kill();
    };
    const read = await readTraceInWorker(
      pathOf(server, "metadata"),
      options,
      { token: neverCancelled, onProgress },
      password,
    );
    await killed;
    expect(read.ok ? "read" : read.error.message).toMatch(
      /^metadata on localhost: (?:nothing answers on localhost:\d+|the connection to localhost was lost)\. Nothing was changed\. Check/,
    );
  });
});

/** Queries that the server works at: of the reader, or those that wait for nothing while they hold a lock. */
function working(server: Server, what: "reading" | "sleeping"): number {
  const [mysql, postgresql] =
    what === "reading"
      ? ["USER = 'reader' AND INFO LIKE '%Execution%'", "usename = 'reader' AND query LIKE '%execution%'"]
      : ["INFO LIKE 'SELECT SLEEP%'", "query LIKE 'SELECT pg_sleep%'"];
  const sql =
    server.engine === "mysql"
      ? `SELECT count(*) FROM information_schema.PROCESSLIST WHERE COMMAND IN ('Query', 'Execute') AND ${mysql};`
      : `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND ${postgresql};`;
  return Number(server.run(sql));
}

/** Waits until a number is what it should be. */
async function untilEqual(ask: () => number, wanted: number): Promise<void> {
  for (let tries = 0; tries < 300 && ask() !== wanted; tries++) await sleep(100);
  expect(ask()).toBe(wanted);
}

test("A server without TLS is not talked to where TLS is asked for", async () => {
  const port = await freePort();
  const server = createServer((socket) => socket.on("data", () => socket.write("N")));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const read = await readTraceInWorker(
    `postgresql://me@127.0.0.1:${port}/metadata?tls=verify`,
    options,
    control,
    "secret",
  );
  server.close();
  expect(read.ok ? "read" : read.error.message).toBe(
    "metadata on 127.0.0.1: 127.0.0.1 does not encrypt connections. Nothing was changed. Turn on TLS there; tls=off connects in the clear, which anybody on the way can read.",
  );
});

test("A database is not connected to in a workspace that nobody trusts", async () => {
  const read = await readTrace("postgresql://me@localhost/metadata", { ...options, mayRun: false }, control);
  expect(read.ok ? "read" : read.error.message).toBe(
    "metadata on localhost: no database is connected to in Restricted Mode. Nothing was changed. Trust the workspace first.",
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
