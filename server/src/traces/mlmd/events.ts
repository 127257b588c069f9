import { free } from "../../model/free.ts";
import type { Ints } from "../../model/intColumn.ts";
import type { EdgeRows } from "../../model/trace.ts";
import { edgeRows, turned } from "../edges.ts";
import { GrowableNumbers, growableBytes, growableInts } from "../growable.ts";
import { cellKind } from "../sqlite/cells.ts";
import { type Column, eachRow, type Tables } from "../sqlite/tables.ts";
import type { StringTable } from "../stringTable.ts";
import { EventIds } from "./eventIds.ts";
import { time } from "./values.ts";

/** Milliseconds since the epoch of each execution's first and last event, NaN where it has none with a time. */
export interface EventTimes {
  readonly firstAt: Float64Array;
  readonly lastAt: Float64Array;
}

/** The events as they stand. */
export interface StoredEvents {
  /** Row of the execution, -1 for one that is not there. */
  readonly execution: Int32Array;
  /** Id of the artifact. */
  readonly artifact: Int32Array | Float64Array;
  /** What kind of edge it is. */
  readonly direction: Uint8Array;
  readonly key: Ints;
  readonly count: number;
  /** Null where nobody asked. */
  readonly times: EventTimes | null;
}

/** Edges of the trace. */
export interface StoreEdges {
  readonly reads: EdgeRows;
  readonly writes: EdgeRows;
  readonly readers: EdgeRows;
  readonly writers: EdgeRows;
  readonly skipped: number;
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
];
const timedColumns: readonly Column[] = [...eventColumns, ["milliseconds_since_epoch", "real"]];
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

/** Reads all events, and the first step key of each as its key. `wantsTimes`: the executions need the times of their events. */
export function readEvents(store: Tables, executions: Side, strings: StringTable, wantsTimes: boolean): StoredEvents {
  const expected = store.estimatedRows("Event");
  const ids = new EventIds();
  const execution = growableInts(expected);
  const artifact = new GrowableNumbers(expected);
  const direction = growableBytes(expected);
  const unknown = (): Float64Array => new Float64Array(executions.count).fill(Number.NaN);
  const times = wantsTimes ? { firstAt: unknown(), lastAt: unknown() } : null;
  let count = 0;
  eachRow(store, "Event", wantsTimes ? timedColumns : eventColumns, { order: "id" }, (cells) => {
    count++;
    const from = executions.rowOf(cells.number(2));
    if (times && from >= 0) noteTime(times, from, time(cells.number(4)));
    const id = cells.number(0);
    ids.push(id);
    execution.push(from);
    artifact.push(cells.number(1));
    direction.push(Number.isNaN(id) ? notAnEdge : (directions[cells.number(3)] ?? notAnEdge));
  });
  return {
    execution: execution.finish(),
    artifact: artifact.finish(),
    direction: direction.finish(),
    key: readKeys(store, ids, strings),
    count,
    times,
  };
}

/** The edges that the events say; those without an execution or artifact are skipped. The events are not to be used any more. */
export function edgesOf(events: StoredEvents, executions: number, artifacts: Side): StoreEdges {
  const { reads, writes, skipped } = leavingEdges(events, executions, artifacts);
  return { reads, writes, readers: turned(reads, artifacts.count), writers: turned(writes, artifacts.count), skipped };
}

function leavingEdges(events: StoredEvents, executions: number, artifacts: Side) {
  const { execution, artifact, direction, key } = events;
  const to = artifact instanceof Int32Array ? artifact : new Int32Array(artifact.length);
  let skipped = 0;
  for (let event = 0; event < to.length; event++) {
    const row = artifacts.rowOf(artifact[event] as number);
    to[event] = row;
    if (row >= 0 && (execution[event] as number) >= 0) continue;
    skipped++;
    direction[event] = notAnEdge;
  }
  const rowsOf = (value: number): EdgeRows =>
    edgeRows(executions, { from: execution, to, key, only: { column: direction, value } });
  const [reads, writes] = [rowsOf(read), rowsOf(write)];
  free(execution, artifact, to, direction, key);
  return { reads, writes, skipped };
}

function noteTime({ firstAt, lastAt }: { firstAt: Float64Array; lastAt: Float64Array }, row: number, at: number): void {
  if (Number.isNaN(at)) return;
  if (!((firstAt[row] ?? 0) <= at)) firstAt[row] = at;
  if (!((lastAt[row] ?? 0) >= at)) lastAt[row] = at;
}

/** Key of each event: its path's first step that is a key, in the order in which the steps were stored; else empty. */
function readKeys(store: Tables, ids: EventIds, strings: StringTable): Ints {
  let keys: Ints = new Int8Array(ids.length).fill(-1);
  let most = 0x7f;
  eachRow(store, "EventPath", pathColumns, { order: "rowid", where }, (cells) => {
    if (cells.number(1) !== 0 || cells.kinds[2] === cellKind.none) return;
    const event = ids.placeOf(cells.number(0));
    if (event < 0 || keys[event] !== -1) return;
    const key = cells.isText(2)
      ? strings.addBytes(cells.bytes, cells.starts[2] as number, cells.ends[2] as number)
      : strings.add(String(cells.value(2)));
    if (key > most) {
      keys = most === 0x7f ? new Int16Array(keys) : new Int32Array(keys);
      most = most === 0x7f ? 0x7fff : Number.POSITIVE_INFINITY;
      if (key > most) keys = new Int32Array(keys);
    }
    keys[event] = key;
  });
  for (let event = 0; event < keys.length; event++) if (keys[event] === -1) keys[event] = 0;
  return keys;
}
