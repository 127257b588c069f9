import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { formatCost } from "../model/cost.ts";
import { formatAge, formatCount, formatPercent, sparkline } from "../model/format.ts";
import type { Graphlets } from "../model/graphlet.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace } from "../model/trace.ts";

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

/**
 * `14 models · 3 deployed · 63 % of 31.2 h wasted`: the cost is the node's models' own, each execution counted once for the
 * earliest model that it belongs to.
 */
export function trainerLens(graphlets: Graphlets, history: NodeHistory, settings: Settings): string {
  const models = history.graphlets.flatMap((index) => graphlets.list[index] ?? []);
  const own = models.reduce((sum, model) => sum + model.ownCostSeconds, 0);
  const wasted = models.reduce((sum, model) => sum + model.wastedSeconds, 0);
  const parts = [
    formatCount(models.length, "model"),
    history.pushed === 0 ? "none deployed" : `${history.pushed} deployed`,
  ];
  if (own > 0) parts.push(`${formatPercent(wasted / own)} of ${formatCost(own, settings)} wasted`);
  return parts.join(" · ");
}
