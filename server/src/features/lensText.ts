import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { formatCost } from "../model/cost.ts";
import { formatAge, formatCount, sparkline } from "../model/format.ts";
import type { Graphlets } from "../model/graphlet.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace } from "../model/trace.ts";
import { modelsWaste } from "../views/index.ts";
import { deployedCount } from "../views/words.ts";

/** Runs in a sparkline. */
const bars = 8;

/** Costs of a node's last runs, oldest first: what its sparkline shows. */
export function recentCosts(trace: Trace, history: NodeHistory, count = bars): readonly number[] {
  return history.executions.slice(-count).map((row) => trace.executions.cost[row] ?? Number.NaN);
}

/** `▁▃▅▂▂ 42 runs · last succeeded 2 hours ago · 3m 12s median` */
export function nodeLens(trace: Trace, history: NodeHistory, settings: Settings, now: number): string {
  const last = Number.isFinite(history.lastSucceededAt)
    ? `last succeeded ${formatAge(history.lastSucceededAt, now)}`
    : "never succeeded";
  const median = formatCost(history.medianSeconds, settings);
  const runs = formatCount(history.runs, "run");
  // Bars say nothing where no cost is recorded.
  const parts = [history.costSeconds > 0 ? `${sparkline(recentCosts(trace, history))} ${runs}` : runs, last];
  if (median !== "") parts.push(`${median} median`);
  return parts.join(" · ");
}

/** `14 models · 3 deployed · 63 % of 31.2 h wasted` */
export function trainerLens(graphlets: Graphlets, history: NodeHistory, settings: Settings): string {
  const parts = [
    formatCount(history.graphlets.length, "model"),
    deployedCount(history.pushed),
    modelsWaste(graphlets, history, settings),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** What the cost in a trainer's lens is of, and what is called wasted. */
export const trainerLensTooltip =
  "The cost is that of all steps of these models, from the data to the deployment; what several models share counts once. " +
  "Wasted is what led to no model that was deployed or used.";
