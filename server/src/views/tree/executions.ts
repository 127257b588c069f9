import { formatAge } from "../../model/format.ts";
import { executionStates, operatorKinds } from "../../model/kinds.ts";
import { idAt, rowOf, runName, type TraceId } from "../../model/trace.ts";
import type { TreeItem, TreePage } from "../../protocol.ts";
import { executionLabel } from "../labels.ts";
import { nodeName } from "../rows.ts";
import { dots, formatCost, formatTime, stateWord } from "../words.ts";
import { askedName, shownName, type TreeInput } from "./input.ts";
import { pageOf } from "./page.ts";

const gone = "It is no longer in the trace.";

/** The executions of a model, in the order in which they started: `Evaluator · 48 s`. Sorts the members. */
export function treeMembers(input: TreeInput, trainer: TraceId): Generator<void, TreePage> {
  const { trace, graphlets } = input;
  const row = rowOf(trace.executions.id, trainer);
  const graphlet = graphlets.list.find((one) => one.trainer === row);
  return executions(input, graphlet ? [...graphlet.executions] : []);
}

/** The executions of a run of a pipeline (index into `trace.pipelines`, or -1). Linear in the trace's executions. */
export function* treeRunMembers(input: TreeInput, pipeline: number, run: string | null): Generator<void, TreePage> {
  const { trace } = input;
  const { count, pipeline: pipelines, run: runs } = trace.executions;
  const rows: number[] = [];
  for (let row = 0; row < count; row++) {
    if (row % 8192 === 8191) yield;
    if (pipelines[row] === pipeline && runName(trace, runs[row]) === run) rows.push(row);
  }
  return yield* executions(input, rows);
}

function executions(input: TreeInput, rows: number[]): Generator<void, TreePage> {
  const { startedAt } = input.trace.executions;
  const at = (row: number): number => startedAt[row] || 0;
  rows.sort((a, b) => at(a) - at(b) || a - b);
  return pageOf(
    rows,
    () => true,
    (row) => itemOf(input, row),
    input,
    gone,
  );
}

function itemOf({ trace, graphlets, settings, now, timeZone }: TreeInput, row: number): TreeItem {
  const { id, state, cost, startedAt, kind } = trace.executions;
  const node = nodeName(trace, row);
  const shown = graphlets.abandoned[row] === 1 ? "abandoned" : (executionStates[state[row] ?? 0] ?? "unknown");
  const price = shown === "cached" ? "" : formatCost(cost[row] ?? Number.NaN, settings);
  const text = dots(price, shown === "complete" ? "" : stateWord(shown));
  const start = startedAt[row] ?? Number.NaN;
  return {
    type: "execution",
    id: idAt(id, row),
    node: askedName(node),
    state: shown,
    label: node === "" ? executionLabel(trace, row) : shownName(node),
    description: text === "" ? "" : `· ${text}`,
    details: [
      dots(shownName(executionLabel(trace, row)), operatorKinds[kind[row] ?? 0] ?? "", stateWord(shown)),
      ...(Number.isNaN(start) ? [] : [`Started ${formatAge(start, now)}, ${formatTime(start, timeZone)}`]),
    ],
  };
}
