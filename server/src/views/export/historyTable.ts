import { formatDuration, formatPercent } from "../../model/format.ts";
import { type HistoryView, markStates } from "../../protocol.ts";
import { formatTime, stateWord } from "../words.ts";
import { plainLine } from "./exported.ts";
import { markdownTable, markdownText } from "./markdownTable.ts";

/** The models of a history as a Markdown table, newest first; names are text in it, never Markdown. */
export function historyTableOf({
  lanes,
  marks,
  costProperty,
}: Pick<HistoryView, "lanes" | "marks" | "costProperty">): string {
  const nodes = lanes.flatMap(({ node, count }) => Array.from({ length: count }, () => node));
  const byTime = marks.trainer.map((_, mark) => mark).sort((a, b) => (marks.at[b] ?? 0) - (marks.at[a] ?? 0));
  const text = (value: string): string => markdownText(plainLine(value));
  const rows = byTime.map((mark) => {
    const state = markStates[marks.state[mark] ?? -1];
    const [cost, overlap] = [marks.cost[mark] ?? null, marks.overlap[mark] ?? null];
    return [
      text(marks.label[mark] ?? ""),
      text(nodes[mark] ?? ""),
      formatTime(marks.at[mark] ?? Number.NaN),
      [stateWord(state ?? null), text(marks.reasons[marks.reason[mark] ?? -1] ?? "")].filter(Boolean).join(": "),
      cost === null ? "" : costProperty === "" ? formatDuration(cost) : cost.toLocaleString("en-US"),
      overlap === null ? "" : formatPercent(overlap),
    ];
  });
  const costTitle = costProperty === "" ? "Compute time" : text(costProperty);
  return markdownTable(["Model", "Node", "Trained", "Outcome", costTitle, "Data in common with the one before"], rows);
}
