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
  const { count, cost, startedAt } = executions;
  const isOurs = new Uint8Array(count);
  for (const history of histories.values()) for (const row of history.executions) isOurs[row] = 1;
  const dated = new Int32Array(count);
  let length = 0;
  let sorted = true;
  let undated = 0;
  for (let row = 0; row < count; row++) {
    if (isOurs[row] === 0 || !Number.isFinite(cost[row])) continue;
    const start = startedAt[row] as number;
    if (Number.isNaN(start)) undated += cost[row] as number;
    else {
      if (length > 0 && start < (startedAt[dated[length - 1] as number] as number)) sorted = false;
      dated[length++] = row;
    }
  }
  const rows = dated.subarray(0, length);
  // A store's ids are nearly always in the order of start.
  if (!sorted) rows.sort((a, b) => (startedAt[a] as number) - (startedAt[b] as number));
  const starts = new Float64Array(length);
  const after = new Float64Array(length + 1);
  for (let at = length - 1; at >= 0; at--) {
    const row = rows[at] as number;
    starts[at] = startedAt[row] as number;
    after[at] = (after[at + 1] as number) + (cost[row] as number);
  }
  return { starts, after, undated };
}
