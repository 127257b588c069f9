import { formatPercent } from "../model/format.ts";
import { type Graphlet, isCostKnown, type NotPushedReason } from "../model/graphlet.ts";
import type { Settings } from "../model/settings.ts";
import { idAt, type Trace } from "../model/trace.ts";
import { graphletLabel } from "../views/labels.ts";
import { nodeName } from "../views/rows.ts";
import { formatCost, formatTime, statusWord } from "../views/words.ts";
import { costTitle } from "./costTitle.ts";
import { leftColumn, rightColumn, table } from "./table.ts";

const reasonWord: Readonly<Record<NotPushedReason, string>> = {
  "trainer-failed": "training failed",
  "upstream-failed": "a step before it failed",
  "validation-failed": "validation failed",
  "not-blessed": "not blessed",
  "push-failed": "deployment failed",
  "push-refused": "deployment refused",
  abandoned: "never finished",
  "never-reached-deploy": "no deployment ran",
};

/** Graphlets of a trace as lines for people, in their order; costs that come to nothing beside unknown ones are called so. Linear in the graphlets. */
export function graphletsText(trace: Trace, list: readonly Graphlet[], settings: Settings): string[] {
  if (list.length === 0) return ["No models: nothing in this trace trained one."];
  const { executions, pipelines } = trace;
  const costOf = (graphlet: Graphlet, value: number): string =>
    isCostKnown(graphlet) ? formatCost(value, settings) : "unknown";
  return table(
    [
      rightColumn("Execution"),
      leftColumn("Pipeline"),
      leftColumn("Node"),
      leftColumn("Model"),
      leftColumn("Trained"),
      leftColumn("Status"),
      leftColumn("Why not deployed"),
      rightColumn("Steps"),
      rightColumn(costTitle(settings)),
      rightColumn("Own"),
      rightColumn("Wasted"),
      leftColumn("Since the one before"),
    ],
    list.map((graphlet) => [
      String(idAt(executions.id, graphlet.trainer)),
      pipelines[executions.pipeline[graphlet.trainer] ?? -1]?.name ?? "",
      nodeName(trace, graphlet.trainer),
      graphletLabel(trace, graphlet),
      formatTime(executions.startedAt[graphlet.trainer] ?? Number.NaN),
      statusWord[graphlet.status],
      graphlet.whyNotPushed === null ? "" : reasonWord[graphlet.whyNotPushed],
      String(graphlet.executions.length),
      costOf(graphlet, graphlet.costSeconds),
      costOf(graphlet, graphlet.ownCostSeconds),
      costOf(graphlet, graphlet.wastedSeconds),
      changes(graphlet),
    ]),
  );
}

/** `40 % same data, new code`; empty for the first of a pipeline, and where nothing is known. */
function changes({ dataJaccard, sameCode, sameParameters }: Graphlet): string {
  const parts = [sameOrNew(dataJaccard, "data"), sameOrNew(sameCode, "code"), sameOrNew(sameParameters, "parameters")];
  return parts.filter((part) => part !== "").join(", ");
}

function sameOrNew(same: boolean | number | null, what: string): string {
  if (same === null) return "";
  if (typeof same === "number" && same > 0 && same < 1) return `${formatPercent(same)} same ${what}`;
  return `${same ? "same" : "new"} ${what}`;
}
