import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generateStore } from "../generate/generateStore.ts";
import { bundleProgram, type Program, type Ran, runProgram } from "../unit/cli/program.ts";
import { password, pathOf, readerOf } from "./support/accounts.ts";
import { copyStore } from "./support/copyStore.ts";
import { type Server, startMariadb, startPostgresql } from "./support/servers.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-databases-"));
const file = join(folder, "metadata.sqlite");
const parts = 5;
let program: Program;

beforeAll(async () => {
  program = await bundleProgram();
  generateStore(file, {
    executions: 5_000,
    pipelines: Array.from({ length: 25 }, (_, index) => `pipeline-${index}`),
  });
});
afterAll(() => {
  program?.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ["MariaDB", "MYSQL_PWD", startMariadb],
  ["PostgreSQL", "PGPASSWORD", startPostgresql],
] as const)("a fleet in %s", (_, variable, start) => {
  let server: Server;
  const fleet = (...args: readonly string[]): Promise<Ran> => runProgram(program, ["fleet", ...args]);
  const part = (index: number): Promise<Ran> =>
    fleet(
      pathOf(server, "metadata"),
      ...["--shard", `${index}/${parts}`, "--format", "rows", "--output", join(folder, `${server.engine}-${index}`)],
    );
  beforeAll(async () => {
    server = await start();
    copyStore(file, server, "metadata");
    readerOf(server, "metadata");
    vi.stubEnv(variable, password);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server?.stop();
  });

  test("comes to the same to the last digit in several processes and in one, each of which reads its own pipelines", async () => {
    const sentBefore = server.rowsSent();
    const whole = await fleet(pathOf(server, "metadata"), "--format", "json");
    const sentForAll = server.rowsSent() - sentBefore;
    expect(JSON.parse(whole.stdout).pipelines).toHaveLength(25);
    const ran = await Promise.all(Array.from({ length: parts }, (_, index) => part(index)));
    expect(ran.map(({ code, stderr }) => [code, stderr])).toEqual(ran.map(() => [0, ""]));
    const sentForParts = server.rowsSent() - sentBefore - sentForAll;
    // All parts together read each row about once, and the few that all need.
    expect(sentForParts).toBeLessThan(sentForAll * 1.5);
    const files = ran.map((_, index) => join(folder, `${server.engine}-${index}`));
    const merged = await fleet("--merge", ...files, "--format", "json");
    expect(merged).toEqual({ ...whole, code: 0 });
  });
});
