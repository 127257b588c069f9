import { formatAge } from "../../model/format.ts";
import type { Graphlets } from "../../model/graphlet.ts";
import { executionStates } from "../../model/kinds.ts";
import { nodeName } from "../../model/rows.ts";
import type { Trace } from "../../model/trace.ts";
import { exactTime } from "../../model/zonedTime.ts";
import { formatCost } from "../words.ts";
import type { RecordInput } from "./input.ts";
import { executionPart } from "./links.ts";
import type { Part } from "./writer.ts";

/** `2026-03-01T14:05:00.000Z (2 hours ago)`, in the reader's time zone where that is known; empty where `time` is unknown. */
export function timeText(time: number, { now, timeZone }: Pick<RecordInput, "now" | "timeZone">): string {
  const exact = exactTime(time, timeZone);
  return exact === "" ? "" : `${exact} (${formatAge(time, now)})`;
}

/** An execution's state in a word: what never finished is abandoned. */
export const stateText = (
  { trace, graphlets }: { readonly trace: Trace; readonly graphlets: Graphlets },
  row: number,
) => (graphlets.abandoned[row] === 1 ? "abandoned" : (executionStates[trace.executions.state[row] ?? 0] ?? "unknown"));

/** `execution 41 · Evaluator · complete · 48 s · 2026-…`: an execution on a line. */
export function executionLine(input: RecordInput, row: number): readonly Part[] {
  const { trace, settings } = input;
  const cost = formatCost(trace.executions.cost[row] ?? Number.NaN, settings);
  const started = timeText(trace.executions.startedAt[row] ?? Number.NaN, input);
  const rest = [nodeName(trace, row), stateText(input, row), cost, started].filter((text) => text !== "");
  return ["  ", executionPart(trace, row), ` · ${rest.join(" · ")}`];
}

/** `a, b and 12 more`: parts with commas between them, at most `most`. */
export function listed(parts: readonly (readonly Part[])[], most = 20): readonly Part[] {
  const shown = parts.slice(0, most).flatMap((part, index) => (index === 0 ? part : [", ", ...part]));
  const rest = parts.length - most;
  return rest > 0 ? [...shown, ` and ${rest.toLocaleString("en-US")} more`] : shown;
}

/** A number as it is, with at most six significant digits. */
export const numberText = (value: number): string => String(Number(value.toPrecision(6)));
