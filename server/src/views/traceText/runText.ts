import { startsBefore } from "../../graphlets/order.ts";
import { formatCount } from "../../model/format.ts";
import { runName } from "../../model/trace.ts";
import { costWord, formatCostSum } from "../words.ts";
import { executionLine, timeText } from "./figures.ts";
import type { RecordInput } from "./input.ts";
import { modelLine } from "./modelLine.ts";
import type { RecordWriter } from "./writer.ts";

/** One run of the pipeline: its executions in order of start, and the models that it trained. `index`: into `trace.runs`. */
export function writeRun(writer: RecordWriter, input: RecordInput, index: number): void {
  const { trace, graphlets, settings } = input;
  const { executions } = trace;
  const rows: number[] = [];
  let cost = 0;
  for (let row = 0; row < executions.count; row++) {
    if (executions.run[row] !== index) continue;
    rows.push(row);
    const seconds = executions.cost[row] ?? Number.NaN;
    if (Number.isFinite(seconds)) cost += seconds;
  }
  rows.sort((a, b) => (startsBefore(trace, a, b) ? -1 : 1));
  writer.line(`run ${runName(trace, index) ?? ""}`);
  writer.line("");
  writer.field("pipeline", trace.pipelines[trace.runs.pipeline[index] ?? -1]?.name ?? "");
  writer.field("started", timeText(executions.startedAt[rows[0] ?? -1] ?? Number.NaN, input));
  writer.field(costWord(settings), formatCostSum(cost, settings));
  writer.section("Models", () => {
    for (const [at, graphlet] of graphlets.list.entries()) {
      if (executions.run[graphlet.trainer] === index) writer.line(...modelLine(input, at, graphlet));
      if (writer.full) return;
    }
  });
  writer.section(`Executions (${formatCount(rows.length, "execution")})`, () => {
    for (const row of rows) {
      if (writer.full) return;
      writer.line(...executionLine(input, row));
    }
  });
}
