import type { Settings } from "../model/settings.ts";

/** Title of a column of costs: a property that the user named keeps its name. */
export const costTitle = (settings: Settings): string => settings.costProperty || "Compute time";
