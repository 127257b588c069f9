import type { PipelineFigures } from "../../fleet/figures.ts";
import { pipelineFigures } from "../../fleet/pipelineFigures.ts";
import { isOfShard, isPipelineOfShard, type Shard } from "../../model/shard.ts";
import type { ReadOptions } from "../../traces/reader.ts";
import { failureOf } from "../../workspace/traceFailure.ts";
import { readAndCut } from "../readAndCut.ts";

/** Rows of the pipelines that were looked at, and one line about each store that could not be read. */
export interface Gathered {
  readonly rows: readonly PipelineFigures[];
  readonly problems: readonly string[];
}

/** A store, and which of its pipelines are looked at. */
export interface FleetTask {
  readonly store: string;
  readonly shard: Shard;
  readonly options: ReadOptions;
}

/** Reads one store in this thread. A store that cannot be read hides no other. */
export async function gatherStore({ store, shard, options }: FleetTask): Promise<Gathered> {
  const read = await readAndCut(store, shard.count === 1 ? options : { ...options, shard });
  if (!read.ok) return { rows: [], problems: [about(store, read.error.message)] };
  try {
    const rows = pipelineFigures(store, read.value.trace, read.value.graphlets);
    return { rows: rows.filter((row) => isPipelineOfShard(row.pipeline, shard)), problems: [] };
  } catch (error) {
    return { rows: [], problems: [about(store, failureOf(error, store).message)] };
  }
}

/** A message that begins with the store's name, with its whole path: there may be many of one name. */
const about = (store: string, message: string): string => {
  const name = store.slice(store.lastIndexOf("/") + 1);
  return message.startsWith(name) ? store + message.slice(name.length) : message;
};

/**
 * The tasks of one shard. Several stores are dealt out whole; of a single one its pipelines are. So every pipeline is looked at in exactly
 * one shard, as long as all shards are given the same paths.
 */
export function tasksOf(stores: readonly string[], shard: Shard, options: ReadOptions): readonly FleetTask[] {
  const all = { index: 0, count: 1 };
  if (stores.length === 1) return stores.map((store) => ({ store, shard, options }));
  return stores.filter((store) => isOfShard(store, shard)).map((store) => ({ store, shard: all, options }));
}
