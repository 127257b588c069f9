import { type GraphletColumns, role, roleBits } from "../../graphlets/columns.ts";
import { jaccard } from "../../graphlets/overlap.ts";
import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { intAt } from "../../model/intColumn.ts";
import { stateCode } from "../../model/kinds.ts";
import type { Trace } from "../../model/trace.ts";
import { fatesOf } from "./fates.ts";
import type { Source } from "./feature.ts";
import { lanesOf } from "./lanes.ts";
import { hasEnded } from "./points.ts";

/**
 * What all features of a trace's graphlets are measured from. Linear in the members.
 * @throws CancelledError when the token is cancelled.
 */
export function featureSource(trace: Trace, graphlets: GraphletColumns, token: CancelToken): Source {
  const fates = fatesOf(trace, graphlets, token);
  const lanes = lanesOf(trace, graphlets, fates);
  return { trace, graphlets, fates, lanes, ...signTimes(trace, graphlets, token), ...changes(trace, graphlets, lanes) };
}

/** When a member first failed, and when the model was first blessed or not. */
function signTimes(trace: Trace, { count, members }: GraphletColumns, token: CancelToken) {
  const never = (): Float64Array => new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const failedAt = never();
  const blessedAt = never();
  const notBlessedAt = never();
  const { state, updatedAt } = trace.executions;
  for (let graphlet = 0; graphlet < count; graphlet++) {
    if ((graphlet & 0x3fff) === 0x3fff) throwIfCancelled(token);
    const end = members.offsets[graphlet + 1] as number;
    for (let at = members.offsets[graphlet] as number; at < end; at++) {
      const member = members.values[at] as number;
      const row = member >> roleBits;
      if (!hasEnded(trace, row)) continue;
      const time = updatedAt[row] as number;
      if (state[row] === stateCode.failed) lower(failedAt, graphlet, time);
      if (member & role.down) noteBlessings(trace, row, time, graphlet, blessedAt, notBlessedAt);
    }
  }
  return { failedAt, blessedAt, notBlessedAt };
}

function noteBlessings(
  { writes, artifacts }: Trace,
  row: number,
  time: number,
  graphlet: number,
  blessedAt: Float64Array,
  notBlessedAt: Float64Array,
): void {
  const end = writes.offsets[row + 1] as number;
  for (let edge = writes.offsets[row] as number; edge < end; edge++) {
    const blessed = intAt(artifacts.blessed, writes.target[edge] as number);
    if (blessed === 1) lower(blessedAt, graphlet, time);
    else if (blessed === 0) lower(notBlessedAt, graphlet, time);
  }
}

function lower(times: Float64Array, graphlet: number, time: number): void {
  if (time < (times[graphlet] as number)) times[graphlet] = time;
}

/** Each model against the one of the same node before it. */
function changes({ executions }: Trace, graphlets: GraphletColumns, lanes: Source["lanes"]) {
  const { code, parameters } = executions;
  const { trainer, spans, count } = graphlets;
  const similarity = new Float64Array(count).fill(Number.NaN);
  const changed = new Float64Array(count).fill(Number.NaN);
  for (const lane of lanes) {
    for (let place = 1; place < lane.graphlets.length; place++) {
      const before = lane.graphlets[place - 1] as number;
      const graphlet = lane.graphlets[place] as number;
      similarity[graphlet] = jaccard(spans, before, graphlet);
      const [rowBefore, row] = [trainer[before] as number, trainer[graphlet] as number];
      if ((code[rowBefore] as number) < 0 || (code[row] as number) < 0) continue;
      const same = code[rowBefore] === code[row] && parameters[rowBefore] === parameters[row];
      changed[graphlet] = same ? 0 : 1;
    }
  }
  return { similarity, changed };
}
