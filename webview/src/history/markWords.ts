import { formatPercent } from "../../../server/src/model/format.ts";
import { markStates } from "../../../server/src/protocol.ts";
import { counted } from "../graph/graphIndex.ts";
import { oneLine } from "../graph/label.ts";
import { at } from "../graph/rows.ts";
import { stateWord } from "../icons/glyphs.ts";
import { dateText } from "../shell/words.ts";
import { costText, figuresOf, span } from "./figures.ts";
import type { HistoryIndex } from "./historyIndex.ts";
import type { Item } from "./items.ts";

/** What is told of an item: a title, and lines under it. */
export interface ItemWords {
  readonly title: string;
  readonly lines: readonly string[];
  /** What Enter or a click does. */
  readonly action: string;
}

const stateOf = (code: number) => markStates[code] ?? "wasted";

/** The words of a mark, a folded run or a bin. */
export function itemWords(index: HistoryIndex, item: Item): ItemWords {
  if (item.kind === "mark") return { ...markWords(index, item.first), action: "Enter or a click opens its graph" };
  const { view, positions } = index;
  const { first, last } = item;
  const from = dateText(at(positions.time, first));
  const to = dateText(at(positions.time, last));
  const when = from === to ? from : `${from} to ${to}`;
  const figures = figuresOf(index, span(first, last));
  const cost = costText(view, figures.cost);
  const wasted = figures.wasted > 0 ? `, ${formatPercent(figures.wasted / figures.cost)} wasted` : "";
  const costs = figures.cost > 0 ? `${cost} together${wasted}` : "";
  if (item.kind === "fold") {
    const reason = view.marks.reasons[view.marks.reason[first] ?? -1] ?? "failed";
    return {
      title: `${counted(figures.models, "model")}, one failure`,
      lines: [when, `Not deployed, each time: ${reason}`, costs].filter((line) => line !== ""),
      action: "Enter or a click shows each",
    };
  }
  const states = [...figures.states.entries()]
    .filter(([, count]) => count > 0)
    .map(([code, count]) => `${count.toLocaleString("en-US")} ${stateWord(stateOf(code))}`);
  return {
    title: counted(figures.models, "model"),
    lines: [when, states.join(", "), costs].filter((line) => line !== ""),
    action: "Enter or a click zooms in",
  };
}

/** The words of one model. */
export function markWords({ view, positions }: HistoryIndex, mark: number): Omit<ItemWords, "action"> {
  const { marks, lanes } = view;
  const reason = marks.reasons[marks.reason[mark] ?? -1];
  const cost = costText(view, marks.cost[mark] ?? Number.NaN);
  const overlap = marks.overlap[mark] ?? null;
  const lane = lanes.find(({ first, count }) => mark >= first && mark < first + count);
  const word = stateWord(stateOf(marks.state[mark] ?? 0));
  return {
    title: oneLine(marks.label[mark] ?? ""),
    lines: [
      [oneLine(lane?.node ?? ""), dateText(at(positions.time, mark))].filter((text) => text !== "").join(" · "),
      reason === undefined ? word : `${word}: ${reason}`,
      [
        cost === "" ? "" : view.costProperty === "" ? `${cost} of compute time` : cost,
        overlap === null ? "" : `${formatPercent(overlap)} of the data in common with the model before`,
      ]
        .filter((text) => text !== "")
        .join(" · "),
    ].filter((line) => line !== ""),
  };
}

/** The same on one line, for screen readers. */
export const spoken = ({ title, lines }: Omit<ItemWords, "action">): string => [title, ...lines].join(", ");
