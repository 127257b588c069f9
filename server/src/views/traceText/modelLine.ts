import type { Graphlet } from "../../model/graphlet.ts";
import { idAt } from "../../model/trace.ts";
import { reasonSentence } from "../reason.ts";
import { formatCostSum, statusWord } from "../words.ts";
import { timeText } from "./figures.ts";
import type { RecordInput } from "./input.ts";
import { modelPart, recordPart } from "./links.ts";
import type { Part } from "./writer.ts";

/** `model 142 · wasted · 12m · 2026-… · Not deployed: …`: a model on a line, with the way to its explanation. */
export function modelLine(input: RecordInput, index: number, graphlet: Graphlet): readonly Part[] {
  const { trace, graphlets, settings } = input;
  const trainer = idAt(trace.executions.id, graphlet.trainer);
  const facts = [
    statusWord[graphlet.status],
    formatCostSum(graphlet.costSeconds, settings),
    timeText(trace.executions.startedAt[graphlet.trainer] ?? Number.NaN, input),
  ].filter((text) => text !== "");
  const reason = reasonSentence(trace, graphlets, index);
  const explained: readonly Part[] =
    reason === null ? [] : [" · ", recordPart(reason, { type: "explanation", trainer })];
  return ["  ", modelPart(trace, graphlet), ` · ${facts.join(" · ")}`, ...explained];
}
