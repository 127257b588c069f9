import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import type { Trace } from "../model/trace.ts";
import type { Evidence } from "./rule.ts";

/** A run of the pipeline: its executions by node. */
export interface RecentRun {
  /** Milliseconds since the epoch; NaN where unknown. */
  readonly startedAt: number;
  /** Rows of its executions by node. */
  readonly nodes: ReadonlyMap<string, readonly number[]>;
}

/** More are never looked at: the greatest `driftFromTrace.runs`. */
const most = 50;

const kept = new WeakMap<ReadonlyMap<string, NodeHistory>, readonly RecentRun[]>();

/** The pipeline's last runs, at most fifty, oldest first. Linear in its executions; kept with their histories. */
export function recentRuns({ trace, histories }: Evidence): readonly RecentRun[] {
  let runs = kept.get(histories);
  if (!runs) {
    runs = readRuns(trace, histories);
    kept.set(histories, runs);
  }
  return runs;
}

function readRuns({ executions }: Trace, histories: ReadonlyMap<string, NodeHistory>): readonly RecentRun[] {
  const starts = new Map<number, number>();
  for (const { executions: rows } of histories.values()) {
    for (const row of rows) {
      const run = executions.run[row] as number;
      const start = executions.startedAt[row] as number;
      const known = starts.get(run);
      if (run >= 0 && (known === undefined || Number.isNaN(known) || start < known)) starts.set(run, start);
    }
  }
  const order = [...starts].sort(([runA, a], [runB, b]) => (a || 0) - (b || 0) || runA - runB).slice(-most);
  const nodes = new Map(order.map(([run]) => [run, new Map<string, number[]>()]));
  for (const [name, { executions: rows }] of histories) {
    for (const row of rows) {
      const run = nodes.get(executions.run[row] as number);
      const list = run?.get(name);
      if (list) list.push(row);
      else run?.set(name, [row]);
    }
  }
  return order.map(([run, startedAt]) => ({ startedAt, nodes: nodes.get(run) ?? new Map() }));
}
