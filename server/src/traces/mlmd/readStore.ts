import { kindOverride } from "../../model/operatorKind.ts";
import type { Trace } from "../../model/trace.ts";
import { NotAStoreError } from "../notAStore.ts";
import type { ReadControl, ReadOptions } from "../reader.ts";
import type { SqlDatabase } from "../sqlite/database.ts";
import type { PageFile } from "../sqlite/pages/pageFile.ts";
import { SqlTables, type Tables } from "../sqlite/tables.ts";
import { StringTable } from "../stringTable.ts";
import { readArtifacts } from "./artifacts.ts";
import { readContexts } from "./contexts.ts";
import { edgesOf, readEvents } from "./events.ts";
import { readExecutionProperties } from "./executionProperties.ts";
import { executionColumns, executionPlaces, type PlaceSources, readStoredExecutions } from "./executions.ts";
import { rowIndex } from "./rowIndex.ts";
import { readTypes } from "./types.ts";

/** The newest schema of ML Metadata that is understood; it came with 1.11 and is the last so far. */
export const newestSchema = 10;

/**
 * Reads an open ML Metadata database into a trace, in time and memory linear in its rows. `bytes`: the file's size; `pages`: the file, where it
 * may be read past SQLite (throws `Unscannable` where it cannot after all).
 * Throws `NotAStoreError`, `DamagedStoreError`, `SqlError` and `CancelledError`.
 */
export function readStore(
  db: SqlDatabase,
  bytes: number,
  options: ReadOptions,
  control: ReadControl,
  pages: PageFile | null = null,
): Trace {
  return readTables((onRows) => new SqlTables(db, bytes, control.token, onRows, pages), options, control);
}

/**
 * As {@link readStore}, from tables that are opened with what is to be told how many rows were read. `kept`: texts from before, to which those that are read are
 * added, and which can be added to afterwards.
 */
export function readTables(
  open: (onRows: (rows: number) => void) => Tables,
  options: ReadOptions,
  control: ReadControl,
  kept: StringTable | null = null,
): Trace {
  const progress = new Progress(control);
  const store = open((rows) => progress.at(rows));
  const schemaVersion = readSchemaVersion(store);
  progress.expect(tables.reduce((sum, table) => sum + store.estimatedRows(table), 0));
  const strings = kept ?? new StringTable();
  // Texts that are looked for later are found at once where they stand first.
  for (const key of stoppingKeys) strings.add(key);
  const types = readTypes(store);
  // Texts that stand in many rows come first: their numbers are small, and so are the columns of these.
  for (const name of types.names) strings.add(name);
  const stored = readStoredExecutions(store);
  const { count } = stored;
  const index = rowIndex(stored.ids);
  const isTimeless = stored.createdAt.some(Number.isNaN) || stored.updatedAt.some(Number.isNaN);
  const events = readEvents(store, { index, count }, strings, isTimeless);
  const properties = readExecutionProperties(store, index, count, options.costProperty, strings);
  const { places, contexts } = readPlaces(store, { stored, index, types, properties, strings });
  const artifacts = readArtifacts(store, types, strings);
  const edges = edgesOf(events, count, { index: artifacts.index, count: artifacts.columns.count });
  const executions = executionColumns({
    stored,
    types,
    places: places.columns,
    properties,
    times: events.times,
    writes: edges.writes,
    artifacts: artifacts.columns,
    override: kindOverride(options.operatorKinds),
    strings,
  });
  progress.done();
  return {
    source: { kind: "mlmd", schemaVersion },
    strings: kept ? kept.texts() : strings.finish(),
    executions,
    artifacts: artifacts.columns,
    reads: edges.reads,
    writes: edges.writes,
    readers: edges.readers,
    writers: edges.writers,
    pipelines: places.pipelines,
    runs: places.runs,
    counts: {
      executions: count,
      artifacts: artifacts.columns.count,
      events: events.count,
      contexts,
      skippedEvents: edges.skipped,
    },
  };
}

/** Where the executions belong, and how many contexts there are. */
function readPlaces(store: Tables, sources: Omit<PlaceSources, "contexts">) {
  const { stored, index, types } = sources;
  const contexts = readContexts(store, types, index, stored.count);
  const places = executionPlaces({ ...sources, contexts });
  return { places, contexts: contexts.count };
}

/** Keys of events that stop the walks which cut graphlets. */
const stoppingKeys = ["analyzer_cache", "base_model", "baseline_model"];

const tables = ["Execution", "ExecutionProperty", "Artifact", "ArtifactProperty", "Event", "EventPath", "Association"];

class Progress {
  readonly #control: ReadControl;
  #expected = Number.POSITIVE_INFINITY;
  constructor(control: ReadControl) {
    this.#control = control;
  }
  expect(rows: number): void {
    this.#expected = Math.max(rows, 1);
  }
  at(rows: number): void {
    this.#control.onProgress(Math.min(0.99, rows / this.#expected));
  }
  done(): void {
    this.#control.onProgress(1);
  }
}

/** Version 0 had no table to say so: it is known by its tables, and by telling artifact types by a column of their own. */
export function readSchemaVersion(store: Tables): number {
  if (!store.has("MLMDEnv")) {
    const isZero = ["Artifact", "Execution", "Event", "Type"].every((table) => store.has(table));
    if (isZero && store.hasColumn("Type", "is_artifact_type")) return 0;
    throw new NotAStoreError("not-a-trace", `not an ML Metadata store${lookalike(store)}`, "Choose another trace.");
  }
  let version: number | null = null;
  for (const [value] of store.rows("MLMDEnv", [["schema_version", "real"]])) {
    version = Math.max(version ?? 0, Number(value));
  }
  const wants = ["Artifact", "Execution", "Event", "Type"].filter((table) => !store.has(table));
  if (version === null || !Number.isInteger(version) || version < 0) {
    throw new NotAStoreError("damaged", "not a readable ML Metadata store (no schema version)", restoreIt);
  }
  if (version > newestSchema) {
    throw new NotAStoreError(
      "future-schema",
      `written by a newer ML Metadata (schema ${version}; up to ${newestSchema} can be read)`,
      "Update Graphlet, or choose another trace.",
    );
  }
  if (wants.length > 0) {
    throw new NotAStoreError("damaged", `not a readable ML Metadata store (table ${wants[0]} is missing)`, restoreIt);
  }
  return version;
}

export const restoreIt = "Restore it from a copy, or choose another trace.";

const lookalikes: readonly (readonly [tables: readonly string[], what: string])[] = [
  [["alembic_version", "runs", "experiments"], "an MLflow database"],
  [["books", "authors"], "a calibre library"],
  [["embeddings", "collections", "segments"], "a Chroma database"],
  [["studies", "trials"], "an Optuna study"],
  [["dag_run", "task_instance"], "an Airflow database"],
];

/** What other database it looks like, in brackets, or nothing. */
function lookalike(store: Tables): string {
  for (const [wanted, what] of lookalikes) {
    if (wanted.every((table) => store.has(table))) return ` (it looks like ${what})`;
  }
  const names = store.tables().filter((name) => !name.startsWith("sqlite_"));
  return names.length === 0 ? " (it has no tables)" : "";
}
