import { formatPercent } from "../model/format.ts";
import { executionStatuses } from "../model/graphlet.ts";
import { executionStates, operatorKinds } from "../model/kinds.ts";
import { idAt, runName } from "../model/trace.ts";
import type { Details, DetailsRow } from "../protocol.ts";
import {
  artifactRows,
  type DetailContext,
  graphletRow,
  linked,
  propertySection,
  row,
  section,
  timeRow,
} from "./detailRows.ts";
import { executionLabel, graphletLabel } from "./labels.ts";
import { edgesOf, type Item } from "./picture.ts";
import { reasonSentence } from "./reason.ts";
import { nodeName, textAt } from "./rows.ts";
import { costWord, dots, formatCost, formatCostSum, percentOf, shareOf, statusWord } from "./words.ts";

/** Details of one execution in its graphlet. */
export function executionDetails(context: DetailContext, item: Item): Details {
  const { trace, graphlet } = context;
  const at = item.rows[0] ?? 0;
  const isTrainer = at === graphlet.trainer;
  return {
    node: item.id,
    title: dots(nodeName(trace, at), isTrainer ? graphletLabel(trace, graphlet) : executionLabel(trace, at)),
    sections: [
      ...section("Execution", executionFigures(context, at)),
      ...(isTrainer ? section("Model", modelFigures(context)) : []),
      ...section("Inputs", artifactRows(context, [...edgesOf(trace, trace.reads, at)])),
      ...section("Outputs", artifactRows(context, [...edgesOf(trace, trace.writes, at)])),
      ...propertySection(context.properties),
    ],
  };
}

function executionFigures(context: DetailContext, at: number): DetailsRow[] {
  const { trace, graphlets, graphlet, pipeline, settings, now } = context;
  const { executions } = trace;
  const name = nodeName(trace, at);
  const declared = pipeline.nodes.some((node) => node.id === name);
  const kind = operatorKinds[executions.kind[at] ?? 0] ?? "other";
  const startedAt = executions.startedAt[at] ?? Number.NaN;
  const cost = executions.cost[at] ?? Number.NaN;
  const share = shareOf(cost, graphlet.costSeconds);
  const state =
    graphlets.abandoned[at] === 1
      ? "abandoned: started and never finished"
      : (executionStates[executions.state[at] ?? 0] ?? "unknown");
  return [
    ...row("Execution", String(idAt(executions.id, at)), { copy: true }),
    ...row("Node", name, linked(declared ? { type: "source", node: name } : null)),
    ...row("Type", textAt(trace, executions.type, at), { copy: true }),
    ...row("Kind", executions.kindGuessed[at] === 1 ? `${kind} (a guess by its name)` : kind),
    ...row("State", state),
    ...row("Run", runName(trace, executions.run[at]) ?? "", { copy: true }),
    ...timeRow("Started", startedAt, now),
    ...timeRow("Last update", executions.updatedAt[at] ?? Number.NaN, now),
    ...row(
      settings.costProperty === "" ? "Duration" : "Cost",
      dots(
        formatCost(cost, settings),
        share === null ? "" : `${percentOf(share)} of this model's ${costWord(settings)}`,
      ),
    ),
    ...row(
      "Record",
      "Open record",
      linked({ type: "record", record: { type: "execution", id: idAt(executions.id, at) } }),
    ),
    ...row("Counts as", executionStatuses[graphlets.status[at] ?? 0] ?? ""),
  ];
}

function modelFigures(context: DetailContext): DetailsRow[] {
  const { trace, graphlets, graphlet, index, settings } = context;
  const previous = graphlets.previous[index] ?? -1;
  const before = graphlets.list[previous];
  const cost = formatCostSum(graphlet.costSeconds, settings);
  const own = formatCost(graphlet.ownCostSeconds, settings);
  return [
    ...row("Outcome", statusWord[graphlet.status]),
    ...row(
      "Why",
      reasonSentence(trace, graphlets, index) ?? "",
      linked({
        type: "record",
        record: { type: "explanation", trainer: idAt(trace.executions.id, graphlet.trainer) },
      }),
    ),
    ...row("Blessed", graphlet.blessed === null ? "" : graphlet.blessed ? "yes" : "no"),
    ...row("Cost", dots(cost, cost === "" || own === cost ? "" : `${own} of it not shared with earlier models`)),
    ...row("Data spans", graphlet.inputSpans.length === 0 ? "" : graphlet.inputSpans.length.toLocaleString("en-US")),
    ...(graphlet.dataJaccard === null
      ? []
      : graphletRow(context, "Data", previous, `${formatPercent(graphlet.dataJaccard)} in common with`)),
    ...(before ? row("Code", comparison(graphlet.sameCode)) : []),
    ...(before ? row("Parameters", comparison(graphlet.sameParameters)) : []),
    ...[...graphlet.parents].flatMap((parent) => {
      const at = graphlets.list.findIndex(({ trainer }) => trainer === parent);
      return graphletRow(context, "Warm start", at, "from");
    }),
  ];
}

const comparison = (same: boolean | null): string =>
  same === null ? "" : same ? "same as the model before" : "changed since the model before";
