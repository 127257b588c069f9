import { formatAge } from "../../model/format.ts";
import { type Graphlet, isCostKnown } from "../../model/graphlet.ts";
import { idAt, runName, type Trace } from "../../model/trace.ts";
import type { TreeItem, TreePage } from "../../protocol.ts";
import { graphletLabel } from "../labels.ts";
import { reasonSentence } from "../reason.ts";
import { nodeName } from "../rows.ts";
import { dots, formatCost, formatTime } from "../words.ts";
import { filters, passes } from "./filter.ts";
import { askedName, shownName, type TreeInput } from "./input.ts";
import { outcomeWord, treeStatus } from "./outcome.ts";
import { backwards, pageOf } from "./page.ts";

/**
 * The models of a pipeline (index into `trace.pipelines`, or -1), newest first: `model 142 · not blessed · 12m`. Linear in the
 * graphlets up to the page's end.
 */
export function treeModels(input: TreeInput, pipeline: number): Generator<void, TreePage> {
  const { trace, graphlets, filter } = input;
  const fits = passes(filter);
  return pageOf(
    backwards(graphlets.list.length),
    (index) => {
      const graphlet = graphlets.list[index];
      return graphlet !== undefined && isOf(trace, graphlet, pipeline) && fits(filtered(trace, graphlet));
    },
    (index) => itemOf(input, index),
    input,
    filters(filter) ? "No model fits the filter." : null,
  );
}

/** Whether a pipeline trained anything. Linear in the graphlets. */
export const hasModels = ({ trace, graphlets }: TreeInput, pipeline: number): boolean =>
  graphlets.list.some((graphlet) => isOf(trace, graphlet, pipeline));

const isOf = ({ executions }: Trace, { trainer }: Graphlet, pipeline: number): boolean =>
  executions.pipeline[trainer] === pipeline;

const filtered = (trace: Trace, graphlet: Graphlet) => ({
  status: treeStatus(graphlet),
  cost: graphlet.costSeconds,
  startedAt: trace.executions.startedAt[graphlet.trainer] ?? Number.NaN,
  texts: () =>
    [
      graphletLabel(trace, graphlet),
      outcomeWord(graphlet),
      nodeName(trace, graphlet.trainer),
      runOf(trace, graphlet.trainer),
    ].join(" "),
});

const runOf = (trace: Trace, row: number): string => runName(trace, trace.executions.run[row]) ?? "";

function itemOf({ trace, graphlets, settings, now, timeZone }: TreeInput, index: number): TreeItem {
  const graphlet = graphlets.list[index];
  if (!graphlet) throw new RangeError(`no graphlet ${index}`);
  const { trainer, costSeconds, wastedSeconds } = graphlet;
  const startedAt = trace.executions.startedAt[trainer] ?? Number.NaN;
  const node = nodeName(trace, trainer);
  const run = runOf(trace, trainer);
  const reason = reasonSentence(trace, graphlets, index);
  const cost = isCostKnown(graphlet) ? formatCost(costSeconds, settings) : "";
  const waste = wastedSeconds > 0 ? `${formatCost(wastedSeconds, settings)} wasted` : "";
  return {
    type: "graphlet",
    trainer: idAt(trace.executions.id, trainer),
    node: askedName(node),
    status: treeStatus(graphlet),
    label: graphletLabel(trace, graphlet),
    description: `· ${dots(outcomeWord(graphlet), cost)}`,
    details: [
      dots(shownName(node), run === "" ? "" : `run ${shownName(run)}`, waste),
      ...(Number.isNaN(startedAt) ? [] : [`Trained ${formatAge(startedAt, now)}, ${formatTime(startedAt, timeZone)}`]),
      ...(reason === null ? [] : [shownName(reason)]),
    ],
  };
}
