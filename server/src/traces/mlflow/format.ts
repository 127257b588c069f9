import { neverCancelled } from "../../model/cancel.ts";
import type { TraceId } from "../../model/trace.ts";
import { storeStampOf } from "../fileStamp.ts";
import type { TraceFormat } from "../format.ts";
import { NotAStoreError } from "../notAStore.ts";
import type { TraceProperty } from "../reader.ts";
import type { Unfinished } from "../sqlite/follow/followDatabase.ts";
import { followStore } from "../sqlite/follow/followStore.ts";
import { readConsistently } from "../sqlite/readConsistently.ts";
import { mentionsInSchema } from "../sqlite/sniff.ts";
import { readFileStore } from "./fileStore.ts";
import { fileStoreIn } from "./folders.ts";
import type { MlflowStore } from "./records.ts";
import { readMlflowTables, readSqlStore } from "./sqlStore.ts";
import { fileStoreStamp } from "./storeStamp.ts";
import { traceOf } from "./trace.ts";

/** File stores of MLflow: a folder `mlruns`, or one that holds it. */
export const mlflowFiles: TraceFormat = {
  kind: "mlflow",
  looksLike: async (path, { isFolder }) => isFolder && (await fileStoreIn(path)) !== null,
  async read(path, options, control) {
    const store = await storeAt(path);
    const records = await readFileStore(store, control.token, (share) => control.onProgress(share * 0.95));
    const trace = traceOf(records, options, control.token);
    control.onProgress(1);
    return trace;
  },
  async properties(path, of, id) {
    return propertiesOf(await readFileStore(await storeAt(path), neverCancelled, () => {}), of, id);
  },
  stamp: fileStoreStamp,
};

async function storeAt(path: string): Promise<string> {
  const store = await fileStoreIn(path);
  if (store === null) throw new NotAStoreError("not-a-trace", "not an MLflow file store", "Choose another trace.");
  return store;
}

const readDatabase: TraceFormat["read"] = (path, options, control, resources) =>
  readConsistently(path, { ...resources, token: control.token }, (db, bytes) => {
    const trace = traceOf(readSqlStore(db, bytes, control.token), options, control.token);
    control.onProgress(1);
    return trace;
  });

/** Runs that have not ended. */
const unfinished: Unfinished = {
  table: "runs",
  column: "status",
  isOpen: (status) => status === "RUNNING" || status === "SCHEDULED",
};

/** MLflow's SQLite databases. */
export const mlflowSql: TraceFormat = {
  kind: "mlflow",
  looksLike: (path, seen) => mentionsInSchema(path, seen, ["run_uuid", "experiment_id"]),
  read: readDatabase,
  follow: (path, options, resources) =>
    followStore(path, unfinished, {
      tables: (tables, control) => traceOf(readMlflowTables(tables), options, control.token),
      isReadOn: false,
      whole: (control) => readDatabase(path, options, control, resources),
    }),
  properties: (path, of, id, { engine, scratch }) =>
    readConsistently(path, { engine, scratch, token: neverCancelled }, (db, bytes) =>
      propertiesOf(readSqlStore(db, bytes, neverCancelled), of, id),
    ),
  stamp: storeStampOf,
};

const maxProperties = 200;
const maxLength = 2_000;

/** Parameters and tags of a run; what the registry says of a version. */
function propertiesOf(store: MlflowStore, of: "execution" | "artifact", id: TraceId): readonly TraceProperty[] {
  const written: [string, string, boolean][] = [];
  if (of === "execution") {
    const run = store.runs.find((one) => one.id === id);
    for (const [name, value] of run?.params ?? []) written.push([name, value, false]);
    for (const [name, value] of run?.tags ?? []) written.push([name, value, true]);
  } else {
    const version = store.versions.find(({ name, version: number }) => `models:/${name}/${number}` === id);
    if (version) {
      const { stage, aliases, source } = version;
      written.push(["stage", stage, false], ["aliases", aliases.join(", "), false], ["source", source, false]);
    }
  }
  return written
    .filter(([, value]) => value !== "")
    .slice(0, maxProperties)
    .map(([name, value, custom]) => ({
      name: name.slice(0, 200),
      value: value.length > maxLength ? `${value.slice(0, maxLength - 1)}…` : value,
      custom,
    }));
}
