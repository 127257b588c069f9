import { executionStates } from "../model/kinds.ts";
import type { Details, DetailsRow } from "../protocol.ts";
import { type DetailContext, row, section, timed } from "./detailRows.ts";
import { graphletNode } from "./graphletNodes.ts";
import { artifactLabel, executionLabel } from "./labels.ts";
import type { Item } from "./picture.ts";
import { textAt } from "./rows.ts";
import { dots, formatCost } from "./words.ts";

/** Details of a stack: its figures together and its rows, newest first. */
export function stackDetails(context: DetailContext, item: Item): Details {
  const node = graphletNode(context, item);
  const newestFirst = [...item.rows].reverse();
  const rows = item.of === "execution" ? runRows(context, newestFirst) : artifactRows(context, newestFirst);
  return {
    node: item.id,
    title: item.of === "execution" ? dots(node.label, `×${item.rows.length.toLocaleString("en-US")} runs`) : node.label,
    sections: [
      ...section("Together", row(node.kind, node.second === "" ? node.label : node.second)),
      ...section(item.of === "execution" ? "Runs" : "Artifacts", rows),
    ],
  };
}

function runRows({ trace, graphlets, settings, now }: DetailContext, rows: readonly number[]): DetailsRow[] {
  const { state, cost, startedAt } = trace.executions;
  return rows.map((at) => {
    const ran = graphlets.abandoned[at] === 1 ? "abandoned" : (executionStates[state[at] ?? 0] ?? "unknown");
    const value = dots(ran, formatCost(cost[at] ?? Number.NaN, settings));
    return timed(executionLabel(trace, at), value, startedAt[at] ?? Number.NaN, now);
  });
}

function artifactRows({ trace }: DetailContext, rows: readonly number[]): DetailsRow[] {
  return rows.map((at) => {
    const uri = textAt(trace, trace.artifacts.uri, at);
    const label = artifactLabel(trace, at);
    return uri === "" ? { label: "", value: label } : { label, value: uri, copy: true };
  });
}
