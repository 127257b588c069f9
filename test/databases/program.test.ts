import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generateStore } from "../generate/generateStore.ts";
import { bundleProgram, nodesOfMachine, type Program, runProgram } from "../unit/cli/program.ts";
import { password, pathOf, readerOf } from "./support/accounts.ts";
import { copyStore } from "./support/copyStore.ts";
import { type Server, startMariadb, startPostgresql } from "./support/servers.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-databases-"));
const file = join(folder, "metadata.sqlite");
let program: Program;

beforeAll(async () => {
  program = await bundleProgram();
  generateStore(file, { pipelines: ["taxi", "penguin"], runs: 10 });
});
afterAll(() => {
  program?.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ["MariaDB", "MYSQL_PWD", startMariadb],
  ["PostgreSQL", "PGPASSWORD", startPostgresql],
] as const)("the command line, of a store in %s,", (_, variable, start) => {
  let server: Server;
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

  test.each([...nodesOfMachine()])("says in %s what it says of the same store in SQLite", async (_version, node) => {
    for (const args of [[], ["--pipeline", "taxi"]]) {
      const rest = ["--format", "json", ...args];
      const expected = await runProgram(program, ["graphlets", file, ...rest], node);
      expect(expected.stdout.length).toBeGreaterThan(1_000);
      expect(await runProgram(program, ["graphlets", pathOf(server, "metadata"), ...rest], node)).toEqual(expected);
    }
  });
  test("explains a model in the words that it has for the same store in SQLite", async () => {
    const said = async (path: string) => (await runProgram(program, ["explain", path, "--format", "json"])).stdout;
    expect(await said(pathOf(server, "metadata"))).toBe(await said(file));
  });
  test("names the database in a table for people", async () => {
    const { stdout } = await runProgram(program, ["inspect", pathOf(server, "metadata", { pipeline: "taxi" })]);
    expect(stdout).toMatch(/^Trace +taxi in metadata on localhost \(mlmd, schema 10\)\n/);
  });
  test("takes no password from the address, and does not repeat it", async () => {
    const path = pathOf(server, "metadata").replace("reader@", "reader:hunter2@");
    const { code, stderr, stdout } = await runProgram(program, ["inspect", path]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      "database: not a database's address. It holds a password. Leave it out: it is asked for, or taken from the environment on the command line. Nothing was changed. Mend it.\n",
    );
  });
});
