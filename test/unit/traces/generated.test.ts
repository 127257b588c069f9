import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { generateStore, type StoreOptions, storeRecords } from "../../generate/generateStore.ts";
import { type SchemaVersion, schemaVersions } from "../../generate/mlmdSchema.ts";
import type { StoredValue } from "../../generate/mlmdWriter.ts";
import { type PlainArtifact, type PlainExecution, plain } from "../../generate/plain.ts";
import type { Dialect, RecordedArtifact, RecordedExecution } from "../../generate/records.ts";
import { runNames } from "../../generate/runColumns.ts";
import { readableState } from "../../generate/writeRecords.ts";
import { readGood, testFolder } from "./folder.ts";

const file = testFolder();

const everything: StoreOptions = {
  runs: 12,
  pipelines: ["taxi", "chicago.taxi.v2"],
  shape: {
    trainers: ["Trainer", "Trainer.challenger"],
    tuner: true,
    resolver: true,
    baseline: true,
    warmStart: true,
    analyzerCache: true,
    infraValidator: true,
    bulkInferrer: true,
    customTrainer: true,
  },
  rates: { fails: 0.3, stalls: 0.2 },
};

describe.each(schemaVersions)("schema %i", (schemaVersion) => {
  test.each(["legacy", "ir", "mixed"] as const)("%s: what was generated is read", async (dialect) => {
    const options = { ...everything, schemaVersion, dialect };
    const path = file(`${schemaVersion}-${dialect}.sqlite`);
    generateStore(path, options);
    const trace = await readGood(path);
    const expected = expectedFrom(storeRecords(options), schemaVersion);
    const read = plain(trace);
    expect(read.executions).toEqual(expected.executions);
    expect(read.artifacts).toEqual(expected.artifacts);
    expect(trace.source).toEqual({ kind: "mlmd", schemaVersion });
    expect(trace.counts.skippedEvents).toBe(0);
  });
});

test("a notebook's sessions are one pipeline, each session a run", async () => {
  const options: StoreOptions = { runs: 6, runsPerSession: 2, dialect: "legacy", rates: { fails: 0, stalls: 0 } };
  const path = file("notebook.sqlite");
  generateStore(path, options);
  const trace = await readGood(path);
  expect(trace.pipelines).toEqual([{ name: "interactive" }]);
  expect(runNames(trace).map((name) => /^interactive-2026-03-\d\dT[\d_.]+$/.test(name))).toEqual([true, true, true]);
  const { executions } = plain(trace);
  expect(executions.every(({ storedPipeline, run }) => storedPipeline === run)).toBe(true);
});

test.each(["legacy", "ir"] as const)("%s: the same seed gives the same bytes", (dialect) => {
  const hash = (name: string): string => {
    generateStore(file(name), { ...everything, dialect });
    return createHash("sha256")
      .update(readFileSync(file(name)))
      .digest("hex");
  };
  expect(hash("once.sqlite")).toBe(hash("again.sqlite"));
});

test("another seed gives another history", () => {
  const first = [...storeRecords({ seed: 1 })].map(([, record]) => record.endedAt);
  const second = [...storeRecords({ seed: 2 })].map(([, record]) => record.endedAt);
  expect(first).not.toEqual(second);
});

const kinds: Readonly<Record<string, string>> = {
  CsvExampleGen: "ingest",
  StatisticsGen: "analyze",
  SchemaGen: "analyze",
  ExampleValidator: "analyze",
  Transform: "preprocess",
  Resolver: "resolve",
  Tuner: "tune",
  Trainer: "train",
  BoostedTrees: "train",
  Evaluator: "evaluate",
  InfraValidator: "validate",
  Pusher: "deploy",
  BulkInferrer: "infer",
};
const artifactKinds: Readonly<Record<string, string>> = {
  Examples: "data",
  ExampleStatistics: "statistics",
  Schema: "schema",
  ExampleAnomalies: "anomalies",
  TransformGraph: "transform",
  TransformCache: "cache",
  HyperParameters: "hyperparameters",
  Model: "model",
  ModelEvaluation: "evaluation",
  ModelBlessing: "blessing",
  InfraBlessing: "blessing",
  PushedModel: "pushed",
  InferenceResult: "other",
};

/** What a reader has to find, told from the records alone. */
function expectedFrom(records: Iterable<readonly [Dialect, RecordedExecution]>, version: SchemaVersion) {
  const ids = new Map<RecordedArtifact, number>();
  const executions: PlainExecution[] = [];
  for (const [dialect, record] of records) {
    for (const { artifact } of record.events) if (!ids.has(artifact)) ids.set(artifact, ids.size + 1);
    executions.push(expectedExecution(executions.length + 1, dialect, record, version, ids));
  }
  return { executions, artifacts: [...ids].map(([artifact, id]) => expectedArtifact(id, artifact)) };
}

function expectedExecution(
  id: number,
  dialect: Dialect,
  record: RecordedExecution,
  version: SchemaVersion,
  ids: ReadonlyMap<RecordedArtifact, number>,
): PlainExecution {
  const isLegacy = dialect === "legacy";
  // Contexts came with schema 4 here; before, only the older launcher's properties tell.
  const known = version >= 4 || isLegacy;
  const at = record.events.map((event) => event.at);
  const startedAt = version >= 5 ? record.startedAt : at.length > 0 ? Math.min(...at) : null;
  const updatedAt = version >= 5 ? record.endedAt : at.length > 0 ? Math.max(...at) : null;
  const state = readableState(version, dialect, record.state);
  const over = state === "complete" || state === "failed";
  const edges = (types: readonly string[]): readonly string[] =>
    record.events
      .filter(({ type }) => types.includes(type))
      .map(({ key, artifact }) => `${key} ${ids.get(artifact)}`)
      .sort();
  const run = isLegacy && version >= 4 ? `${record.pipeline}.${record.run}` : record.run;
  return {
    id,
    type: record.type,
    kind: kinds[record.type.split(".").at(-1) ?? ""] ?? "",
    state,
    node: known ? record.node : record.type,
    pipeline: known ? record.pipeline : null,
    storedPipeline: known ? record.pipeline : null,
    run: known ? run : null,
    startedAt,
    updatedAt,
    cost:
      state === "cached" ? 0 : over && startedAt !== null && updatedAt !== null ? (updatedAt - startedAt) / 1000 : null,
    code: /\+([0-9a-f]+)-/.exec(String(record.properties["module_path"] ?? ""))?.[1] ?? null,
    reads: edges(["input"]),
    writes: edges(["output", "internalOutput"]),
  };
}

function expectedArtifact(id: number, artifact: RecordedArtifact): PlainArtifact {
  const property = (name: string): StoredValue => artifact.properties.find((one) => one.name === name)?.value ?? null;
  const textOf = (name: string): string | null => (property(name) === null ? null : String(property(name)));
  const blessed = property("blessed");
  const pushed = property("pushed");
  return {
    id,
    type: artifact.type,
    kind: artifactKinds[artifact.type] ?? "",
    uri: artifact.uri,
    content: textOf("input_fingerprint"),
    span: textOf("span"),
    blessed: artifact.type === "ModelBlessing" && typeof blessed === "number" ? blessed : -1,
    pushed: typeof pushed === "number" ? pushed : -1,
  };
}
