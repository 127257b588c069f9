import { byStart } from "../../graphlets/order.ts";
import { formatPercent } from "../../model/format.ts";
import type { Graphlet } from "../../model/graphlet.ts";
import { holds, nodeName } from "../../model/rows.ts";
import { idAt } from "../../model/trace.ts";
import type { TraceRecord } from "../../protocol.ts";
import { graphletLabel } from "../labels.ts";
import { reasonSentence } from "../reason.ts";
import { costWord, formatCost, formatCostSum, statusWord } from "../words.ts";
import { executionLine, listed, timeText } from "./figures.ts";
import type { RecordInput } from "./input.ts";
import { executionPart, modelPart, namedExecution, recordPart } from "./links.ts";
import type { RecordWriter } from "./writer.ts";

/** One model: what became of it, what it cost, what it was made from, where it went. */
export function writeGraphlet(writer: RecordWriter, input: RecordInput, index: number, graphlet: Graphlet): void {
  const { trace, graphlets, settings } = input;
  writer.line(`${graphletLabel(trace, graphlet)} · trained by ${nodeName(trace, graphlet.trainer)}`);
  writer.line("");
  writeOutcome(writer, input, index, graphlet);
  const own = formatCost(graphlet.ownCostSeconds, settings);
  const whole = formatCostSum(graphlet.costSeconds, settings);
  const shared = whole === "" || own === whole ? "" : `, ${own} of it not shared with earlier models`;
  writer.field(costWord(settings), `${whole}${shared}`);
  writer.field("of it wasted", graphlet.wastedSeconds > 0 ? formatCost(graphlet.wastedSeconds, settings) : "");
  writer.field("unknown cost", graphlet.unknownCosts > 0 ? `${graphlet.unknownCosts} of its executions` : "");
  writer.field(
    "data spans",
    graphlet.inputSpans.length === 0 ? "" : graphlet.inputSpans.length.toLocaleString("en-US"),
  );
  const before = graphlets.list[graphlets.previous[index] ?? -1];
  if (before) {
    const facts = [
      graphlet.dataJaccard === null ? "" : `${formatPercent(graphlet.dataJaccard)} of the data`,
      sameWord(graphlet.sameCode, "code"),
      sameWord(graphlet.sameParameters, "parameters"),
    ].filter((text) => text !== "");
    writer.field("shares", facts.join(", "), ...(facts.length === 0 ? [] : [" with ", modelPart(trace, before)]));
  }
  writer.field("started from", ...listed([...graphlet.parents].map((row) => namedExecution(trace, row))));
  writeWays(writer, input, graphlet, "graphlet");
  const part = (title: string, fits: (row: number) => boolean): void =>
    writer.section(title, () => {
      for (const row of byStart(trace, graphlet.executions.filter(fits))) {
        if (writer.full) return;
        writer.line(...executionLine(input, row));
      }
    });
  const isUp = (row: number): boolean => holds(graphlet.up, row);
  const isDown = (row: number): boolean => holds(graphlet.down, row);
  part("Made from", isUp);
  part("Went to", (row) => isDown(row) && !isUp(row));
  part("Analysed beside it", (row) => !isDown(row) && !isUp(row));
}

/** Training, time, outcome and reason: what the texts about a model begin with. */
export function writeOutcome(writer: RecordWriter, input: RecordInput, index: number, graphlet: Graphlet): void {
  const { trace, graphlets } = input;
  writer.field("training", executionPart(trace, graphlet.trainer));
  writer.field("started", timeText(trace.executions.startedAt[graphlet.trainer] ?? Number.NaN, input));
  writer.field("outcome", statusWord[graphlet.status]);
  writer.field("why", reasonSentence(trace, graphlets, index) ?? "");
}

/** Where a reader goes from a model: graph, code, explanation, comparisons. `here`: what is being written. */
export function writeWays(
  writer: RecordWriter,
  { trace, pipeline }: RecordInput,
  graphlet: Graphlet,
  here: TraceRecord["type"],
): void {
  if (!pipeline) return;
  const trainer = idAt(trace.executions.id, graphlet.trainer);
  const node = nodeName(trace, graphlet.trainer);
  const isDeclared = pipeline.nodes.some(({ id }) => id === node);
  writer.field(
    "see",
    ...(here === "explanation" ? [] : [recordPart("explanation", { type: "explanation", trainer }), " · "]),
    recordPart("compared with the last deployed", { type: "comparison", trainer, against: "deployed" }),
    " · ",
    recordPart("compared with the one before", { type: "comparison", trainer, against: "before" }),
    " · ",
    { text: "graph", target: { type: "graph", trainer } },
    " · ",
    recordPart(`all of ${node}`, { type: "node", node }),
    ...(isDeclared ? [" · ", { text: "code", target: { type: "source", node } as const }] : []),
  );
}

const sameWord = (same: boolean | null, what: string): string => (same ? what : "");
