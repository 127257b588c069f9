import { executionStatuses, type Graphlet } from "../model/graphlet.ts";
import { knownCost } from "./recentExecutions.ts";
import type { Evidence } from "./rule.ts";

/**
 * A train node's last models whose fate is known (pending ones aside), at most `window`, oldest first. `all`: these are all that it
 * has. Linear in the models looked at.
 */
export function recentModels(
  { histories, graphlets }: Evidence,
  node: string,
  window = Number.POSITIVE_INFINITY,
): { readonly models: readonly Graphlet[]; readonly all: boolean } {
  const indexes = histories.get(node)?.graphlets ?? [];
  const models: Graphlet[] = [];
  for (let at = indexes.length - 1; at >= 0; at--) {
    const model = graphlets.list[indexes[at] as number];
    if (!model || model.status === "pending") continue;
    if (models.length === window) return { models: models.reverse(), all: false };
    models.push(model);
  }
  return { models: models.reverse(), all: true };
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
export const wasteOf = (evidence: Evidence, models: readonly Graphlet[]): number =>
  knownCost(
    evidence.trace,
    models.flatMap((model) => wasteRows(evidence, model)),
  );
