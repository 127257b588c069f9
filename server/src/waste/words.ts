import { formatDuration } from "../model/format.ts";
import type { Settings } from "../model/settings.ts";

/** A cost in a sentence: `19.7 h`, or the figure and the name of the property that the user chose; empty where unknown. */
export function costPhrase(cost: number, settings: Settings): string {
  if (!Number.isFinite(cost)) return "";
  if (settings.costProperty === "") return formatDuration(cost);
  return `${cost.toLocaleString("en-US", { maximumFractionDigits: 1 })} ${settings.costProperty}`;
}
