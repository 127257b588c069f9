import { type GraphletColumns, role, roleBits } from "../../graphlets/columns.ts";
import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { graphletStatuses } from "../../model/graphlet.ts";
import { intAt } from "../../model/intColumn.ts";
import { operatorCode, stateCode } from "../../model/kinds.ts";
import type { Trace } from "../../model/trace.ts";
import { hasEnded, latest } from "./points.ts";

/** What became of each graphlet, and when that was known. Times in milliseconds since the epoch. */
export interface Fates {
  /** When the model was first deployed, used for a batch of predictions, or a model that started from it was; infinity for never. */
  readonly usedAt: Float64Array;
  /** When the last of its executions came to an end; NaN where none is known. */
  readonly settledAt: Float64Array;
  /** 1: deployed or useful, 0: wasted, -1: not decided yet. */
  readonly used: Int8Array;
}

/** Fates of all graphlets. Linear in the members, and in n log n of the models that were used. */
export function fatesOf(trace: Trace, graphlets: GraphletColumns, token: CancelToken): Fates {
  const { count, members, status } = graphlets;
  const { startedAt, updatedAt } = trace.executions;
  const usedAt = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const settledAt = new Float64Array(count).fill(Number.NaN);
  for (let graphlet = 0; graphlet < count; graphlet++) {
    if ((graphlet & 0x3fff) === 0x3fff) throwIfCancelled(token);
    const end = members.offsets[graphlet + 1] as number;
    for (let at = members.offsets[graphlet] as number; at < end; at++) {
      const member = members.values[at] as number;
      const row = member >> roleBits;
      const time = hasEnded(trace, row) ? (updatedAt[row] as number) : (startedAt[row] as number);
      settledAt[graphlet] = latest(settledAt[graphlet] as number, time);
      if (member & role.down && isUse(trace, row) && time < (usedAt[graphlet] as number)) usedAt[graphlet] = time;
    }
  }
  handUp(trace, graphlets, usedAt);
  return { usedAt, settledAt, used: Int8Array.from(status, (code) => verdicts[code] ?? -1) };
}

const verdicts = graphletStatuses.map((status) => (status === "wasted" ? 0 : status === "pending" ? -1 : 1));

/** A deployment that was not refused, or a batch prediction. */
function isUse({ executions, writes, artifacts }: Trace, row: number): boolean {
  if (executions.state[row] !== stateCode.complete) return false;
  if (executions.kind[row] === operatorCode.infer) return true;
  if (executions.kind[row] !== operatorCode.deploy) return false;
  const end = writes.offsets[row + 1] as number;
  for (let edge = writes.offsets[row] as number; edge < end; edge++) {
    if (intAt(artifacts.pushed, writes.target[edge] as number) !== 0) return true;
  }
  return false;
}

/** A model that another one started from is used when that one is. The earliest use comes first: each model is met once. */
function handUp(trace: Trace, { count, trainer, parents }: GraphletColumns, usedAt: Float64Array): void {
  const graphletOf = new Int32Array(trace.executions.count).fill(-1);
  for (let graphlet = 0; graphlet < count; graphlet++) graphletOf[trainer[graphlet] as number] = graphlet;
  const used: number[] = [];
  for (let graphlet = 0; graphlet < count; graphlet++) {
    if (Number.isFinite(usedAt[graphlet] as number)) used.push(graphlet);
  }
  used.sort((a, b) => (usedAt[a] as number) - (usedAt[b] as number));
  const waiting: number[] = [];
  for (const first of used) {
    waiting.push(first);
    for (let child = waiting.pop(); child !== undefined; child = waiting.pop()) {
      const end = parents.offsets[child + 1] as number;
      for (let at = parents.offsets[child] as number; at < end; at++) {
        const parent = graphletOf[parents.values[at] as number] as number;
        if (parent < 0 || (usedAt[parent] as number) <= (usedAt[child] as number)) continue;
        usedAt[parent] = usedAt[child] as number;
        waiting.push(parent);
      }
    }
  }
}
