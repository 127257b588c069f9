import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAddress } from "../../server/src/traces/database/address.ts";
import { stateOfDatabase } from "../../server/src/traces/database/stateOfDatabase.ts";
import { generateStore } from "../generate/generateStore.ts";
import { password, pathOf, readerOf } from "./support/accounts.ts";
import { addRun } from "./support/addRun.ts";
import { copyStore } from "./support/copyStore.ts";
import { type Server, startMariadb, startPostgresql } from "./support/servers.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-databases-"));

describe.each([
  ["MariaDB", startMariadb],
  ["PostgreSQL", startPostgresql],
] as const)("the state of a store in %s", (_, start) => {
  let server: Server;
  const state = (pipeline: string | null): Promise<string | null> => {
    const parsed = parseAddress(pathOf(server, "metadata", { pipeline }));
    if (!parsed.ok) throw new Error(parsed.error.message);
    return stateOfDatabase(parsed.value, password, true);
  };
  const states = async (): Promise<readonly (string | null)[]> => [await state(null), await state("taxi")];
  /** What of the whole store and of the pipeline `taxi` is another after a change. */
  const changed = async (change: () => void): Promise<readonly boolean[]> => {
    const before = await states();
    change();
    const after = await states();
    return after.map((one, index) => one !== before[index]);
  };
  beforeAll(async () => {
    server = await start();
    const file = join(folder, `${server.engine}.sqlite`);
    generateStore(file, { executions: 4_000, pipelines: ["taxi", "penguin"] });
    copyStore(file, server, "metadata");
    readerOf(server, "metadata");
  });
  afterAll(() => server?.stop());

  test("is the same where nothing happened", async () => {
    expect(await changed(() => {})).toEqual([false, false]);
  });
  test("is another when the pipeline ran, the pipeline's as well", async () => {
    expect(await changed(() => addRun(server, "metadata", "taxi"))).toEqual([true, true]);
  });
  test("is another when another pipeline ran, but not the pipeline's", async () => {
    expect(await changed(() => addRun(server, "metadata", "penguin"))).toEqual([true, false]);
  });
  test("is another when an execution came to its end", async () => {
    const end =
      "UPDATE Execution SET last_known_state = 4, last_update_time_since_epoch = 1999999999999 WHERE name = (SELECT n FROM (SELECT name AS n FROM Execution WHERE name LIKE 'added%' ORDER BY id LIMIT 1) added);";
    expect(await changed(() => server.run(end, "metadata"))).toEqual([true, true]);
  });
  test("is asked for with few rows", async () => {
    const before = server.rowsSent();
    await state("taxi");
    expect(server.rowsSent() - before).toBeLessThan(600);
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
