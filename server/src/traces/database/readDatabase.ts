import type { Trace } from "../../model/trace.ts";
import { type Catalog, readCatalog } from "../keyed/catalog.ts";
import { KeyedTables } from "../keyed/keyedTables.ts";
import { mlflowKeys } from "../mlflow/keys.ts";
import { partsOfExperiment } from "../mlflow/oneExperiment.ts";
import { isMlflow, readMlflowTables } from "../mlflow/sqlStore.ts";
import { traceOf } from "../mlflow/trace.ts";
import { mlmdKeys } from "../mlmd/keys.ts";
import { noPipeline, readKeyedStore, readShardOfStore } from "../mlmd/readPipeline.ts";
import { NotAStoreError } from "../notAStore.ts";
import type { ReadControl, ReadOptions } from "../reader.ts";
import type { SqlDatabase } from "../sqlite/database.ts";
import type { DatabaseAddress } from "./address.ts";
import { connectAndWait } from "./connection.ts";
import { DatabaseError } from "./databaseError.ts";
import { catalogQueries } from "./queries.ts";

/**
 * Reads a database of ML Metadata or MLflow, or one pipeline of it, in one read-only transaction. A connection that breaks is made once more, and all is read again. Waits in
 * this thread. Throws `DatabaseError`, `NotAStoreError` and `CancelledError`.
 */
export function readDatabase(
  address: DatabaseAddress,
  password: string | null,
  options: ReadOptions,
  control: ReadControl,
): Trace {
  try {
    return readOnce(address, password, options, control);
  } catch (error) {
    if (!(error instanceof DatabaseError && error.lost)) throw error;
    return readOnce(address, password, options, control);
  }
}

function readOnce(
  address: DatabaseAddress,
  password: string | null,
  options: ReadOptions,
  control: ReadControl,
): Trace {
  const db = connectAndWait(address, password, control.token);
  try {
    const catalog = readCatalog(db.rows(catalogQueries[address.engine]));
    if (isMlmd(catalog)) {
      needTables(catalog, ["Type", "Artifact", "Execution", "Event"], address);
      const open = (onRows: (rows: number) => void) =>
        new KeyedTables(db, { catalog, keys: mlmdKeys, token: control.token, onRows });
      return readShardOfStore(open, options, control) ?? readKeyedStore(open, options, control);
    }
    if (isMlflow((table) => catalog.has(table))) return readMlflow(db, catalog, options, control);
    throw unknownTables(catalog, address);
  } finally {
    db.close();
  }
}

/** Whether the tables are those of an ML Metadata store. */
export const isMlmd = (catalog: Catalog): boolean => catalog.has("mlmdenv");

function readMlflow(db: SqlDatabase, catalog: Catalog, options: ReadOptions, control: ReadControl): Trace {
  const { token } = control;
  const expected = [...catalog.values()].reduce((sum, { name, rows }) => sum + (name in mlflowKeys ? rows : 0), 1);
  const onRows = (rows: number): void => control.onProgress(Math.min(0.95, rows / expected));
  const whole = new KeyedTables(db, { catalog, keys: mlflowKeys, token, onRows });
  let tables = whole;
  if (options.pipeline !== undefined) {
    const parts = partsOfExperiment(whole, options.pipeline);
    if (parts === null) {
      const names = [...whole.rows("experiments", [["name", "raw"]])].map(([name]) => String(name));
      throw noPipeline(options.pipeline, names.sort());
    }
    tables = whole.only(parts);
  }
  const trace = traceOf(readMlflowTables(tables), options, token);
  control.onProgress(1);
  return trace;
}

function needTables(catalog: Catalog, wanted: readonly string[], { user }: DatabaseAddress): void {
  const missing = wanted.find((table) => !catalog.has(table.toLowerCase()));
  if (missing === undefined) return;
  const cause = `the table ${missing} is missing, or ${user} may not read it`;
  throw new DatabaseError("denied", cause, "Grant SELECT on the database's tables.");
}

/** That a database is neither of ML Metadata nor of MLflow, or shows no tables at all. */
export function unknownTables(catalog: Catalog, { user }: DatabaseAddress): Error {
  return catalog.size === 0
    ? new DatabaseError("denied", `${user} sees no tables in it`, "Check the database's name and the grants.")
    : new NotAStoreError("not-a-trace", "neither an ML Metadata store nor MLflow's database", "Choose another trace.");
}
