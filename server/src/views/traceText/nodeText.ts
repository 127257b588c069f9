import { type NodeHistory, nodeHistories } from "../../graphlets/nodeHistory.ts";
import { formatCount, formatPercent } from "../../model/format.ts";
import { stateCode } from "../../model/kinds.ts";
import { modelsWaste } from "../modelsWaste.ts";
import { costWord, deployedCount, formatCost, formatCostSum } from "../words.ts";
import { executionLine, timeText } from "./figures.ts";
import type { RecordInput } from "./input.ts";
import { modelLine } from "./modelLine.ts";
import type { RecordWriter } from "./writer.ts";

/** Titles of the sections of a node's record: what links lead to. */
export const nodeSections = { models: "Models", failed: "Failed", runs: "Runs" } as const;

/** All that a node ever ran, newest first: its models, what failed, every execution. */
export function writeNode(writer: RecordWriter, input: RecordInput, node: string): void {
  const { graphlets, settings } = input;
  const history = historyOf(input, node);
  writer.line(`node ${node}`);
  writer.line("");
  if (!history) {
    writer.note("The trace has no run of this node in this pipeline.");
    return;
  }
  writer.field("defined", { text: declared(input, node) ? "in the code" : "", target: { type: "source", node } });
  writer.field("runs", formatCount(history.runs, "run"));
  writer.field("failed", history.failed === 0 ? "" : formatCount(history.failed, "run"));
  writer.field("from the cache", history.cached === 0 ? "" : formatCount(history.cached, "run"));
  writer.field("last succeeded", timeText(history.lastSucceededAt, input));
  writer.field("median", formatCost(history.medianSeconds, settings));
  writer.field(costWord(settings), formatCostSum(history.costSeconds, settings));
  writer.field(
    "of it wasted",
    history.wastedSeconds > 0
      ? `${formatCost(history.wastedSeconds, settings)}, ${formatPercent(history.wastedSeconds / history.costSeconds)}`
      : "",
  );
  writer.field(
    "models",
    history.graphlets.length === 0
      ? ""
      : `${formatCount(history.graphlets.length, "model")}, ${deployedCount(history.pushed)}`,
  );
  writer.field("all their steps", modelsWaste(graphlets, history, settings));
  writer.section(nodeSections.models, () => {
    for (const index of newestOf(history.graphlets)) {
      const graphlet = graphlets.list[index];
      if (graphlet) writer.line(...modelLine(input, index, graphlet));
    }
    writeRest(writer, history.graphlets.length);
  });
  const { state } = input.trace.executions;
  const list = (title: string, rows: readonly number[]): void =>
    writer.section(title, () => {
      for (const row of newestOf(rows)) writer.line(...executionLine(input, row));
      writeRest(writer, rows.length);
    });
  list(
    nodeSections.failed,
    history.executions.filter((row) => state[row] === stateCode.failed),
  );
  list(nodeSections.runs, history.executions);
}

/** So many of each are listed. */
const mostListed = 1_000;

const newestOf = (oldestFirst: readonly number[]): readonly number[] => oldestFirst.slice(-mostListed).reverse();

function writeRest(writer: RecordWriter, count: number): void {
  if (count > mostListed) writer.note(`and ${(count - mostListed).toLocaleString("en-US")} more`);
}

function historyOf({ trace, graphlets, histories, tracePipeline }: RecordInput, node: string): NodeHistory | undefined {
  if (histories) return histories.get(node);
  const known = tracePipeline === null ? trace.pipelines.map((_, index) => index) : [tracePipeline];
  return known.map((index) => nodeHistories(trace, graphlets, index).get(node)).find((history) => history);
}

export const declared = ({ pipeline }: RecordInput, node: string): boolean =>
  pipeline?.nodes.some(({ id }) => id === node) ?? false;
