import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import type { Trace } from "../model/trace.ts";
import type { Evidence } from "./rule.ts";

/** Costs by start: `after[i]` is the sum of `starts[i]` and all later ones. */
interface CostsByStart {
  readonly starts: Float64Array;
  readonly after: Float64Array;
  /** Sum of the costs of executions whose start is unknown. */
  readonly undated: number;
}

const kept = new WeakMap<ReadonlyMap<string, NodeHistory>, CostsByStart>();

/**
 * Known cost of the pipeline's executions that started at a time (milliseconds since the epoch) or later; those of unknown start
 * count always. Sorted once for each trace, then logarithmic.
 */
export function costSince({ trace, histories }: Pick<Evidence, "trace" | "histories">, time: number): number {
  let costs = kept.get(histories);
  if (!costs) {
    costs = costsByStart(trace, histories);
    kept.set(histories, costs);
  }
  const { starts, after, undated } = costs;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return undated + (after[low] ?? 0);
}

function costsByStart({ executions }: Trace, histories: ReadonlyMap<string, NodeHistory>): CostsByStart {
  let undated = 0;
  const dated: number[] = [];
  for (const history of histories.values()) {
    for (const row of history.executions) {
      const cost = executions.cost[row] as number;
      if (!Number.isFinite(cost)) continue;
      if (Number.isNaN(executions.startedAt[row])) undated += cost;
      else dated.push(row);
    }
  }
  const rows = Int32Array.from(dated).sort(
    (a, b) => (executions.startedAt[a] as number) - (executions.startedAt[b] as number),
  );
  const after = new Float64Array(rows.length + 1);
  for (let at = rows.length - 1; at >= 0; at--) {
    after[at] = (after[at + 1] as number) + (executions.cost[rows[at] as number] as number);
  }
  return { starts: Float64Array.from(rows, (row) => executions.startedAt[row] as number), after, undated };
}
