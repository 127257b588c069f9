import type { IntColumn, Ints } from "./intColumn.ts";
import type { Times } from "./times.ts";

/**
 * A trace in columns: what really ran, over a pipeline's whole life. Rows are dense indexes from 0, in ascending order of
 * the store's ids; everything else refers to rows by index and to texts by index into `strings` (-1: none).
 * Plain data of typed arrays: it goes between threads without a copy, and there is no object per event.
 */
export interface Trace {
  readonly source: TraceSource;
  /** Texts by index. Index 0 is always the empty string. */
  readonly strings: Texts;
  readonly executions: ExecutionColumns;
  readonly artifacts: ArtifactColumns;
  /** Execution → artifacts that it reads, and their keys. */
  readonly reads: EdgeRows;
  /** Execution → artifacts that it writes. */
  readonly writes: EdgeRows;
  /** Artifact → executions that read it. `target` and `key` as in `reads`, turned round. */
  readonly readers: EdgeRows;
  /** Artifact → executions that write it. */
  readonly writers: EdgeRows;
  readonly pipelines: readonly TracePipeline[];
  readonly runs: RunColumns;
  readonly counts: TraceCounts;
}

/** Texts that may be packed: one becomes a string when it is asked for. A plain array of strings is one, too. */
export interface Texts {
  readonly length: number;
  /** Text at an index from 0 on; nothing where there is none. */
  at(index: number): string | undefined;
  /** First index of a text, or -1. Linear. */
  indexOf(text: string): number;
}

/** Text at an index; empty for -1 and where there is none. */
export const textOf = (texts: Texts, index: number | undefined): string =>
  index === undefined || index < 0 ? "" : (texts.at(index) ?? "");

/** As {@link textOf}, but null where there is none. */
export const textOrNull = (texts: Texts, index: number | undefined): string | null =>
  index === undefined || index < 0 ? null : (texts.at(index) ?? null);

export interface TraceSource {
  /** `mlmd`, later `openlineage`, `dvc`, `mlflow`, … */
  readonly kind: string;
  readonly schemaVersion: number | null;
}

/** Rows as the store has them; events that were skipped because their execution or artifact is missing are counted in both. */
export interface TraceCounts {
  readonly executions: number;
  readonly artifacts: number;
  readonly events: number;
  readonly contexts: number;
  readonly skippedEvents: number;
}

/** Ids that are numbers, ascending; those that follow each other without a gap are told by the first. */
export type NumberIds =
  | { readonly type: "sequence"; readonly first: number; readonly count: number }
  | { readonly type: "number"; readonly values: Int32Array | Float64Array };

/** The store's own ids, ascending. Numbers for MLMD, strings else. */
export type IdColumn = NumberIds | { readonly type: "string"; readonly values: Texts };

export type TraceId = number | string;

export interface ExecutionColumns {
  readonly count: number;
  readonly id: IdColumn;
  /** Text: the type's full name. */
  readonly type: Ints;
  /** Code in `operatorKinds`. */
  readonly kind: Uint8Array;
  /** 1 where the kind is a guess by words, which users are told. */
  readonly kindGuessed: Uint8Array;
  /** Code in `executionStates`. */
  readonly state: Uint8Array;
  /** Text: the node that ran (`node` context without the pipeline's prefix, else `component_id`, else the type). */
  readonly node: Ints;
  /** Index into `pipelines`, -1 where unknown. All sessions `interactive-*` are one pipeline. */
  readonly pipeline: Ints;
  /** Text: the pipeline's name as stored (`interactive-2022-…`), -1 where unknown. */
  readonly storedPipeline: Ints;
  /** Index into `runs`, -1 where unknown. In an interactive pipeline a session is a run. */
  readonly run: Ints;
  /** Milliseconds since the epoch; NaN where unknown. */
  readonly startedAt: Float64Array;
  /** Milliseconds since the epoch of the last update; NaN where unknown. */
  readonly updatedAt: Float64Array;
  /** Seconds (or the user's unit); 0 when cached; NaN where unknown. */
  readonly cost: Float64Array;
  /** Text: identity of the code that ran, -1 where unknown. */
  readonly code: Ints;
  /** Text: canonical form of the parameters, -1 where unknown. */
  readonly parameters: Ints;
}

export interface ArtifactColumns {
  readonly count: number;
  readonly id: IdColumn;
  /** Text: the type's full name. */
  readonly type: Ints;
  /** Code in `artifactKinds`. */
  readonly kind: Uint8Array;
  /** Text: URI, -1 where none. */
  readonly uri: IntColumn;
  /** Text: name, -1 where none. */
  readonly name: IntColumn;
  /** Text: identity of the content (input_fingerprint, md5, digest), -1 where the trace has none. */
  readonly content: IntColumn;
  /** Text: the data span's number or name, -1 where none. */
  readonly span: IntColumn;
  /** Property `blessed` of a model blessing (type `ModelBlessing` only): 1, 0, or -1 where there is none. */
  readonly blessed: IntColumn;
  /** Property `pushed` of a pushed model: 1, 0, or -1 where there is none. */
  readonly pushed: IntColumn;
  /** Milliseconds since the epoch; NaN where unknown. */
  readonly createdAt: Times;
}

/** Compressed sparse rows: edges of row r are `offsets[r] .. offsets[r + 1]`. */
export interface EdgeRows {
  readonly offsets: Int32Array;
  readonly target: Int32Array;
  /** Text: the event's first step key; 0 (empty) where it has none. */
  readonly key: Ints;
}

export interface TracePipeline {
  /** Name as users see it: all `interactive-<timestamp>` sessions are `interactive`. */
  readonly name: string;
}

export interface RunColumns {
  readonly names: Texts;
  /** Index into `pipelines`, -1 where unknown. */
  readonly pipeline: Ints;
}

/** Name of a run; null for -1 and where there is none. */
export const runName = ({ runs }: Trace, run: number | undefined): string | null => textOrNull(runs.names, run);

/** The store's own id of a row. */
export const idAt = (column: IdColumn, row: number): TraceId => {
  const id = column.type === "string" ? column.values.at(row) : numberAt(column, row);
  if (id === undefined) throw new RangeError(`no row ${row}`);
  return id;
};

function numberAt(ids: NumberIds, row: number): number | undefined {
  if (ids.type === "number") return ids.values[row];
  return row >= 0 && row < ids.count ? ids.first + row : undefined;
}

/** Row of a store's id, or -1. Logarithmic at most for numbers, linear for strings. */
export function rowOf(column: IdColumn, id: TraceId): number {
  if (column.type === "string") return column.values.indexOf(String(id));
  if (column.type === "sequence") {
    const row = typeof id === "number" ? id - column.first : -1;
    return Number.isInteger(row) && row >= 0 && row < column.count ? row : -1;
  }
  const values = column.values;
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = values[middle] ?? Number.NaN;
    if (value === id) return middle;
    if (value < Number(id)) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
