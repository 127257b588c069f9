import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { graphletsJson } from "../../server/src/cli/graphletsJson.ts";
import { inspectJson } from "../../server/src/cli/inspectJson.ts";
import { cutGraphlets } from "../../server/src/graphlets/index.ts";
import { neverCancelled } from "../../server/src/model/cancel.ts";
import { readProperties, readTrace } from "../../server/src/workspace/openTrace.ts";
import { password, pathOf, readerOf } from "./support/accounts.ts";
import { copyStore } from "./support/copyStore.ts";
import { type Server, startMariadb, startPostgresql } from "./support/servers.ts";

const folder = mkdtempSync(join(tmpdir(), "graphlet-databases-"));
const file = join(folder, "mlflow.db");
const runsOf = { taxi: 700, "a 'quoted' name": 40 };

/** A tracking store of two experiments: each run reads a dataset and logs a model, every tenth model is in production. */
function writeMlflow(): void {
  const db = new DatabaseSync(file);
  db.exec(`CREATE TABLE experiments (experiment_id INTEGER, name TEXT);
    CREATE TABLE runs (run_uuid TEXT, experiment_id INTEGER, status TEXT, start_time INTEGER, end_time INTEGER);
    CREATE TABLE params (run_uuid TEXT, key TEXT, value TEXT); CREATE TABLE tags (run_uuid TEXT, key TEXT, value TEXT);
    CREATE TABLE metrics (key TEXT); CREATE TABLE latest_metrics (key TEXT);
    CREATE TABLE datasets (dataset_uuid TEXT, name TEXT, digest TEXT);
    CREATE TABLE inputs (input_uuid TEXT, source_type TEXT, source_id TEXT, destination_type TEXT, destination_id TEXT);
    CREATE TABLE input_tags (input_uuid TEXT, name TEXT, value TEXT);
    CREATE TABLE logged_models (model_id TEXT, experiment_id INTEGER, name TEXT, source_run_id TEXT, artifact_location TEXT, creation_timestamp_ms INTEGER);
    CREATE TABLE model_versions (name TEXT, version INTEGER, run_id TEXT, source TEXT, current_stage TEXT, creation_time INTEGER, last_updated_time INTEGER);
    CREATE TABLE registered_model_aliases (alias TEXT, version INTEGER, name TEXT); BEGIN;`);
  const insert = (table: string, ...values: (string | number | null)[]): void => {
    db.prepare(`INSERT INTO ${table} VALUES (${values.map(() => "?").join(", ")})`).run(...values);
  };
  for (const [index, [experiment, count]] of Object.entries(runsOf).entries()) {
    insert("experiments", index + 1, experiment);
    for (let i = 0; i < count; i++) {
      const run = `${index}${String(i).padStart(31, "0")}`;
      const at = 1_700_000_000_000 + i * 3_600_000;
      insert(
        "runs",
        run,
        index + 1,
        i % 7 === 3 ? "FAILED" : i === count - 1 ? "RUNNING" : "FINISHED",
        at,
        i === count - 1 ? null : at + 60_000,
      );
      insert("params", run, "learning_rate", String(0.1 + (i % 3)));
      insert("tags", run, "mlflow.source.name", "train.py");
      insert("tags", run, "mlflow.note", "größer ✓ 'quoted' \\ \"");
      insert("datasets", `d${run}`, "trips", `digest${i % 5}`);
      insert("inputs", `i${run}`, "DATASET", `d${run}`, "RUN", run);
      insert("input_tags", `i${run}`, "mlflow.data.context", "training");
      insert("logged_models", `m-${run}`, index + 1, "model", run, `/models/${run}`, at + 50_000);
      if (i % 10 === 0)
        insert("model_versions", `fares${index}`, i + 1, run, `models:/m-${run}`, "Production", at, at + 5);
    }
  }
  db.exec("COMMIT");
  db.close();
}

async function answersOf(path: string, pipeline?: string) {
  const options = { operatorKinds: {}, costProperty: "", ...(pipeline === undefined ? {} : { pipeline }) };
  const read = await readTrace(path, options, { token: neverCancelled, onProgress() {} }, password);
  if (!read.ok) throw new Error(read.error.message);
  const trace = read.value;
  const graphlets = cutGraphlets(trace, neverCancelled);
  const { pipelines } = inspectJson(trace, graphlets);
  const all = [...graphletsJson(trace, graphlets.list)];
  return pipeline === undefined
    ? { counts: trace.counts, pipelines, graphlets: all }
    : {
        pipelines: pipelines.filter(({ name }) => name === pipeline),
        graphlets: all.filter((one) => one.pipeline === pipeline),
      };
}

beforeAll(writeMlflow);

describe.each([
  ["MariaDB", startMariadb],
  ["PostgreSQL", startPostgresql],
] as const)("MLflow's backend in %s", (_, start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
    copyStore(file, server, "mlflow");
    readerOf(server, "mlflow");
  });
  afterAll(() => server?.stop());

  test("has the figures and graphlets that it has in SQLite", async () => {
    const expected = await answersOf(file);
    expect(expected.graphlets).toHaveLength(740);
    expect(await answersOf(pathOf(server, "mlflow"))).toEqual(expected);
  });
  test.each(Object.keys(runsOf))(
    "has those of the experiment %s alone, and nothing is read of others",
    async (experiment) => {
      const before = server.rowsSent();
      expect(await answersOf(pathOf(server, "mlflow"), experiment)).toEqual(await answersOf(file, experiment));
      const most = experiment === "taxi" ? 12_000 : 1_200;
      expect(server.rowsSent() - before).toBeLessThan(most);
    },
  );
  test("shows the parameters and tags of a run as in SQLite", async () => {
    const run = `0${"0".repeat(30)}5`;
    const sorted = async (path: string) => {
      const read = await readProperties(path, "execution", run, true, password);
      return read.ok ? [...read.value].sort((a, b) => (a.name < b.name ? -1 : 1)) : read.error.message;
    };
    expect(await sorted(pathOf(server, "mlflow"))).toEqual(await sorted(file));
  });
  test("names its experiments where one is asked for that it lacks", async () => {
    await expect(answersOf(pathOf(server, "mlflow"), "taxis")).rejects.toThrow(
      "mlflow on localhost: has no pipeline taxis. Nothing was changed. It has a 'quoted' name, taxi.",
    );
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
