import { formatDuration } from "./format.ts";
import type { Settings } from "./settings.ts";

/** A cost: a duration, or the figure of the property that the user named; empty where unknown. */
export function formatCost(cost: number, settings: Settings): string {
  if (settings.costProperty === "") return formatDuration(cost);
  if (!Number.isFinite(cost)) return "";
  return `${cost.toLocaleString("en-US", { maximumFractionDigits: 1 })} ${settings.costProperty}`;
}

/**
 * A sum of known costs, as {@link formatCost} writes it; empty where it is nothing: no cost is recorded (DVC's history has none), or all
 * came from the cache, and a zero would tell of the one as of the other.
 */
export const formatCostSum = (cost: number, settings: Settings): string => (cost > 0 ? formatCost(cost, settings) : "");

/** `19.7 h of compute time`, `5 dollars`: a cost that says what it is; empty where unknown. */
export function costInWords(cost: number, settings: Settings): string {
  const written = formatCost(cost, settings);
  return written === "" || settings.costProperty !== "" ? written : `${written} of ${costWord(settings)}`;
}

/** What costs are called. */
export const costWord = (settings: Settings): string =>
  settings.costProperty === "" ? "compute time" : settings.costProperty;
