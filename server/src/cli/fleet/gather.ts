import type { PipelineFigures } from "../../fleet/figures.ts";
import { pipelineFigures } from "../../fleet/pipelineFigures.ts";
import { pipelinePruning } from "../../fleet/pipelinePruning.ts";
import { neverCancelled } from "../../model/cancel.ts";
import { defaultSettings } from "../../model/settings.ts";
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
  /** Whether it is worked out what stopping models early would have saved. */
  readonly predicts: boolean;
}

/** Reads one store in this thread. A store that cannot be read hides no other. */
export async function gatherStore({ store, shard, options, predicts }: FleetTask): Promise<Gathered> {
  const read = await readAndCut(store, shard.count === 1 ? options : { ...options, shard });
  if (!read.ok) return { rows: [], problems: [about(store, read.error.message)] };
  try {
    const { trace, graphlets } = read.value;
    const isOwn = (pipeline: number): boolean => isPipelineOfShard(trace.pipelines[pipeline]?.name ?? null, shard);
    const { minimum } = defaultSettings.likelyUnpushed;
    const pruning = (pipeline: number) =>
      predicts && isOwn(pipeline) ? pipelinePruning(trace, pipeline, minimum, neverCancelled) : null;
    const rows = pipelineFigures(store, trace, graphlets, pruning);
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

/** What is asked of all stores. */
export interface Asked {
  readonly shard: Shard;
  readonly options: ReadOptions;
  readonly predicts: boolean;
  readonly threads: number;
}

/**
 * The tasks of one shard. Several stores are dealt out whole; of a single one its pipelines are. So every pipeline is looked at in exactly
 * one shard, as long as all shards are given the same paths. Where forecasts are asked for of a single store, which take longer than reading it, its shard is
 * divided over the threads once more.
 */
export function tasksOf(stores: readonly string[], { shard, threads, ...asked }: Asked): readonly FleetTask[] {
  const all = { index: 0, count: 1 };
  const [single] = stores;
  if (single === undefined || stores.length > 1)
    return stores.filter((store) => isOfShard(store, shard)).map((store) => ({ store, shard: all, ...asked }));
  const parts = asked.predicts ? threads : 1;
  return Array.from({ length: parts }, (_, part) => ({
    store: single,
    shard: { index: shard.index + part * shard.count, count: shard.count * parts },
    ...asked,
  }));
}
