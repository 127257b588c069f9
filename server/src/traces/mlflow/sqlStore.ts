import type { CancelToken } from "../../model/cancel.ts";
import { NotAStoreError } from "../notAStore.ts";
import type { SqlDatabase } from "../sqlite/database.ts";
import { SqlTables, type Tables } from "../sqlite/tables.ts";
import type { DatasetInput, MlflowRun, MlflowStore } from "./records.ts";
import { millis, statusOf } from "./records.ts";

const text = (value: unknown): string => (typeof value === "string" ? value : value === null ? "" : String(value));

/** Reads a tracking store from MLflow's own tables (any version since 1.0; later columns and tables may be missing). Linear in the rows. */
export const readSqlStore = (db: SqlDatabase, bytes: number, token: CancelToken): MlflowStore =>
  readMlflowTables(new SqlTables(db, bytes, token, () => {}));

/** As {@link readSqlStore}, from tables that are open. */
export function readMlflowTables(tables: Tables): MlflowStore {
  if (!isMlflow((table) => tables.has(table))) {
    throw new NotAStoreError("not-a-trace", "not an MLflow database", "Choose another trace.");
  }
  const experiments = new Map<string, string>();
  for (const [id, name] of tables.rows("experiments", [
    ["experiment_id", "value"],
    ["name", "raw"],
  ])) {
    experiments.set(text(id), text(name));
  }
  const tags = valuesByRun(tables, "tags");
  const params = valuesByRun(tables, "params");
  const inputs = readInputs(tables);
  const none: ReadonlyMap<string, string> = new Map();
  const runs: MlflowRun[] = [];
  for (const [id, experiment, status, start, end] of tables.rows("runs", [
    ["run_uuid", "raw"],
    ["experiment_id", "value"],
    ["status", "raw"],
    ["start_time", "real"],
    ["end_time", "real"],
  ])) {
    const run = text(id);
    if (run === "") continue;
    runs.push({
      id: run,
      experiment: text(experiment),
      status: statusOf(text(status)),
      startedAt: millis(start as number | null),
      endedAt: millis(end as number | null),
      tags: tags.get(run) ?? none,
      params: params.get(run) ?? none,
      datasets: inputs.datasets.get(run) ?? [],
      modelInputs: inputs.models.get(run) ?? [],
    });
  }
  return { experiments, runs, models: readModels(tables), versions: readVersions(tables) };
}

/** Whether a database with these tables is MLflow's. */
export const isMlflow = (has: (table: string) => boolean): boolean =>
  ["runs", "experiments", "params", "tags", "metrics"].every(has);

function valuesByRun(tables: Tables, table: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const [run, key, value] of tables.rows(table, [
    ["run_uuid", "raw"],
    ["key", "raw"],
    ["value", "raw"],
  ])) {
    const id = text(run);
    const values = found.get(id) ?? new Map<string, string>();
    found.set(id, values);
    values.set(text(key), text(value));
  }
  return found;
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function readInputs(tables: Tables): {
  readonly datasets: ReadonlyMap<string, readonly DatasetInput[]>;
  readonly models: ReadonlyMap<string, readonly string[]>;
} {
  const known = new Map<string, { readonly name: string; readonly digest: string }>();
  for (const [id, name, digest] of tables.rows("datasets", [
    ["dataset_uuid", "raw"],
    ["name", "raw"],
    ["digest", "raw"],
  ])) {
    known.set(text(id), { name: text(name), digest: text(digest) });
  }
  const contexts = new Map<string, string>();
  for (const [id, name, value] of tables.rows("input_tags", [
    ["input_uuid", "raw"],
    ["name", "raw"],
    ["value", "raw"],
  ])) {
    if (name === "mlflow.data.context") contexts.set(text(id), text(value));
  }
  const datasets = new Map<string, DatasetInput[]>();
  const models = new Map<string, string[]>();
  for (const [id, sourceType, source, destinationType, destination] of tables.rows("inputs", [
    ["input_uuid", "raw"],
    ["source_type", "raw"],
    ["source_id", "raw"],
    ["destination_type", "raw"],
    ["destination_id", "raw"],
  ])) {
    const dataset = known.get(text(source));
    if (text(sourceType) === "DATASET" && text(destinationType) === "RUN" && dataset) {
      const run = text(destination);
      add(datasets, run, { ...dataset, context: contexts.get(text(id)) ?? "" });
    } else if (text(destinationType) === "MODEL_INPUT") {
      const run = text(source);
      add(models, run, text(destination));
    }
  }
  return { datasets, models };
}

const readModels = (tables: Tables): MlflowStore["models"] =>
  [
    ...tables.rows("logged_models", [
      ["model_id", "raw"],
      ["name", "raw"],
      ["source_run_id", "raw"],
      ["artifact_location", "raw"],
      ["creation_timestamp_ms", "real"],
    ]),
  ].map(([id, name, run, location, created]) => ({
    id: text(id),
    name: text(name),
    run: text(run),
    location: text(location),
    createdAt: millis(created as number | null),
  }));

function readVersions(tables: Tables): MlflowStore["versions"] {
  const aliases = new Map<string, string[]>();
  for (const [alias, version, name] of tables.rows("registered_model_aliases", [
    ["alias", "raw"],
    ["version", "value"],
    ["name", "raw"],
  ])) {
    const key = `${text(name)}\n${text(version)}`;
    add(aliases, key, text(alias));
  }
  return [
    ...tables.rows("model_versions", [
      ["name", "raw"],
      ["version", "value"],
      ["run_id", "raw"],
      ["source", "raw"],
      ["current_stage", "raw"],
      ["creation_time", "real"],
      ["last_updated_time", "real"],
    ]),
  ].map(([name, version, run, source, stage, created, updated]) => ({
    name: text(name),
    version: text(version),
    run: text(run),
    source: text(source),
    stage: text(stage),
    aliases: aliases.get(`${text(name)}\n${text(version)}`) ?? [],
    createdAt: millis(created as number | null),
    updatedAt: millis(updated as number | null),
  }));
}
