import {
  type ExecutionStatus,
  executionStatuses,
  type Graphlet,
  type GraphletStatus,
  type Graphlets,
} from "../model/graphlet.ts";
import { stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";
import type { NodeFigures } from "../protocol.ts";
import { ranOf } from "./ran.ts";

/** What stands out comes first: of a stack's states, the worst is shown. */
const worstFirst = ["failed", "canceled", "abandoned", "running", "new", "unknown", "complete", "cached"] as const;

/** How the executions of one node ran, the worst of it. */
export function worstOf(trace: Trace, graphlets: Graphlets, rows: readonly number[]): (typeof worstFirst)[number] {
  const states = new Set(rows.map((row) => ranOf(trace, graphlets, row)));
  return worstFirst.find((candidate) => states.has(candidate)) ?? "unknown";
}

/** Sum of the known costs, NaN where none is known. */
export function costOf(trace: Trace, rows: readonly number[]): number {
  let sum = Number.NaN;
  for (const row of rows) {
    const cost = trace.executions.cost[row] ?? Number.NaN;
    if (Number.isFinite(cost)) sum = (Number.isNaN(sum) ? 0 : sum) + cost;
  }
  return sum;
}

/**
 * What became of the models that executions led to: of a graphlet's training its own status, of all others that of the best of
 * those models, as their cost is counted.
 */
export function statusOf(
  graphlets: Graphlets,
  graphlet: Graphlet | undefined,
  rows: readonly number[],
): GraphletStatus | ExecutionStatus {
  if (graphlet && rows[0] === graphlet.trainer) return graphlet.status;
  const best = rows.reduce((least, row) => Math.min(least, graphlets.status[row] ?? least), executionStatuses.length);
  return executionStatuses[best] ?? "unattributed";
}

/** What selections go by of a node that stands for executions of a graphlet. */
export function executionFigures(
  trace: Trace,
  graphlets: Graphlets,
  graphlet: Graphlet,
  rows: readonly number[],
): NodeFigures {
  const cost = costOf(trace, rows);
  const started = rows.map((row) => trace.executions.startedAt[row] ?? Number.NaN).filter(Number.isFinite);
  return {
    runs: rows.length,
    failed: rows.filter((row) => trace.executions.state[row] === stateCode.failed).length,
    ran: worstOf(trace, graphlets, rows),
    ...(Number.isFinite(cost) ? { cost } : {}),
    ...(started.length > 0 ? { startedAt: started.reduce((a, b) => Math.max(a, b)) } : {}),
    status: statusOf(graphlets, graphlet, rows),
  };
}
