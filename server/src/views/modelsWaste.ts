import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { formatPercent } from "../model/format.ts";
import type { Graphlets } from "../model/graphlet.ts";
import type { Settings } from "../model/settings.ts";
import { formatCost } from "./words.ts";

/**
 * `63 % of 31.2 h wasted`: of all steps of a node's models, each execution counted once, for the earliest model that it belongs to. Empty where
 * no cost is known. The node's own runs are a part of it ({@link NodeHistory.costSeconds}). Linear in the models.
 */
export function modelsWaste(graphlets: Graphlets, { graphlets: models }: NodeHistory, settings: Settings): string {
  let own = 0;
  let wasted = 0;
  for (const index of models) {
    const model = graphlets.list[index];
    own += model?.ownCostSeconds ?? 0;
    wasted += model?.wastedSeconds ?? 0;
  }
  return own > 0 ? `${formatPercent(wasted / own)} of ${formatCost(own, settings)} wasted` : "";
}
