import { rowsOfPipeline } from "../../graphlets/pipelineRows.ts";
import { type IntColumn, type Ints, intAt } from "../../model/intColumn.ts";
import { operatorCode } from "../../model/kinds.ts";
import { type Times, timeAt } from "../../model/times.ts";
import { type EdgeRows, type IdColumn, type Trace, textOf } from "../../model/trace.ts";

/** Trainings that are looked back upon, the newest. */
const most = 2000;

/**
 * The newest part of one pipeline as a trace of its own, with its last 2,000 trainings: small enough to be handed to another thread and worked on there.
 * Rows are other ones, in the same order; the store's ids, URIs and names are left out. Linear in the executions of the
 * pipeline, in the artifacts of the trace, and in the edges of the part.
 */
export function recentTrace(trace: Trace, pipeline: number): Trace {
  const steps = stepsOf(trace, pipeline);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As {@link recentTrace}, giving way again and again: `pause` is awaited where it gives something to wait for. */
export async function recentTraceSlowly(
  trace: Trace,
  pipeline: number,
  pause: () => Promise<void> | undefined,
): Promise<Trace> {
  const steps = stepsOf(trace, pipeline);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await pause();
  }
}

function* stepsOf(trace: Trace, pipeline: number): Generator<void, Trace> {
  const { executions } = trace;
  const all = rowsOfPipeline(trace, pipeline);
  yield;
  const since = startOfPart(trace, all);
  yield;
  const rows = all.filter((row) => !((executions.startedAt[row] as number) < since));
  yield;
  const artifacts = artifactsOf(trace, rows);
  yield;
  const { strings, placeOf } = textsOf(trace);
  const reads = edgesOf(trace.reads, rows, artifacts.place, placeOf);
  yield;
  const writes = edgesOf(trace.writes, rows, artifacts.place, placeOf);
  yield;
  const readers = turnedRows(reads, artifacts.rows.length);
  const writers = turnedRows(writes, artifacts.rows.length);
  yield;
  const executionTexts = ["type", "node", "storedPipeline", "code", "parameters"] as const;
  const ran = yield* picked(executions, rows, executionTexts, placeOf);
  yield;
  const bare = { ...trace.artifacts, uri: none(trace.artifacts.count), name: none(trace.artifacts.count) };
  const made = yield* picked(bare, artifacts.rows, ["type", "content", "span"], placeOf);
  yield;
  const { runs, run } = runsOf(trace, ran.run);
  return { ...trace, strings, executions: { ...ran, run }, artifacts: made, runs, reads, writes, readers, writers };
}

/** The runs of the executions, in their order, and their new indexes. */
function runsOf({ runs }: Trace, run: Ints): Pick<Trace, "runs"> & { readonly run: Ints } {
  const kept = [...new Set(run)].filter((one) => one >= 0).sort((a, b) => a - b);
  const places = new Map(kept.map((one, place) => [one, place]));
  return {
    runs: {
      names: kept.map((one) => textOf(runs.names, one)),
      pipeline: Int32Array.from(kept, (one) => runs.pipeline[one] ?? -1),
    },
    run: Int32Array.from(run, (one) => places.get(one) ?? -1),
  };
}

const none = (count: number): Int32Array => new Int32Array(count).fill(-1);

function startOfPart({ executions }: Trace, rows: Int32Array): number {
  const starts: number[] = [];
  for (const row of rows) {
    if (executions.kind[row] !== operatorCode.train) continue;
    if (!Number.isNaN(executions.startedAt[row] as number)) starts.push(executions.startedAt[row] as number);
  }
  if (starts.length <= most) return Number.NEGATIVE_INFINITY;
  return Float64Array.from(starts).sort()[starts.length - most] as number;
}

/** The artifacts around the executions, ascending, and the new row of each old one (-1 where it is left out). */
function artifactsOf({ reads, writes, artifacts }: Trace, rows: Int32Array) {
  const place = new Int32Array(artifacts.count).fill(-1);
  for (const { offsets, target } of [reads, writes]) {
    for (const row of rows) {
      for (let edge = offsets[row] as number; edge < (offsets[row + 1] as number); edge++)
        place[target[edge] as number] = 0;
    }
  }
  const kept: number[] = [];
  for (let row = 0; row < place.length; row++) if (place[row] === 0) place[row] = kept.push(row) - 1;
  return { rows: Int32Array.from(kept), place };
}

function edgesOf(
  { offsets, target, key }: EdgeRows,
  rows: Int32Array,
  place: Int32Array,
  placeOf: (text: number) => number,
): EdgeRows {
  const ends = new Int32Array(rows.length + 1);
  const to: number[] = [];
  const keys: number[] = [];
  for (const [at, row] of rows.entries()) {
    for (let edge = offsets[row] as number; edge < (offsets[row + 1] as number); edge++) {
      to.push(place[target[edge] as number] as number);
      keys.push(placeOf(key[edge] as number));
    }
    ends[at + 1] = to.length;
  }
  return { offsets: ends, target: Int32Array.from(to), key: Int32Array.from(keys) };
}

/** The same edges seen from their other end. */
function turnedRows({ offsets, target, key }: EdgeRows, count: number): EdgeRows {
  const ends = new Int32Array(count + 1);
  for (const to of target) ends[to + 1] = (ends[to + 1] as number) + 1;
  for (let row = 0; row < count; row++) ends[row + 1] = (ends[row + 1] as number) + (ends[row] as number);
  const next = ends.slice();
  const from = new Int32Array(target.length);
  const keys = new Int32Array(target.length);
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let edge = offsets[row] as number; edge < (offsets[row + 1] as number); edge++) {
      const to = target[edge] as number;
      const place = next[to] as number;
      next[to] = place + 1;
      from[place] = row;
      keys[place] = key[edge] as number;
    }
  }
  return { offsets: ends, target: from, key: keys };
}

/** Texts that are kept, each once, under new indexes. */
function textsOf(trace: Trace) {
  const strings = [""];
  const places = new Map<number, number>([[0, 0]]);
  const placeOf = (text: number): number => {
    if (text < 0) return -1;
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, strings.length);
    return strings.push(textOf(trace.strings, text)) - 1;
  };
  return { strings, placeOf };
}

type Column = IntColumn | IdColumn | Times | Uint8Array;

/** The rows of a table of columns, those of texts with the texts' new places; without the store's ids. A column at a time. */
function* picked<T extends { readonly count: number }>(
  table: T,
  rows: Int32Array,
  texts: readonly (keyof T)[],
  placeOf: (text: number) => number,
): Generator<void, T> {
  const columns: [string, Column][] = [];
  for (const [name, column] of Object.entries<Column | number>({ ...table })) {
    if (typeof column === "number") continue;
    columns.push([name, pickedColumn(column, rows, texts.includes(name as keyof T) ? placeOf : null)]);
    yield;
  }
  return { ...Object.fromEntries(columns), count: rows.length } as T;
}

function pickedColumn(column: Column, rows: Int32Array, placeOf: ((text: number) => number) | null): Column {
  if ("type" in column) return { type: "number", values: rows } satisfies IdColumn;
  if ("offsets" in column) return Float64Array.from(rows, (row) => timeAt(column, row));
  if (column instanceof Float64Array || column instanceof Uint8Array) return pickedNumbers(column, rows);
  return Int32Array.from(rows, (row) => (placeOf ? placeOf(intAt(column, row)) : intAt(column, row)));
}

function pickedNumbers(values: Float64Array | Uint8Array, rows: Int32Array): Float64Array | Uint8Array {
  const copy = values.slice(0, rows.length);
  for (let at = 0; at < rows.length; at++) copy[at] = values[rows[at] as number] as number;
  return copy;
}
