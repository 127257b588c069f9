import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";

const ended: ReadonlySet<number> = new Set([stateCode.complete, stateCode.failed, stateCode.cached]);
/** States of executions that computed what they were to compute. */
export const completeOnly: ReadonlySet<number> = new Set([stateCode.complete]);

/**
 * A node's last executions that came to an end of their own (complete, failed or from the cache; or in one of `states`), at most `window`, oldest first. What
 * was canceled, and what KFP marks so because its condition was false, says nothing of the node.
 */
export function recentExecutions(
  { executions: { state } }: Trace,
  history: NodeHistory,
  window: number,
  states: ReadonlySet<number> = ended,
): number[] {
  const recent: number[] = [];
  for (let at = history.executions.length - 1; at >= 0 && recent.length < window; at--) {
    const row = history.executions[at] as number;
    if (states.has(state[row] as number)) recent.push(row);
  }
  return recent.reverse();
}

/** Sum of the known costs; NaN where none is known. */
export function knownCost({ executions: { cost } }: Trace, rows: readonly number[]): number {
  const known = rows.map((row) => cost[row] as number).filter(Number.isFinite);
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0);
}
