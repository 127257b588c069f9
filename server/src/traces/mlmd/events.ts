import type { EdgeRows } from "../../model/trace.ts";
import { edgeRows, turned } from "../edges.ts";
import { growableBytes, growableDoubles, growableInts } from "../growable.ts";
import type { Column, Tables } from "../sqlite/tables.ts";
import type { StringTable } from "../stringTable.ts";
import { time } from "./values.ts";

/** Edges of the trace, and when each execution's events happened. */
export interface StoreEvents {
  readonly reads: EdgeRows;
  readonly writes: EdgeRows;
  readonly readers: EdgeRows;
  readonly writers: EdgeRows;
  readonly count: number;
  readonly skipped: number;
  /** Milliseconds since the epoch of an execution's first and last event; NaN where it has none with a time. */
  readonly firstAt: Float64Array;
  readonly lastAt: Float64Array;
}

const notAnEdge = 0;
const read = 1;
const write = 2;
/** By event type: unknown, declared output, declared input, input, output, internal input, internal output, pending output. */
const directions = Uint8Array.of(notAnEdge, write, read, read, write, read, write, notAnEdge);

const eventColumns: readonly Column[] = [
  ["id", "real"],
  ["artifact_id", "real"],
  ["execution_id", "real"],
  ["type", "real"],
  ["milliseconds_since_epoch", "real"],
];
const pathColumns: readonly Column[] = [
  ["event_id", "real"],
  ["is_index_step", "raw"],
  ["step_key", "raw"],
];
const where = "step_key IS NOT NULL";

interface Side {
  readonly rowOf: (id: number) => number;
  readonly count: number;
}

/** Reads all events, and the first step key of each as its key. */
export function readEvents(store: Tables, executions: Side, artifacts: Side, strings: StringTable): StoreEvents {
  const expected = store.estimatedRows("Event");
  const ids = growableDoubles(expected);
  const execution = growableInts(expected);
  const artifact = growableInts(expected);
  const direction = growableBytes(expected);
  const firstAt = new Float64Array(executions.count).fill(Number.NaN);
  const lastAt = new Float64Array(executions.count).fill(Number.NaN);
  let count = 0;
  let skipped = 0;
  store.scan("Event", eventColumns, { order: "id" }, (row) => {
    count++;
    const id = row[0];
    const to = artifacts.rowOf(Number(row[1]));
    const from = executions.rowOf(Number(row[2]));
    const at = time(row[4]);
    if (from >= 0 && !Number.isNaN(at)) {
      if (!((firstAt[from] ?? 0) <= at)) firstAt[from] = at;
      if (!((lastAt[from] ?? 0) >= at)) lastAt[from] = at;
    }
    if (from < 0 || to < 0) {
      skipped++;
      return;
    }
    const way = directions[Number(row[3])] ?? notAnEdge;
    if (way === notAnEdge || typeof id !== "number") return;
    ids.push(id);
    execution.push(from);
    artifact.push(to);
    direction.push(way);
  });
  const keys = readKeys(store, ids.finish(), strings);
  const columns = { execution: execution.finish(), artifact: artifact.finish(), direction: direction.finish(), keys };
  const rowsOf = (way: number): EdgeRows => edgeRows(executions.count, artifacts.count, only(columns, way));
  const reads = rowsOf(read);
  const writes = rowsOf(write);
  return {
    reads,
    writes,
    readers: turned(reads, artifacts.count),
    writers: turned(writes, artifacts.count),
    count,
    skipped,
    firstAt,
    lastAt,
  };
}

/** Key of each event: its path's first step that is a key, in the order in which the steps were stored; else empty. */
function readKeys(store: Tables, ids: Float64Array, strings: StringTable): Int32Array {
  const keys = new Int32Array(ids.length).fill(-1);
  // Steps are stored in the order of their events but for a few: the next event is nearly always the one looked for.
  let next = 0;
  store.scan("EventPath", pathColumns, { order: "rowid", where }, (row) => {
    const key = row[2] ?? null;
    if (row[1] !== 0 || key === null) return;
    const id = Number(row[0]);
    if (ids[next] !== id) next = placeOf(ids, id);
    if (next < 0) {
      next = 0;
      return;
    }
    if (keys[next] === -1) keys[next] = strings.add(String(key));
    if (next + 1 < ids.length) next++;
  });
  for (let event = 0; event < keys.length; event++) if (keys[event] === -1) keys[event] = 0;
  return keys;
}

/** Place of a value in an ascending list, or -1. */
function placeOf(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = values[middle] ?? Number.NaN;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function only(
  events: { execution: Int32Array; artifact: Int32Array; direction: Uint8Array; keys: Int32Array },
  way: number,
): { from: Int32Array; to: Int32Array; key: Int32Array } {
  let count = 0;
  for (const one of events.direction) if (one === way) count++;
  const edges = { from: new Int32Array(count), to: new Int32Array(count), key: new Int32Array(count) };
  let place = 0;
  for (let event = 0; event < events.direction.length; event++) {
    if (events.direction[event] !== way) continue;
    edges.from[place] = events.execution[event] ?? 0;
    edges.to[place] = events.artifact[event] ?? 0;
    edges.key[place] = events.keys[event] ?? 0;
    place++;
  }
  return edges;
}
