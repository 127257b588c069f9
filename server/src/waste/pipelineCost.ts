import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import type { Trace } from "../model/trace.ts";
import type { Evidence } from "./rule.ts";

/** Known costs of one node's executions by start: `after[i]` is the sum of those of `starts[i]` and all later ones. */
interface CostsByStart {
  readonly starts: Float64Array;
  readonly after: Float64Array;
}

interface PipelineCosts {
  readonly nodes: readonly CostsByStart[];
  /** Sum of the costs of executions whose start is unknown. */
  readonly undated: number;
}

const kept = new WeakMap<ReadonlyMap<string, NodeHistory>, PipelineCosts>();

/**
 * Known cost of the pipeline's executions that started at a time (milliseconds since the epoch) or later; those of unknown start
 * count always. Once for each trace linear in them, then in the nodes and the logarithm of their executions: histories are in order of start, and to sort
 * the pipeline's executions together would keep others waiting.
 */
export function costSince({ trace, histories }: Pick<Evidence, "trace" | "histories">, time: number): number {
  let costs = kept.get(histories);
  if (!costs) {
    costs = costsOf(trace, histories);
    kept.set(histories, costs);
  }
  let sum = costs.undated;
  for (const { starts, after } of costs.nodes) {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) < time) low = middle + 1;
      else high = middle;
    }
    sum += after[low] ?? 0;
  }
  return sum;
}

function costsOf({ executions }: Trace, histories: ReadonlyMap<string, NodeHistory>): PipelineCosts {
  const { cost, startedAt } = executions;
  let undated = 0;
  const nodes = [...histories.values()].map(({ executions: rows }): CostsByStart => {
    const starts = new Float64Array(rows.length);
    const after = new Float64Array(rows.length + 1);
    // Filled from their ends.
    let at = rows.length;
    for (let i = rows.length - 1; i >= 0; i--) {
      const row = rows[i] as number;
      const one = cost[row] as number;
      const start = startedAt[row] as number;
      if (!Number.isFinite(one)) continue;
      if (Number.isNaN(start)) {
        undated += one;
        continue;
      }
      at--;
      starts[at] = start;
      after[at] = (after[at + 1] as number) + one;
    }
    return { starts: starts.subarray(at), after: after.subarray(at) };
  });
  return { nodes, undated };
}
