import { stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";
import { knownOrFirst, startsBefore } from "./order.ts";

const dayMs = 24 * 3600 * 1000;

/**
 * Execution row → 1 when it is new or running and abandoned: a newer execution of the same node in the same pipeline
 * exists (later start, then higher id; an unknown start is before all others), or another execution of the trace was
 * created or updated more than 24 h after its start. Linear.
 */
export function findAbandoned(trace: Trace): Uint8Array {
  const { count, state, startedAt } = trace.executions;
  const abandoned = new Uint8Array(count);
  const open: number[] = [];
  for (let row = 0; row < count; row++) {
    if (state[row] === stateCode.new || state[row] === stateCode.running) open.push(row);
  }
  if (open.length === 0) return abandoned;
  const newest = newestOfNodes(trace, open);
  const signs = lastSigns(trace);
  for (const row of open) {
    const sign = signs.row === row ? signs.others : signs.last;
    const outdated = newest.get(nodeKey(trace, row)) !== row;
    if (outdated || sign - (startedAt[row] as number) > dayMs) abandoned[row] = 1;
  }
  return abandoned;
}

/** A number for the node and pipeline of an execution. Executions without a pipeline count as one. */
const nodeKey = ({ executions, strings }: Trace, row: number): number =>
  ((executions.pipeline[row] as number) + 1) * strings.length + (executions.node[row] as number);

/** The newest execution of each node that has one of the `open` executions. */
function newestOfNodes(trace: Trace, open: readonly number[]): ReadonlyMap<number, number> {
  const newest = new Map<number, number>();
  for (const row of open) newest.set(nodeKey(trace, row), row);
  for (let row = 0; row < trace.executions.count; row++) {
    const key = nodeKey(trace, row);
    const known = newest.get(key);
    if (known !== undefined && startsBefore(trace, known, row)) newest.set(key, row);
  }
  return newest;
}

/** Time of the trace's last start or update, the execution that it belongs to, and the last time of all the others. */
function lastSigns(trace: Trace): { last: number; row: number; others: number } {
  const { count, startedAt, updatedAt } = trace.executions;
  let last = Number.NEGATIVE_INFINITY;
  let others = Number.NEGATIVE_INFINITY;
  let row = -1;
  for (let i = 0; i < count; i++) {
    const sign = Math.max(knownOrFirst(startedAt[i] as number), knownOrFirst(updatedAt[i] as number));
    if (sign > last) {
      others = last;
      last = sign;
      row = i;
    } else if (sign > others) others = sign;
  }
  return { last, row, others };
}
