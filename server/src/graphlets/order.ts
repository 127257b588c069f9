import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";
import { free } from "../model/free.ts";
import { operatorCode, stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";

/** Whether execution `a` comes before `b`: by start, an unknown one first, then by id. */
export function startsBefore(trace: Trace, a: number, b: number): boolean {
  const { startedAt } = trace.executions;
  const startA = knownOrFirst(startedAt[a] as number);
  const startB = knownOrFirst(startedAt[b] as number);
  return startA < startB || (startA === startB && a < b);
}

/** A time that sorts before all known ones where it is unknown. */
export const knownOrFirst = (time: number): number => (Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time);

/** Rows of executions by start, then id. */
export const byStart = (trace: Trace, rows: Iterable<number>): number[] =>
  [...rows].sort((a, b) => (a === b ? 0 : startsBefore(trace, a, b) ? -1 : 1));

/**
 * Rows of the train executions that have a graphlet, by start, then id. A cached one made nothing and has none.
 * Linear where the store's ids are in order of start, as they nearly always are.
 */
export function trainersInOrder(trace: Trace, token: CancelToken): Int32Array {
  const { count, kind, state } = trace.executions;
  const found = new Int32Array(count);
  let length = 0;
  let sorted = true;
  for (let row = 0; row < count; row++) {
    if (kind[row] !== operatorCode.train || state[row] === stateCode.cached) continue;
    if (sorted && length > 0) sorted = startsBefore(trace, found[length - 1] as number, row);
    found[length++] = row;
  }
  throwIfCancelled(token);
  const rows = found.slice(0, length);
  free(found);
  return sorted ? rows : rows.sort((a, b) => (startsBefore(trace, a, b) ? -1 : 1));
}
