import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import { formatCount, formatPercent } from "../model/format.ts";
import type { ViewInput } from "./input.ts";
import { costInWords, deployedCount, dots, formatCost } from "./words.ts";

/** What a pipeline is called: by its name, else by its file's. */
export const titleOf = ({ pipeline, uri }: ViewInput): string => pipeline.name ?? fileName(uri);

/** Sum of what is known of the costs of a pipeline's nodes. */
export const costOfAll = (histories: ReadonlyMap<string, NodeHistory>): number =>
  total(histories, (history) => history.costSeconds);

/**
 * A pipeline's figures on one line: `14 models · 3 deployed · 63 % of 31.2 h wasted`; of one that trains nothing
 * `3 steps · 16 s of compute time`; empty without runs.
 */
export function summaryOf(input: ViewInput, histories: ReadonlyMap<string, NodeHistory>): string {
  if (histories.size === 0) return "";
  const cost = costOfAll(histories);
  const models = total(histories, (history) => history.graphlets.length);
  const deployed = total(histories, (history) => history.pushed);
  const wasted = total(histories, (history) => history.wastedSeconds);
  if (models === 0 && wasted === 0 && !input.pipeline.nodes.some(({ kind }) => kind === "train")) {
    return dots(formatCount(histories.size, "step"), cost > 0 ? costInWords(cost, input.settings) : "");
  }
  const costs = cost > 0 ? `${formatPercent(wasted / cost)} of ${formatCost(cost, input.settings)} wasted` : "";
  return dots(formatCount(models, "model"), models === 0 ? "" : deployedCount(deployed), costs);
}

function total(histories: ReadonlyMap<string, NodeHistory>, figure: (history: NodeHistory) => number): number {
  let sum = 0;
  for (const history of histories.values()) sum += figure(history);
  return sum;
}

/** The last part of a URI's path. */
function fileName(uri: string): string {
  const path = uri.split(/[?#]/, 1)[0] ?? uri;
  const name = path.slice(path.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
