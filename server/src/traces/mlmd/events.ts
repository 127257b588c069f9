import { free } from "../../model/free.ts";
import type { Ints } from "../../model/intColumn.ts";
import type { EdgeRows } from "../../model/trace.ts";
import { edgeRows, turned } from "../edges.ts";
import { type Growable, GrowableNumbers, growableBytes, growableInts } from "../growable.ts";
import { type Cells, cellKind } from "../sqlite/cells.ts";
import { type Column, eachRow, type Tables } from "../sqlite/tables.ts";
import type { StringTable } from "../stringTable.ts";
import { EventIds } from "./eventIds.ts";
import { type RowIndex, rowFor } from "./rowIndex.ts";
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
  readonly index: RowIndex;
  readonly count: number;
}

/** Reads all events, and the first step key of each as its key. `wantsTimes`: the executions need the times of their events. */
export function readEvents(store: Tables, executions: Side, strings: StringTable, wantsTimes: boolean): StoredEvents {
  const expected = store.estimatedRows("Event");
  const unknown = (): Float64Array => new Float64Array(executions.count).fill(Number.NaN);
  const rows: EventRows = {
    executions: executions.index,
    ids: new EventIds(),
    execution: growableInts(expected),
    artifact: new GrowableNumbers(expected),
    direction: growableBytes(expected),
    times: wantsTimes ? { firstAt: unknown(), lastAt: unknown() } : null,
  };
  eachRow(store, "Event", wantsTimes ? timedColumns : eventColumns, { order: "id" }, addEvent, rows);
  const { ids, execution, artifact, direction, times } = rows;
  return {
    execution: execution.finish(),
    artifact: artifact.finish(),
    direction: direction.finish(),
    key: readKeys(store, ids, strings),
    count: ids.length,
    times,
  };
}

interface EventRows {
  readonly executions: RowIndex;
  readonly ids: EventIds;
  readonly execution: Growable<Int32Array<ArrayBuffer>>;
  readonly artifact: GrowableNumbers;
  readonly direction: Growable<Uint8Array<ArrayBuffer>>;
  readonly times: EventTimes | null;
}

function addEvent(cells: Cells, { executions, ids, execution, artifact, direction, times }: EventRows): void {
  const from = rowFor(executions, cells.number(2));
  if (times && from >= 0) noteTime(times, from, time(cells.number(4)));
  const id = cells.number(0);
  ids.push(id);
  execution.push(from);
  artifact.push(cells.number(1));
  direction.push(Number.isNaN(id) ? notAnEdge : (directions[cells.number(3)] ?? notAnEdge));
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
    const row = rowFor(artifacts.index, artifact[event] as number);
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
  const rows: KeyRows = { ids, strings, keys: new Int8Array(ids.length).fill(-1), most: 0x7f };
  eachRow(store, "EventPath", pathColumns, { order: "rowid", where }, addKey, rows);
  const { keys } = rows;
  for (let event = 0; event < keys.length; event++) if (keys[event] === -1) keys[event] = 0;
  return keys;
}

interface KeyRows {
  readonly ids: EventIds;
  readonly strings: StringTable;
  /** -1 where none was found yet. */
  keys: Ints;
  /** The largest key that they have room for. */
  most: number;
}

function addKey(cells: Cells, rows: KeyRows): void {
  if (cells.number(1) !== 0 || cells.kinds[2] === cellKind.none) return;
  const { ids, strings } = rows;
  const event = ids.placeOf(cells.number(0));
  if (event < 0 || rows.keys[event] !== -1) return;
  const key = cells.isText(2)
    ? strings.addBytes(cells.bytes, cells.starts[2] as number, cells.ends[2] as number)
    : strings.add(String(cells.value(2)));
  if (key > rows.most) makeRoom(rows, key);
  rows.keys[event] = key;
}

function makeRoom(rows: KeyRows, key: number): void {
  const fits = key <= 0x7fff;
  rows.keys = fits ? new Int16Array(rows.keys) : new Int32Array(rows.keys);
  rows.most = fits ? 0x7fff : Number.POSITIVE_INFINITY;
}
