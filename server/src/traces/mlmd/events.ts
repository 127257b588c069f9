import type { EdgeRows } from "../../model/trace.ts";
import { edgeRows, turned } from "../edges.ts";
import { growableBytes, growableInts } from "../growable.ts";
import { cellKind } from "../sqlite/cells.ts";
import { type Column, eachRow, type Tables } from "../sqlite/tables.ts";
import type { StringTable } from "../stringTable.ts";
import { EventIds } from "./eventIds.ts";
import { time } from "./values.ts";

/** Edges of the trace, and when each execution's events happened. */
export interface StoreEvents {
  readonly reads: EdgeRows;
  readonly writes: EdgeRows;
  readonly readers: EdgeRows;
  readonly writers: EdgeRows;
  readonly count: number;
  readonly skipped: number;
  /** Milliseconds since the epoch of an execution's first and last event, NaN where it has none with a time; null where nobody asked. */
  readonly firstAt: Float64Array | null;
  readonly lastAt: Float64Array | null;
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
export function readEvents(
  store: Tables,
  executions: Side,
  artifacts: Side,
  strings: StringTable,
  wantsTimes: boolean,
): StoreEvents {
  const expected = store.estimatedRows("Event");
  const ids = new EventIds();
  const execution = growableInts(expected);
  const artifact = growableInts(expected);
  const direction = growableBytes(expected);
  const unknown = (): Float64Array => new Float64Array(executions.count).fill(Number.NaN);
  const times = wantsTimes ? { firstAt: unknown(), lastAt: unknown() } : null;
  let count = 0;
  let skipped = 0;
  eachRow(store, "Event", wantsTimes ? timedColumns : eventColumns, { order: "id" }, (cells) => {
    count++;
    const to = artifacts.rowOf(cells.number(1));
    const from = executions.rowOf(cells.number(2));
    if (times && from >= 0) noteTime(times, from, time(cells.number(4)));
    let way = directions[cells.number(3)] ?? notAnEdge;
    if (from < 0 || to < 0) {
      skipped++;
      way = notAnEdge;
    }
    if (!ids.push(cells.number(0))) return;
    execution.push(from);
    artifact.push(to);
    direction.push(way);
  });
  const events = { execution: execution.finish(), artifact: artifact.finish(), direction: direction.finish() };
  const keys = readKeys(store, ids, strings);
  const rowsOf = (way: number): EdgeRows =>
    edgeRows(executions.count, {
      from: events.execution,
      to: events.artifact,
      key: keys,
      only: { column: events.direction, value: way },
    });
  const reads = rowsOf(read);
  const writes = rowsOf(write);
  return {
    reads,
    writes,
    readers: turned(reads, artifacts.count),
    writers: turned(writes, artifacts.count),
    count,
    skipped,
    firstAt: times?.firstAt ?? null,
    lastAt: times?.lastAt ?? null,
  };
}

function noteTime({ firstAt, lastAt }: { firstAt: Float64Array; lastAt: Float64Array }, row: number, at: number): void {
  if (Number.isNaN(at)) return;
  if (!((firstAt[row] ?? 0) <= at)) firstAt[row] = at;
  if (!((lastAt[row] ?? 0) >= at)) lastAt[row] = at;
}

/** Key of each event: its path's first step that is a key, in the order in which the steps were stored; else empty. */
function readKeys(store: Tables, ids: EventIds, strings: StringTable): Int32Array {
  const keys = new Int32Array(ids.length).fill(-1);
  eachRow(store, "EventPath", pathColumns, { order: "rowid", where }, (cells) => {
    if (cells.number(1) !== 0 || cells.kinds[2] === cellKind.none) return;
    const event = ids.placeOf(cells.number(0));
    if (event < 0 || keys[event] !== -1) return;
    keys[event] = cells.isText(2)
      ? strings.addBytes(cells.bytes, cells.starts[2] as number, cells.ends[2] as number)
      : strings.add(String(cells.value(2)));
  });
  for (let event = 0; event < keys.length; event++) if (keys[event] === -1) keys[event] = 0;
  return keys;
}
