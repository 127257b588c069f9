import type { Trace } from "../../model/trace.ts";
import type { KeyedTables } from "../keyed/keyedTables.ts";
import { NotAStoreError } from "../notAStore.ts";
import type { ReadControl, ReadOptions } from "../reader.ts";
import { partsOfPipeline } from "./onePipeline.ts";
import { pipelineNames } from "./pipelineContexts.ts";
import { partsOfShard } from "./pipelinesOfShard.ts";
import { readSchemaVersion, readTables } from "./readStore.ts";
import { readTypes } from "./types.ts";

/**
 * Reads one pipeline of a store, and of others what its graphlets rest on; without a pipeline the whole store. Throws as `readStore` does, and `NotAStoreError` where
 * there is no such pipeline.
 */
export function readKeyedStore(
  open: (onRows: (rows: number) => void) => KeyedTables,
  options: ReadOptions,
  control: ReadControl,
): Trace {
  const { pipeline } = options;
  return readTables(
    (onRows) => {
      const tables = open(onRows);
      if (pipeline === undefined) return tables;
      readSchemaVersion(tables);
      const parts = partsOfPipeline(tables, readTypes(tables), pipeline, control.token);
      if (parts) return tables.only(parts);
      const names = pipelineNames(tables, mostNames);
      // Old stores, and some of other programs, name pipelines in properties alone.
      if (names.length === 0) return tables;
      throw noPipeline(pipeline, names);
    },
    options,
    control,
  );
}

/**
 * Reads the pipelines of one part of a store, and what they hang together with. Null where only the whole store says what they come to. Throws as
 * {@link readKeyedStore} does.
 */
export function readShardOfStore(
  open: (onRows: (rows: number) => void) => KeyedTables,
  options: ReadOptions,
  control: ReadControl,
): Trace | null {
  const { shard, pipeline } = options;
  if (shard === undefined || shard.count === 1 || pipeline !== undefined) return null;
  const tables = open(() => {});
  readSchemaVersion(tables);
  const parts = partsOfShard(tables, shard, control.token);
  return parts && readTables((onRows) => open(onRows).only(parts), options, control);
}

const mostNames = 2_000;
const mostNamed = 10;

/** That a store has no such pipeline, and which it has. */
export function noPipeline(pipeline: string, names: readonly string[]): NotAStoreError {
  const some = names.slice(0, mostNamed).join(", ");
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
  const cure = names.length === 0 ? "Choose another trace." : `It has ${some}${more}.`;
  return new NotAStoreError("missing", `has no pipeline ${pipeline}`, cure);
}
