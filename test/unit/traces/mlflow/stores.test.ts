import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { textOf } from "../../../../server/src/model/trace.ts";
import { traceStampOf } from "../../../../server/src/traces/formats.ts";
import { flatYaml } from "../../../../server/src/traces/mlflow/flatYaml.ts";
import { runNames } from "../../../generate/runColumns.ts";
import { edgesOf, executionsOf, failureAt, folderOf, graphletsOf, traceAt } from "../temp.ts";

const experiment = (id: string, name: string) =>
  `artifact_location: file:///x\nexperiment_id: '${id}'\nlifecycle_stage: active\nname: ${name}\n`;
const run = (id: string, status: number, start = 1_000, end: number | null = 61_000) =>
  `end_time: ${end ?? "null"}\nexperiment_id: '0'\nlifecycle_stage: active\nrun_id: ${id}\nstart_time: ${start}\nstatus: ${status}\ntags: []\n`;
const store = (files: Readonly<Record<string, string>>) =>
  folderOf({
    "mlruns/0/meta.yaml": experiment("0", "taxi"),
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`mlruns/${path}`, text])),
  });

describe("runs of a file store", () => {
  test("have their states", async () => {
    const states = ["running", "new", "complete", "failed", "canceled"];
    const folder = store(Object.fromEntries(states.map((_, i) => [`0/r${i}/meta.yaml`, run(`r${i}`, i + 1)])));
    expect(executionsOf(await traceAt(folder)).map((one) => one.split(" ")[2])).toEqual(states);
  });
  test("cost the time from start to end", async () =>
    expect([...(await traceAt(store({ "0/a/meta.yaml": run("a", 3) }))).executions.cost]).toEqual([60]));
  test("are steps by their project's folder", async () => {
    const folder = store({
      "0/a/meta.yaml": run("a", 3),
      "0/a/tags/mlflow.source.name": "file:///home/me/taxi#random_forest",
      "0/a/tags/mlflow.project.entryPoint": "main",
      "0/b/meta.yaml": run("b", 3),
      "0/b/tags/mlflow.source.name": "src/evaluate.py",
    });
    expect(executionsOf(await traceAt(folder))).toEqual([
      "random_forest other complete",
      "evaluate evaluate? complete",
    ]);
  });
  test("train where they logged a model", async () => {
    const folder = store({
      "0/a/meta.yaml": run("a", 3),
      "0/a/tags/mlflow.log-model.history": '[{"artifact_path":"model","run_id":"a"}]',
    });
    expect(executionsOf(await traceAt(folder))).toEqual(["taxi train complete"]);
    expect(edgesOf(await traceAt(folder))).toEqual(["a > runs:/a/model"]);
  });
  test("read datasets by their digest", async () => {
    const folder = store({
      "0/a/meta.yaml": run("a", 3),
      "0/a/inputs/i1/meta.yaml":
        "destination_id: a\ndestination_type: RUN\nsource_id: d1\nsource_type: DATASET\ntags:\n  mlflow.data.context: training\n",
      "0/datasets/d1/meta.yaml": "digest: 8f0a\nname: trips\nsource_type: local\n",
    });
    expect(edgesOf(await traceAt(folder))).toEqual(["a < dataset:trips#8f0a"]);
  });
  test("belong to their outermost parent's run, whose cost is without theirs", async () => {
    const folder = store({
      "0/p/meta.yaml": run("p", 3, 0, 100_000),
      "0/c/meta.yaml": run("c", 3, 0, 70_000),
      "0/c/tags/mlflow.parentRunId": "p",
    });
    const trace = await traceAt(folder);
    expect(runNames(trace)).toEqual(["p"]);
    expect([...trace.executions.cost]).toEqual([70, 30]);
  });
  test("keep parameters with slashes in their names", async () => {
    const folder = store({ "0/a/meta.yaml": run("a", 3), "0/a/params/model/depth": "3", "0/a/params/rate": "0.1" });
    const { strings, executions } = await traceAt(folder);
    expect(textOf(strings, executions.parameters[0])).toBe('{"model/depth":"3","rate":"0.1"}');
  });
});

test("models of MLflow 3 are logged by their run", async () => {
  const folder = store({
    "0/a/meta.yaml": run("a", 3),
    "0/models/m-1/meta.yaml":
      "artifact_location: file:///x\ncreation_timestamp: 5\nmodel_id: m-1\nname: rf\nsource_run_id: a\nstatus: 2\n",
  });
  expect(edgesOf(await traceAt(folder))).toEqual(["a > models:/m-1"]);
});

test("runs whose experiment lost its file are read, under the folder's name", async () => {
  const { pipelines, counts } = await traceAt(
    folderOf({ "mlruns/0/a/meta.yaml": run("a", 3), "mlruns/0/b/meta.yaml": run("b", 4) }),
  );
  expect(pipelines.map(({ name }) => name)).toEqual(["0"]);
  expect(counts.executions).toBe(2);
});

test("a folder with what runs saved says where the runs are", async () => {
  const saved = "mlruns/1/845f6744a94a4155b7277ec7d05f1aaf/artifacts/plot.png";
  expect(await failureAt(join(folderOf({ [saved]: "x" }), "mlruns"))).toBe(
    "mlruns: a folder with what runs of MLflow saved, without the runs: those are in a database. Nothing was changed. Choose that database (often mlflow.db).",
  );
});

describe("a file store counts as changed", () => {
  const many = Object.fromEntries(
    Array.from({ length: 2_500 }, (_, i) => [`${i % 3}/r${i}/meta.yaml`, run(`r${i}`, 1)]),
  );
  test.each([
    ["when the last of 2,500 runs ends", "2/r2498/meta.yaml", run("r2498", 3)],
    [
      "when a version moves to another stage",
      "models/taxi/version-1/meta.yaml",
      "current_stage: Production\nversion: 1\n",
    ],
    ["when an alias moves", "models/taxi/aliases/champion", "12"],
  ])("%s", async (_, path, text) => {
    const folder = store({
      ...many,
      "models/taxi/version-1/meta.yaml": "current_stage: None\nversion: 1\n",
      "models/taxi/aliases/champion": "1",
    });
    const before = await traceStampOf(folder);
    expect(await traceStampOf(folder)).toBe(before);
    writeFileSync(join(folder, "mlruns", path), text);
    expect(await traceStampOf(folder)).not.toBe(before);
  });
});

describe("a registered version is", () => {
  const registered = (stage: string, aliases: Readonly<Record<string, string>> = {}) =>
    store({
      "0/a/meta.yaml": run("a", 3),
      "models/taxi/meta.yaml": "name: taxi\n",
      "models/taxi/version-1/meta.yaml": `current_stage: ${stage}\nlast_updated_timestamp: 90000\nname: taxi\nrun_id: a\nsource: runs:/a/model\nversion: 1\n`,
      ...aliases,
    });
  test("a deployment in stage Production", async () =>
    expect(graphletsOf(await traceAt(registered("Production")))).toEqual(["a pushed"]));
  test("a deployment under the alias champion", async () =>
    expect(graphletsOf(await traceAt(registered("None", { "models/taxi/aliases/champion": "1" })))).toEqual([
      "a pushed",
    ]));
  test("none in stage Staging", async () =>
    expect(graphletsOf(await traceAt(registered("Staging")))).toEqual(["a wasted never-reached-deploy"]));
});

test.each([
  ["as they were made", (sql: string) => sql],
  ["as migrations quote them", (sql: string) => sql.replace(/CREATE TABLE (\w+)/g, 'CREATE TABLE "$1"')],
])("a database gives the same as files, its tables named %s", async (_, named) => {
  const folder = folderOf({});
  const db = new DatabaseSync(`${folder}/mlflow.db`);
  db.exec(
    named(`CREATE TABLE experiments (experiment_id INTEGER, name TEXT);
    CREATE TABLE runs (run_uuid TEXT, experiment_id INTEGER, status TEXT, start_time INTEGER, end_time INTEGER);
    CREATE TABLE params (run_uuid TEXT, key TEXT, value TEXT); CREATE TABLE tags (run_uuid TEXT, key TEXT, value TEXT);
    CREATE TABLE metrics (key TEXT); CREATE TABLE latest_metrics (key TEXT);
    CREATE TABLE datasets (dataset_uuid TEXT, name TEXT, digest TEXT);
    CREATE TABLE inputs (input_uuid TEXT, source_type TEXT, source_id TEXT, destination_type TEXT, destination_id TEXT);
    CREATE TABLE model_versions (name TEXT, version INTEGER, run_id TEXT, source TEXT, current_stage TEXT, creation_time INTEGER, last_updated_time INTEGER);
    CREATE TABLE registered_model_aliases (alias TEXT, version INTEGER, name TEXT);
    INSERT INTO experiments VALUES (1, 'taxi');
    INSERT INTO runs VALUES ('a', 1, 'FINISHED', 1000, 61000), ('b', 1, 'FAILED', 2000, 3000);
    INSERT INTO tags VALUES ('a', 'mlflow.log-model.history', '[{"artifact_path":"m"}]');
    INSERT INTO datasets VALUES ('d1', 'trips', '8f0a');
    INSERT INTO inputs VALUES ('i', 'DATASET', 'd1', 'RUN', 'a');
    INSERT INTO model_versions VALUES ('taxi', 1, 'a', 'runs:/a/m', 'None', 70000, 80000);
    INSERT INTO registered_model_aliases VALUES ('prod', 1, 'taxi');`),
  );
  db.close();
  const trace = await traceAt(`${folder}/mlflow.db`);
  expect(trace.counts).toMatchObject({ executions: 2 });
  expect(edgesOf(trace)).toContain("a < dataset:trips#8f0a");
  expect(graphletsOf(trace)).toEqual(["a pushed"]);
});

describe("meta.yaml", () => {
  test.each([
    ["plain", "a: b", { a: "b" }],
    ["quoted", "a: 'it''s'\nb: \"x\\ty\"", { a: "it's", b: "x\ty" }],
    ["folded over lines", "a: one\n  two\nb: 1", { a: "one two", b: "1" }],
    ["null", "a: null\nb:\nc: 1", { c: "1" }],
    ["nested", "tags:\n  x: y\nb: 1", { b: "1" }],
  ])("%s", (_, text, expected) => expect(Object.fromEntries(flatYaml(text))).toEqual(expected));
});
