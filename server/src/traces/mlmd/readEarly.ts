import type { TraceFormat } from "../format.ts";
import { keyedSqlite } from "../keyed/keyedSqlite.ts";
import type { KeyedTables } from "../keyed/keyedTables.ts";
import { isOneOf } from "../keyed/keyedTables.ts";
import { readFileState } from "../sqlite/fileState.ts";
import { readConsistently } from "../sqlite/readConsistently.ts";
import { mlmdKeys } from "./keys.ts";
import { contextsOfPipeline } from "./pipelineContexts.ts";
import { readKeyedStore } from "./readPipeline.ts";

/** Executions of a pipeline that are read by index: of more, the whole store is read about as fast. */
const mostExecutions = 20_000;

/** By table: the columns by which ML Metadata (schema 6 and later) has an index, and by which a pipeline is read. */
const needed: Readonly<Record<string, string>> = { Event: "execution_id", EventPath: "event_id" };

/** One pipeline of a store at rest by its indexes; null where these are missing, or where the pipeline is large, or not there. Throws as `read` does. */
export const readEarly: NonNullable<TraceFormat["readEarly"]> = async (path, options, control, resources) => {
  const { journal, log } = await readFileState(path);
  // To read beside a writer a copy of the whole file is made.
  if (journal !== null || log !== null) return null;
  return await readConsistently(path, { ...resources, token: control.token }, (db) => {
    const open = (onRows: (rows: number) => void): KeyedTables => keyedSqlite(db, mlmdKeys, control.token, onRows);
    const tables = open(() => {});
    return isIndexed(tables) && isModerate(tables, options.pipeline) ? readKeyedStore(open, options, control) : null;
  });
};

function isIndexed(tables: KeyedTables): boolean {
  return Object.entries(needed).every(([table, column]) => {
    const sql =
      "SELECT 1 AS c0 FROM pragma_index_list(?) i, pragma_index_info(i.name) c WHERE c.seqno = 0 AND c.name = ? AND i.partial = 0 LIMIT 1";
    return [...tables.ask(sql, [table, column])].length > 0;
  });
}

function isModerate(tables: KeyedTables, pipeline: string): boolean {
  const contexts = contextsOfPipeline(tables, pipeline);
  if (contexts.length === 0) return false;
  const { sql } = isOneOf(tables.quoted("Association", "context_id"), contexts);
  const [counted] = tables.ask(`SELECT count(*) AS c0 FROM ${tables.named("Association")} WHERE ${sql}`);
  return Number(counted?.[0]) <= mostExecutions;
}
