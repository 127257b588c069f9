import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { isPipelineOfShard, type Shard } from "../../model/shard.ts";
import { isOneOf, type KeyedTables, type Part } from "../keyed/keyedTables.ts";
import type { Column } from "../sqlite/tables.ts";
import { ascending } from "./eventRows.ts";
import { notOf } from "./foreignLineage.ts";
import { eventsOf, executionsOf, partsOf } from "./onePipeline.ts";
import { pipelineContexts, pipelineOfName, pipelineTypeIds } from "./pipelineContexts.ts";

const executionColumn: readonly Column[] = [["execution_id", "real"]];

/**
 * What must be read of each table so that the pipelines of a shard have the figures that they have in the whole store: these pipelines, and those that
 * share an artifact with them, and so on: graphlets reach no further. As a rule pipelines share nothing. Null where only the whole store says what is the
 * shard's: executions of pipelines that no context names belong to it, or share its artifacts, or all pipelines hang together.
 */
export function partsOfShard(tables: KeyedTables, shard: Shard, token: CancelToken): ReadonlyMap<string, Part> | null {
  const known = pipelineContexts(tables);
  const names = new Map(known);
  if (namesBesides(tables, known, token).some((name) => isPipelineOfShard(name, shard))) return null;
  const chosen = new Set(known.map(([, name]) => name).filter((name) => isPipelineOfShard(name, shard)));
  const all = new Set(names.values()).size;
  for (;;) {
    throwIfCancelled(token);
    if (chosen.size === all) return null;
    const contexts = known.flatMap(([id, name]) => (chosen.has(name) ? [id] : []));
    const own = executionsOf(tables, contexts);
    const events = eventsOf(tables, own);
    const others = sharing(tables, contexts, own, events.artifacts());
    if (others.size === 0) return partsOf(tables, { contexts, own, foreign: [], events }, token);
    const named = namesOf(tables, names, ascending(others));
    if (named.size < others.size) return null;
    for (const found of named.values()) for (const name of found) chosen.add(name);
  }
}

/** Executions of no pipeline that is read which read or wrote one of the artifacts. */
function sharing(
  tables: KeyedTables,
  contexts: readonly number[],
  own: Float64Array,
  artifacts: Float64Array,
): ReadonlySet<number> {
  const ownIds = new Set(own);
  const others = new Set<number>();
  for (const [id] of tables.among("Event", executionColumn, "artifact_id", artifacts, notOf(tables, contexts))) {
    if (typeof id === "number" && !ownIds.has(id)) others.add(id);
  }
  return others;
}

/** The pipelines of executions; those that have none are left out. */
function namesOf(
  tables: KeyedTables,
  names: ReadonlyMap<number, string>,
  executions: Float64Array,
): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  const columns: readonly Column[] = [...executionColumn, ["context_id", "real"]];
  for (const [execution, context] of tables.among("Association", columns, "execution_id", executions)) {
    const name = names.get(Number(context));
    if (name === undefined) continue;
    const known = found.get(Number(execution));
    if (known) known.push(name);
    else found.set(Number(execution), [name]);
  }
  return found;
}

/** The pipelines of executions that no context of a pipeline holds: named by a property, as old stores do, or none (null). */
function namesBesides(
  tables: KeyedTables,
  known: readonly (readonly [context: number, name: string])[],
  token: CancelToken,
): readonly (string | null)[] {
  if (numberFrom(tables, `SELECT COUNT(*) AS c0 FROM ${tables.named("Execution")}`) === countInPipelines(tables))
    return [];
  const held = new Set(
    executionsOf(
      tables,
      known.map(([id]) => id),
    ),
  );
  throwIfCancelled(token);
  const besides: number[] = [];
  for (const [id] of tables.rows("Execution", [["id", "real"]])) {
    if (typeof id === "number" && !held.has(id)) besides.push(id);
  }
  const names = new Map<number, string>();
  const columns: readonly Column[] = [...executionColumn, ["name", "raw"], ["string_value", "raw"]];
  for (const [id, property, value] of tables.among("ExecutionProperty", columns, "execution_id", besides)) {
    if (property === "pipeline_name" && typeof value === "string" && value !== "") names.set(Number(id), value);
  }
  return [
    ...new Set(
      besides.map((id) => {
        const name = names.get(id);
        return name === undefined ? null : pipelineOfName(name);
      }),
    ),
  ];
}

/** Executions that a context of a pipeline holds: counted where they are. */
function countInPipelines(tables: KeyedTables): number {
  const column = (alias: string, table: string, name: string): string => `${alias}.${tables.quoted(table, name)}`;
  const id = column("e", "Execution", "id");
  const { sql } = isOneOf(column("c", "Context", "type_id"), pipelineTypeIds(tables));
  return numberFrom(
    tables,
    `SELECT COUNT(DISTINCT ${id}) AS c0 FROM ${tables.named("Context")} c JOIN ${tables.named("Association")} a ON ${column("a", "Association", "context_id")} = ${column("c", "Context", "id")} JOIN ${tables.named("Execution")} e ON ${id} = ${column("a", "Association", "execution_id")} WHERE ${sql} AND ${column("c", "Context", "name")} <> ''`,
  );
}

function numberFrom(tables: KeyedTables, sql: string): number {
  // All of the answer is taken: a connection has one question at a time.
  const [row] = [...tables.ask(sql)];
  return Number(row?.[0] ?? Number.NaN);
}
