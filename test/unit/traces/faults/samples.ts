import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gzipSync } from "node:zlib";

/** Small traces of every kind that stands in text or in MLflow's tables, written by hand. */
const hour = "2026-03-01T10";

const lineageEvent = (run: number, type: string): object => ({
  eventType: type,
  eventTime: `${hour}:${String(run).padStart(2, "0")}:00Z`,
  run: {
    runId: `run-${run}`,
    facets: { parent: { run: { runId: "day-1" }, job: { namespace: "ns", name: "daily" } } },
  },
  job: { namespace: "ns", name: run % 2 ? "train_model" : "prepare", facets: { sql: { query: `SELECT ${run}` } } },
  inputs: [{ namespace: "db", name: "raw", facets: { version: { datasetVersion: `v${run}` } } }],
  outputs: [{ namespace: "db", name: `made-${run}`, facets: {} }],
});
const events = Array.from({ length: 12 }, (_, run) =>
  ["START", "COMPLETE"].map((type) => lineageEvent(run, type)),
).flat();
const lines = events.map((event) => `${JSON.stringify(event)}\n`).join("");

const pod = (id: string, name: string, more: object = {}): object => ({
  id,
  name: `taxi.${name}`,
  displayName: name,
  type: "Pod",
  phase: "Succeeded",
  startedAt: `${hour}:00:00Z`,
  finishedAt: `${hour}:05:00Z`,
  boundaryID: "w",
  templateName: name,
  outputs: { artifacts: [{ name: "model", s3: { bucket: "b", key: `k/${id}` } }] },
  ...more,
});
const nodes = {
  w: { id: "w", name: "taxi", type: "DAG", phase: "Succeeded", children: ["a", "r"] },
  a: pod("a", "train"),
  r: { id: "r", name: "taxi.eval", displayName: "eval", type: "Retry", phase: "Succeeded", children: ["b", "c"] },
  b: pod("b", "eval(0)", { phase: "Failed" }),
  c: pod("c", "eval(1)"),
};
const workflow = (status: object): string =>
  JSON.stringify({
    kind: "Workflow",
    metadata: { name: "taxi-x", generateName: "taxi-", uid: "u", creationTimestamp: `${hour}:00:00Z` },
    status: { phase: "Succeeded", startedAt: `${hour}:00:00Z`, ...status },
  });

const yamlWorkflows = ["taxi-x", "taxi-y"]
  .map(
    (name) => `kind: Workflow
metadata: {name: ${name}, generateName: taxi-, uid: u, creationTimestamp: "${hour}:00:00Z"}
status:
  phase: Succeeded
  startedAt: "${hour}:00:00Z"
  nodes:
    ${name}-a: ${JSON.stringify(pod(`${name}-a`, "train"))}
    ${name}-b: ${JSON.stringify(pod(`${name}-b`, "eval", { phase: "Failed" }))}
`,
  )
  .join("---\n");

const kubeflowRun = JSON.stringify({
  name: "projects/1/locations/x/pipelineJobs/taxi-1",
  pipelineSpec: { pipelineInfo: { name: "taxi" } },
  jobDetail: {
    taskDetails: ["train", "deploy"].map((taskName, index) => ({
      taskId: `${index + 2}`,
      taskName,
      parentTaskId: "1",
      startTime: `${hour}:0${index}:00Z`,
      endTime: `${hour}:0${index + 1}:00Z`,
      state: "SUCCEEDED",
      [index === 0 ? "outputs" : "inputs"]: {
        model: { artifacts: [{ name: "m", uri: "gs://m", schemaTitle: "system.Model" }] },
      },
    })),
  },
});

const prov = JSON.stringify({
  prefix: { ex: "http://example.org/" },
  entity: { "ex:in": { "prov:label": "in" }, "ex:out": {} },
  activity: {
    "ex:train": { "prov:startTime": `${hour}:00:00Z`, "prov:endTime": `${hour}:01:00Z`, "prov:label": "train" },
    "ex:eval": { "prov:startTime": `${hour}:02:00Z` },
  },
  used: { _1: { "prov:activity": "ex:train", "prov:entity": "ex:in" } },
  wasGeneratedBy: { _2: { "prov:activity": "ex:train", "prov:entity": "ex:out" } },
});
const crate = JSON.stringify({
  "@graph": [
    {
      "@id": "ro-crate-metadata.json",
      "@type": "CreativeWork",
      about: { "@id": "./" },
      conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
    },
    { "@id": "./", "@type": "Dataset", mainEntity: { "@id": "wf.cwl" } },
    { "@id": "wf.cwl", "@type": ["File", "ComputationalWorkflow"], name: "predict" },
    {
      "@id": "#1",
      "@type": "CreateAction",
      instrument: { "@id": "wf.cwl#train" },
      startTime: `${hour}:00:00Z`,
      endTime: `${hour}:01:00Z`,
      object: { "@id": "in.csv" },
      result: [{ "@id": "out.txt" }],
    },
  ],
});

export const dvcLock = `schema: '2.0'
stages:
  prepare:
    cmd: python prepare.py
    deps: [{path: raw.csv, md5: d1, size: 12}]
    outs: [{path: features, md5: d1f.dir, nfiles: 2}]
  train:
    cmd: python train.py
    deps:
    - path: features
      md5: d1f.dir
    params: {params.yaml: {rate: 0.1}}
    outs: [{path: model.pkl, md5: m1}]
`;

/** Name of the file → its text or bytes. */
export const textTraces: Readonly<Record<string, string | Uint8Array>> = {
  "events.ndjson": lines,
  "events.json": JSON.stringify(events, null, 1),
  "events.ndjson.gz": gzipSync(lines),
  "workflow.json": workflow({ nodes }),
  "compressed.json": workflow({ compressedNodes: gzipSync(JSON.stringify(nodes)).toString("base64") }),
  "workflows.yaml": yamlWorkflows,
  "run.json": kubeflowRun,
  "prov.json": prov,
  "ro-crate-metadata.json": crate,
};

const runMeta = (id: string): string =>
  `artifact_uri: file:///x/${id}\nend_time: 61000\nexperiment_id: '0'\nlifecycle_stage: active\nrun_id: ${id}\nstart_time: 1000\nstatus: 3\ntags: []\n`;
/** Files of a file store by path. */
export const fileStore: Readonly<Record<string, string>> = {
  "mlruns/0/meta.yaml": "artifact_location: file:///x\nexperiment_id: '0'\nlifecycle_stage: active\nname: taxi\n",
  "mlruns/0/a/meta.yaml": runMeta("a"),
  "mlruns/0/a/params/rate": "0.1",
  "mlruns/0/a/tags/mlflow.log-model.history": '[{"artifact_path":"model","run_id":"a"}]',
  "mlruns/0/a/inputs/i/meta.yaml":
    "destination_id: a\ndestination_type: RUN\nsource_id: d1\nsource_type: DATASET\ntags:\n  mlflow.data.context: training\n",
  "mlruns/0/datasets/d1/meta.yaml": "digest: abc\nname: taxi\nsource: x\nsource_type: local\n",
  "mlruns/models/taxi/meta.yaml": "name: taxi\n",
  "mlruns/models/taxi/version-1/meta.yaml":
    "name: taxi\nversion: 1\nrun_id: a\nsource: runs:/a/model\ncurrent_stage: Production\ncreation_timestamp: 2000\nlast_updated_timestamp: 3000\n",
};

export function writeAll(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** MLflow's tables with some runs. */
export function writeMlflowDatabase(path: string): void {
  const db = new DatabaseSync(path);
  db.exec(`
    BEGIN;
    CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT NULL, UNIQUE (name), CONSTRAINT pk PRIMARY KEY (experiment_id));
    CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name TEXT, status VARCHAR(9), start_time BIGINT, end_time BIGINT, lifecycle_stage TEXT, experiment_id INTEGER, CONSTRAINT pk PRIMARY KEY (run_uuid));
    CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT, PRIMARY KEY (key, run_uuid));
    CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT, PRIMARY KEY (key, run_uuid));
    CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT);
    CREATE TABLE latest_metrics (key TEXT, value FLOAT, run_uuid TEXT);
    CREATE TABLE model_versions (name TEXT, version INTEGER, run_id TEXT, source TEXT, current_stage TEXT, creation_time BIGINT, last_updated_time BIGINT);
    INSERT INTO experiments VALUES (1, 'taxi');
    INSERT INTO model_versions VALUES ('taxi', 1, 'run-1', 'runs:/run-1/model', 'Production', 5000, 6000);`);
  for (let run = 0; run < 200; run++) {
    db.prepare("INSERT INTO runs VALUES (?, 'train', ?, ?, ?, 'active', 1)").run(
      `run-${run}`,
      run % 5 ? "FINISHED" : "FAILED",
      run * 1000 + 1,
      run * 1000 + 900,
    );
    db.prepare("INSERT INTO params VALUES ('rate', ?, ?)").run(String(run), `run-${run}`);
    db.prepare("INSERT INTO tags VALUES ('mlflow.log-model.history', ?, ?)").run(
      '[{"artifact_path":"model"}]',
      `run-${run}`,
    );
  }
  db.exec("COMMIT");
  db.close();
}

/** A repository without a work tree whose commits, one after the other, held these as `dvc.lock`. */
export function writeHistory(folder: string, locks: readonly Uint8Array[]): void {
  execFileSync("git", ["init", "-q", "--bare", folder]);
  const parts = locks.flatMap((lock, index) => [
    `commit refs/heads/main\nmark :${index + 1}\ncommitter a <a@b> ${1_760_000_000 + index * 60} +0000\ndata 1\nx\n${index === 0 ? "" : `from :${index}\n`}M 100644 inline dvc.lock\ndata ${lock.length}\n`,
    lock,
    "\n",
  ]);
  execFileSync("git", ["-C", folder, "fast-import", "--quiet", "--force"], {
    input: Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part))),
    stdio: ["pipe", "ignore", "ignore"],
  });
}
