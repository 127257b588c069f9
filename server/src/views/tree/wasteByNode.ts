import { executionStatuses, type Graphlets } from "../../model/graphlet.ts";
import { type Trace, textOf } from "../../model/trace.ts";

/** What one node of one pipeline cost and wasted. */
export interface NodeWaste {
  /** Index into `trace.pipelines`, -1 for executions without one. */
  readonly pipeline: number;
  readonly node: string;
  runs: number;
  /** Sums of known costs. */
  cost: number;
  wasted: number;
}

const wastedCode = executionStatuses.indexOf("wasted");

/** The nodes that wasted anything, the worst first. Linear in the executions; a generator that gives way. */
export function* wasteByNode(trace: Trace, graphlets: Graphlets): Generator<void, readonly NodeWaste[]> {
  const { count, pipeline, node, cost } = trace.executions;
  const pipelines = new Map<number, Map<number, NodeWaste>>();
  for (let row = 0; row < count; row++) {
    if (row % 8192 === 8191) yield;
    const index = pipeline[row] ?? -1;
    const text = node[row] ?? 0;
    const nodes = pipelines.get(index) ?? new Map<number, NodeWaste>();
    pipelines.set(index, nodes);
    let entry = nodes.get(text);
    if (!entry) {
      entry = { pipeline: index, node: textOf(trace.strings, text), runs: 0, cost: 0, wasted: 0 };
      nodes.set(text, entry);
    }
    entry.runs++;
    const paid = cost[row] ?? Number.NaN;
    if (Number.isNaN(paid)) continue;
    entry.cost += paid;
    if (graphlets.status[row] === wastedCode) entry.wasted += paid;
  }
  return [...pipelines.values()]
    .flatMap((nodes) => [...nodes.values()])
    .filter(({ wasted }) => wasted > 0)
    .sort((a, b) => b.wasted - a.wasted);
}
