import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { executionStatuses, type Graphlet } from "../model/graphlet.ts";
import type { Evidence } from "./rule.ts";

const kept = new WeakMap<NodeHistory, readonly Graphlet[]>();
/** Waste of lists of models: of one trace, and as they are. */
const keptWaste = new WeakMap<readonly Graphlet[], number>();
/** Models that are weighed before others get a turn. */
const atOnce = 500;

/**
 * A train node's last models whose fate is known (pending ones aside), at most `window`, oldest first. `all`: these are all that it
 * has. Linear in its models once, then in those looked at.
 */
export function recentModels(
  { histories, graphlets }: Evidence,
  node: string,
  window = Number.POSITIVE_INFINITY,
): { readonly models: readonly Graphlet[]; readonly all: boolean } {
  const history = histories.get(node);
  if (!history) return { models: [], all: true };
  let decided = kept.get(history);
  if (!decided) {
    const models = history.graphlets.flatMap((index) => graphlets.list[index] ?? []);
    decided = models.filter(({ status }) => status !== "pending");
    kept.set(history, decided);
  }
  const all = decided.length <= window;
  return { models: all ? decided : decided.slice(decided.length - window), all };
}

const wasted = executionStatuses.indexOf("wasted");

/**
 * Rows of a graphlet's waste: the wasted executions of its own pipeline that it owns. Over all models of a pipeline they are each wasted
 * execution once.
 */
export function wasteRows({ trace, graphlets }: Evidence, model: Graphlet): number[] {
  const { pipeline } = trace.executions;
  return [...model.executions].filter(
    (row) =>
      graphlets.status[row] === wasted &&
      graphlets.list[graphlets.owner[row] as number] === model &&
      pipeline[row] === pipeline[model.trainer],
  );
}

/**
 * The known cost of the models' waste; NaN where none is known. What belongs to other pipelines (a shared ingestion) is theirs. Over all
 * models of a pipeline it is what `graphlet inspect` and the graph say that the pipeline wasted.
 */
export function wasteOf(evidence: Evidence, models: readonly Graphlet[]): number {
  for (const _ of weighWaste(evidence, models));
  return keptWaste.get(models) ?? Number.NaN;
}

/** Makes what {@link wasteOf} tells, which is kept with the list, and gives way after some models each. */
export function* weighWaste(evidence: Evidence, models: readonly Graphlet[]): Generator<void, void> {
  if (keptWaste.has(models)) return;
  const { cost } = evidence.trace.executions;
  let sum = Number.NaN;
  for (const [at, model] of models.entries()) {
    for (const row of wasteRows(evidence, model)) {
      const one = cost[row] as number;
      if (Number.isFinite(one)) sum = (Number.isNaN(sum) ? 0 : sum) + one;
    }
    if (at % atOnce === atOnce - 1) yield;
  }
  keptWaste.set(models, sum);
}
