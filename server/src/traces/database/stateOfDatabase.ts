import { type Catalog, readCatalog } from "../keyed/catalog.ts";
import { isMlflow } from "../mlflow/sqlStore.ts";
import type { SqlRow } from "../sqlite/database.ts";
import type { DatabaseAddress } from "./address.ts";
import { catalogQueries } from "./queries.ts";
import { type Query, withConnection, withNewConnection } from "./questioner.ts";
import { isMlmd } from "./readDatabase.ts";

/** Executions of a pipeline, the newest, of which changes are seen. */
const mostExecutions = 200;
const mostContexts = 1_000;
const mostAliases = 500;

/**
 * What tells one state of a database, or of one pipeline in it, from another, by a few queries that indexes answer: what was added, and which of the newest
 * executions were updated. `isNow`: as it is now, by a connection of its own; else as whoever asked lately saw it. Null for what is neither of ML Metadata nor of MLflow. Throws
 * `DatabaseError`.
 */
export function stateOfDatabase(
  address: DatabaseAddress,
  password: string | null,
  isNow: boolean,
): Promise<string | null> {
  const connected = isNow ? withNewConnection : withConnection;
  return connected(address, password, async (query) => {
    const catalog = readCatalog(await query(catalogQueries[address.engine]));
    let rows: readonly SqlRow[];
    if (isMlmd(catalog)) rows = await stateOfStore(query, catalog, address.pipeline);
    else if (isMlflow((table) => catalog.has(table))) rows = await stateOfMlflow(query, catalog);
    else return null;
    return JSON.stringify(rows.map((row) => row.map(String)));
  });
}

async function stateOfStore(query: Query, catalog: Catalog, pipeline: string | null): Promise<readonly SqlRow[]> {
  const [context, type, association, execution, event, artifact] = [
    "Context",
    "Type",
    "Association",
    "Execution",
    "Event",
    "Artifact",
  ].map((table) => `"${catalog.get(table.toLowerCase())?.name ?? table}"`);
  const updated = catalog.get("execution")?.columns.has("last_update_time_since_epoch")
    ? "max(last_update_time_since_epoch)"
    : "NULL";
  const newest = (condition: string): Promise<readonly SqlRow[]> =>
    query(`SELECT max(id), ${updated} FROM ${execution} ${condition}`);
  if (pipeline === null) {
    const [executions, events, artifacts] = [
      await newest(""),
      await query(`SELECT max(id) FROM ${event}`),
      await query(`SELECT max(id) FROM ${artifact}`),
    ];
    return [...executions, ...events, ...artifacts];
  }
  const called = pipeline === "interactive" ? "(c.name = ? OR c.name LIKE 'interactive-%')" : "c.name = ?";
  const contexts = await query(
    `SELECT c.id FROM ${context} c JOIN ${type} t ON t.id = c.type_id WHERE t.name IN ('pipeline', 'system.Pipeline') AND ${called} ORDER BY c.id DESC LIMIT ${mostContexts}`,
    [pipeline],
  );
  const executions = await query(
    `SELECT execution_id FROM ${association} WHERE context_id IN (${list(contexts)}) ORDER BY execution_id DESC LIMIT ${mostExecutions}`,
  );
  const ids = list(executions);
  const events = await query(`SELECT max(id) FROM ${event} WHERE execution_id IN (${ids})`);
  return [...(await newest(`WHERE id IN (${ids})`)), ...events];
}

/** MLflow's tables have no indexes for it, and are small. */
async function stateOfMlflow(query: Query, catalog: Catalog): Promise<readonly SqlRow[]> {
  const hidden = catalog.get("runs")?.columns.has("lifecycle_stage")
    ? "sum(CASE WHEN lifecycle_stage = 'deleted' THEN 1 ELSE 0 END)"
    : "NULL";
  const runs = await query(`SELECT count(*), max(start_time), max(end_time), ${hidden} FROM runs`);
  const versions = catalog.has("model_versions")
    ? await query("SELECT count(*), max(last_updated_time) FROM model_versions")
    : [];
  const aliases = catalog.has("registered_model_aliases")
    ? await query(`SELECT name, alias, version FROM registered_model_aliases ORDER BY 1, 2 LIMIT ${mostAliases}`)
    : [];
  return [...runs, ...versions, ...aliases];
}

/** Numbers in the first column, as they are written in a query. */
const list = (rows: readonly SqlRow[]): string =>
  rows
    .map(([id]) => Number(id))
    .filter(Number.isSafeInteger)
    .join(", ") || "NULL";
