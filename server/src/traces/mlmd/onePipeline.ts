import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { growableDoubles } from "../growable.ts";
import { isOneOf, type KeyedTables, type KnownRows, type Part } from "../keyed/keyedTables.ts";
import { newestRows } from "../keyed/newest.ts";
import type { SqlRow } from "../sqlite/database.ts";
import type { Column } from "../sqlite/tables.ts";
import { ascending, EventRows, eventColumns } from "./eventRows.ts";
import { foreignLineage } from "./foreignLineage.ts";
import { contextsOfPipeline } from "./pipelineContexts.ts";
import type { StoreTypes } from "./types.ts";

const times = ["create_time_since_epoch", "last_update_time_since_epoch"];

/** Executions whose contexts are asked for in one query. */
const window = 20_000;

/**
 * What must be read of each table so that one pipeline's graphlets are those of the whole store: its executions with all that they read and wrote; of
 * other pipelines what made its inputs and what used its models; and the store's newest execution, which says what was abandoned. Null where the store
 * has no such pipeline. Sends nothing of other pipelines but that; asks by index, but for the contexts of executions, which ML Metadata has no
 * index for.
 */
export function partsOfPipeline(
  tables: KeyedTables,
  types: StoreTypes,
  pipeline: string,
  token: CancelToken,
): ReadonlyMap<string, Part> | null {
  const contexts = contextsOfPipeline(tables, pipeline);
  if (contexts.length === 0) return null;
  const own = executionsOf(tables, contexts);
  const events = eventsOf(tables, own);
  throwIfCancelled(token);
  const foreign = foreignLineage(tables, types, contexts, { executions: own, events }, token);
  for (const row of tables.among("Event", eventColumns, "execution_id", foreign)) events.add(row);
  return partsOf(tables, { contexts, own, foreign, events }, token);
}

/** What is known of a part of a store. */
interface KnownPart {
  /** Contexts of the pipelines that are read whole, and their executions, ascending. */
  readonly contexts: readonly number[];
  readonly own: Float64Array;
  /** Executions of other pipelines that are read with them. */
  readonly foreign: readonly number[];
  /** Of all these executions. */
  readonly events: EventRows;
}

/** What must be read of each table for executions whose events are known, and for the store's newest, which says what was abandoned. */
export function partsOf(
  tables: KeyedTables,
  { contexts, own, foreign, events }: KnownPart,
  token: CancelToken,
): ReadonlyMap<string, Part> {
  const newest = newestRows(tables, "Execution", "id", times).map(Number);
  const executions = ascending([...own, ...foreign, ...newest]);
  const associations = associationsOf(tables, contexts, own, ascending([...foreign, ...newest]), token);
  const known = events.finish();
  const [eventIds, artifactIds] = known.values as readonly [Float64Array, Float64Array];
  const artifacts = ascending(artifactIds);
  return new Map<string, Part>([
    ["Execution", { column: "id", values: executions }],
    ["ExecutionProperty", { column: "execution_id", values: executions }],
    ["Context", { column: "id", values: ascending(associations.values[0] ?? []) }],
    ["Association", { rows: associations }],
    ["Event", { rows: known }],
    ["EventPath", { column: "event_id", values: eventIds }],
    ["Artifact", { column: "id", values: artifacts }],
    ["ArtifactProperty", { column: "artifact_id", values: artifacts }],
  ]);
}

/** The events of executions. */
export function eventsOf(tables: KeyedTables, executions: Float64Array): EventRows {
  const events = new EventRows();
  for (const row of tables.among("Event", eventColumns, "execution_id", executions)) events.add(row);
  return events;
}

/** Ids of the executions of contexts, ascending, by the index of contexts and executions. */
export function executionsOf(tables: KeyedTables, contexts: readonly number[]): Float64Array {
  const ids = growableDoubles();
  for (const context of contexts) {
    const condition = isOneOf(tables.quoted("Association", "context_id"), [context]);
    for (const [id] of tables.holding("Association", [["execution_id", "real"]], "execution_id", condition)) {
      if (typeof id === "number") ids.push(id);
    }
  }
  return ascending(ids.finish());
}

/**
 * All contexts of executions. Of the pipeline's own by a query in a query, so that a database without an index for it goes through all associations once for
 * many executions.
 */
function associationsOf(
  tables: KeyedTables,
  contexts: readonly number[],
  own: Float64Array,
  others: Float64Array,
  token: CancelToken,
): KnownRows {
  const context = growableDoubles();
  const execution = growableDoubles();
  const add = (row: SqlRow): void => {
    if (typeof row[0] !== "number" || typeof row[1] !== "number") return;
    context.push(row[0]);
    execution.push(row[1]);
  };
  const name = tables.named("Association");
  const contextId = tables.quoted("Association", "context_id");
  const executionId = tables.quoted("Association", "execution_id");
  for (let from = 0; from < own.length; from += window) {
    throwIfCancelled(token);
    const between = (of: string): string =>
      `${of}.${executionId} BETWEEN ${own[from]} AND ${own[Math.min(from + window, own.length) - 1]}`;
    for (let first = 0; first < contexts.length; first += window) {
      const { sql } = isOneOf(`mine.${contextId}`, contexts.slice(first, first + window));
      const mine = `SELECT mine.${executionId} FROM ${name} mine WHERE ${sql} AND ${between("mine")}`;
      const query = `SELECT DISTINCT other.${contextId} AS c0, other.${executionId} AS c1 FROM ${name} other WHERE ${between("other")} AND other.${executionId} IN (${mine})`;
      for (const row of tables.ask(query)) add(row);
    }
  }
  const columns: readonly Column[] = [
    ["context_id", "real"],
    ["execution_id", "real"],
  ];
  for (const row of tables.among("Association", columns, "execution_id", others)) add(row);
  return {
    columns: ["context_id", "execution_id"],
    count: context.length,
    values: [context.finish(), execution.finish()],
  };
}
