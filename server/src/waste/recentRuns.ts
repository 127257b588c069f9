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

function readRuns({ executions, runs }: Trace, histories: ReadonlyMap<string, NodeHistory>): readonly RecentRun[] {
  const { run, startedAt } = executions;
  const count = runs.pipeline.length;
  const starts = new Float64Array(count);
  const isOurs = new Uint8Array(count);
  for (const { executions: rows } of histories.values()) {
    for (const row of rows) {
      const at = run[row] as number;
      if (at < 0) continue;
      const start = startedAt[row] as number;
      const known = starts[at] as number;
      if (isOurs[at] === 0 || Number.isNaN(known) || start < known) starts[at] = start;
      isOurs[at] = 1;
    }
  }
  const found: number[] = [];
  for (let at = 0; at < count; at++) if (isOurs[at] === 1) found.push(at);
  const startOf = (at: number): number => starts[at] || 0;
  const order = found.sort((a, b) => startOf(a) - startOf(b) || a - b).slice(-most);
  const nodes = new Map(order.map((at) => [at, new Map<string, number[]>()]));
  for (const at of found) isOurs[at] = nodes.has(at) ? 1 : 0;
  for (const [name, { executions: rows }] of histories) {
    for (const row of rows) {
      const at = run[row] as number;
      if (at < 0 || isOurs[at] === 0) continue;
      const nodesOfRun = nodes.get(at);
      const list = nodesOfRun?.get(name);
      if (list) list.push(row);
      else nodesOfRun?.set(name, [row]);
    }
  }
  return order.map((at) => ({ startedAt: starts[at] as number, nodes: nodes.get(at) ?? new Map() }));
}
