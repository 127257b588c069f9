import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { graphletsJson } from "../../server/src/cli/graphletsJson.ts";
import { inspectJson } from "../../server/src/cli/inspectJson.ts";
import { cutGraphlets } from "../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import { readProperties, readTrace, readTraceInWorker } from "../../server/src/workspace/openTrace.ts";
import { generateStore, type StoreOptions } from "../generate/generateStore.ts";
import { password, pathOf, readerOf } from "./support/accounts.ts";
import { copyStore } from "./support/copyStore.ts";
import { type Server, startMariadb, startPostgresql } from "./support/servers.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-databases-"));
const options = { operatorKinds: {}, costProperty: "" };
const control = { token: neverCancelled, onProgress() {} };
let stores = 0;

/** Everything that the command line says of a trace. */
async function answersOf(path: string, pipeline?: string) {
  const read = await readTrace(path, pipeline === undefined ? options : { ...options, pipeline }, control, password);
  if (!read.ok) throw new Error(read.error.message);
  const trace = read.value;
  const graphlets = cutGraphlets(trace, neverCancelled);
  return { summary: inspectJson(trace, graphlets), graphlets: [...graphletsJson(trace, graphlets.list)] };
}

describe.each([
  ["MariaDB", startMariadb],
  ["PostgreSQL", startPostgresql],
] as const)("an ML Metadata store in %s", (_, start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server?.stop());

  /** A generated store in a file, and a copy of it in the server: paths of both. */
  const both = (store: StoreOptions): { readonly file: string; readonly database: string } => {
    const name = `store${stores++}`;
    const file = join(folder, `${name}.sqlite`);
    generateStore(file, store);
    copyStore(file, server, name);
    readerOf(server, name);
    return { file, database: pathOf(server, name) };
  };
  const check = async (store: StoreOptions): Promise<void> => {
    const { file, database } = both(store);
    const expected = await answersOf(file);
    expect(expected.graphlets.length).toBeGreaterThan(0);
    expect(await answersOf(database)).toEqual(expected);
  };

  test.each([6, 7, 8, 9, 10] as const)(
    "of schema %i has the figures and graphlets that it has in SQLite",
    (schemaVersion) => check({ schemaVersion, pipelines: ["taxi", "penguin"], runs: 12 }),
  );
  test("in both dialects of TFX has them, too", () => check({ dialect: "mixed", pipelines: ["taxi"], runs: 12 }));
  test("of many pages has them, too", () => check({ pipelines: ["taxi", "penguin", "iris"], executions: 24_000 }));

  const oneByOne = async (store: StoreOptions, pipelines: readonly string[]): Promise<void> => {
    const { file, database } = both(store);
    for (const pipeline of pipelines) {
      expect(await answersOf(database, pipeline)).toEqual(await answersOf(file, pipeline));
    }
  };
  test("has one pipeline's graphlets alone as in SQLite", () =>
    oneByOne({ pipelines: ["taxi", "a.b"], runs: 12 }, ["taxi", "a.b"]));
  test("has those of a notebook's sessions alone, too", () =>
    oneByOne({ pipelines: ["interactive"], runs: 9, runsPerSession: 2 }, ["interactive"]));
  test("is read in a worker thread as well", async () => {
    const { file, database } = both({ runs: 4 });
    const [expected, found] = [
      await readTrace(file, options, control),
      await readTraceInWorker(database, options, control, password),
    ];
    if (!expected.ok || !found.ok) throw new Error(found.ok ? "" : found.error.message);
    expect(found.value.counts).toEqual(expected.value.counts);
  });
  test("shows the properties of an execution as in SQLite", async () => {
    const { file, database } = both({ runs: 2 });
    expect(await readProperties(database, "execution", 3, true, password)).toEqual(
      await readProperties(file, "execution", 3),
    );
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
