import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import { parseAddress } from "../../server/src/traces/database/address.ts";
import { openMysql } from "../../server/src/traces/database/drivers/mysql.ts";
import { openPostgresql } from "../../server/src/traces/database/drivers/postgresql.ts";
import { pipelinesInDatabase } from "../../server/src/traces/database/smallQuestions.ts";
import { readTrace } from "../../server/src/workspace/openTrace.ts";
import { generateStore } from "../generate/generateStore.ts";
import { password, pathOf, readerOf } from "./support/accounts.ts";
import { copyStore } from "./support/copyStore.ts";
import { type Server, startMariadb, startPostgresql } from "./support/servers.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-databases-"));
const names = Array.from({ length: 25 }, (_, index) => `pipeline-${String(index).padStart(2, "0")}`);

describe.each([
  ["MariaDB", startMariadb],
  ["PostgreSQL", startPostgresql],
] as const)("of a store of 25 pipelines in %s", (_, start) => {
  let server: Server;
  const sent = async (ask: () => Promise<unknown>): Promise<number> => {
    const before = server.rowsSent();
    await ask();
    return server.rowsSent() - before;
  };
  const read = (pipeline: string | null) => async () => {
    const options = { operatorKinds: {}, costProperty: "" };
    const done = await readTrace(
      pathOf(server, "metadata", { pipeline }),
      options,
      { token: neverCancelled, onProgress() {} },
      password,
    );
    if (!done.ok) throw new Error(done.error.message);
  };
  const address = () => {
    const parsed = parseAddress(pathOf(server, "metadata"));
    if (!parsed.ok) throw new Error(parsed.error.message);
    return parsed.value;
  };
  beforeAll(async () => {
    server = await start();
    const file = join(folder, `${server.engine}.sqlite`);
    generateStore(file, { executions: 10_000, pipelines: names });
    copyStore(file, server, "metadata");
    readerOf(server, "metadata");
  });
  afterAll(() => server?.stop());

  test("one is read without the others: the server sends a 15th of the rows at most", async () => {
    const all = await sent(read(null));
    const one = await sent(read("pipeline-07"));
    expect(all).toBeGreaterThan(100_000);
    expect(one).toBeGreaterThan(all / 50);
    expect(one).toBeLessThan(all / 15);
  });
  test("one is found by indexes: few rows are looked at without one", async () => {
    const scanned = async (ask: () => Promise<unknown>): Promise<number> => {
      const before = server.rowsScanned("metadata");
      await ask();
      // What a connection did is counted when it is gone.
      await sleep(2_500);
      return server.rowsScanned("metadata") - before;
    };
    const associations = Number(
      server.run(`SELECT count(*) FROM ${server.engine === "mysql" ? "Association" : "association"};`, "metadata"),
    );
    // Contexts of executions have no index: for them all associations are looked at, a few times.
    expect(await scanned(read("pipeline-07"))).toBeLessThan(4 * associations);
  });
  test("the names are found with few rows", async () => {
    let found: readonly string[] = [];
    const rows = await sent(async () => {
      found = await pipelinesInDatabase(address(), password);
    });
    expect(found).toEqual(names);
    expect(rows).toBeLessThan(300);
  });
  test("nothing can be written, whatever the user may", async () => {
    const [everything, table] =
      server.engine === "mysql"
        ? ["GRANT ALL ON metadata.* TO 'reader'@'%';", "MLMDEnv"]
        : ["GRANT ALL ON ALL TABLES IN SCHEMA public TO reader;", "mlmdenv"];
    server.run(everything, "metadata");
    const session = await (server.engine === "mysql" ? openMysql : openPostgresql)(address(), password);
    await expect(session.query(`UPDATE "${table}" SET schema_version = 1`, [])).rejects.toThrow(/read.only/i);
    await session.close();
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
