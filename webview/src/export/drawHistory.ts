import { formatCount, formatPercent } from "../../../server/src/model/format.ts";
import { markStates } from "../../../server/src/protocol.ts";
import { oneLine } from "../graph/label.ts";
import { svg } from "../graph/svg.ts";
import { costText, figuresOf } from "../history/figures.ts";
import type { HistoryIndex, Spacing } from "../history/historyIndex.ts";
import { itemsAt } from "../history/items.ts";
import { createPlot } from "../history/plot.ts";
import { ticksOf } from "../history/timeAxis.ts";
import type { Window } from "../history/timeline.ts";
import { stateWord } from "../icons/glyphs.ts";
import { fontFamily, historyPaperStyle, paperStyle } from "./paper.ts";

const margin = 16;
const titleHeight = 44;
const laneHeight = 150;
const axisHeight = 24;

/** What of a history is drawn: the part of the axis that is in view, so many pixels wide. */
export interface ShownHistory {
  readonly index: HistoryIndex;
  readonly spacing: Spacing;
  readonly window: Window;
  readonly width: number;
  readonly opened: ReadonlySet<string | number>;
}

/** The lanes of a history as an SVG that stands alone: on white, with its title, figures and dates. */
export function drawHistory({ index, spacing, window, width, opened }: ShownHistory): SVGSVGElement {
  const { view } = index;
  const scale = width / (window.to - window.from);
  const plot = createPlot();
  const items = itemsAt(index, spacing, scale, opened);
  plot.draw({ index, items, window, width, laneHeight, active: -1, hovered: -1, marked: [], brush: null });
  const lanesHeight = laneHeight * view.lanes.length;
  plot.element.setAttribute("overflow", "hidden");
  const full = { width: width + 2 * margin, height: lanesHeight + axisHeight + titleHeight + 2 * margin };
  const title = oneLine(view.title);
  const lanes = view.lanes.map(({ node, count }, lane) => {
    const words = `${formatCount(count, "model")} · ${index.deployed[lane] || "none"} deployed`;
    return svg(
      "text",
      { x: 0, y: lane * laneHeight + 18 },
      svg("tspan", { "font-weight": "600" }, oneLine(node)),
      svg("tspan", { class: "second", dx: 8 }, words),
    );
  });
  const dates = ticksOf(index, spacing, window.from, window.to, width, "en-US").map(({ place, text }) => {
    const x = (place - window.from) * scale;
    const anchor = x > width - 40 ? "end" : x < 40 ? "start" : "middle";
    return svg(
      "g",
      { transform: `translate(${x.toFixed(1)} ${lanesHeight})` },
      svg("path", { class: "tick", d: "M0 0V5" }),
      svg("text", { class: "second", y: 18, "text-anchor": anchor }, text),
    );
  });
  return svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      ...full,
      viewBox: `0 0 ${full.width} ${full.height}`,
      "font-family": fontFamily,
      role: "img",
      "aria-label": title,
    },
    svg("style", {}, `${paperStyle}\n${historyPaperStyle}`),
    svg("rect", { ...full, fill: "#ffffff" }),
    svg("text", { x: margin, y: margin + 12, "font-weight": "600" }, title),
    svg("text", { class: "second", x: margin, y: margin + 30 }, summaryOf(index)),
    svg(
      "g",
      { transform: `translate(${margin} ${margin + titleHeight})` },
      plot.element,
      ...lanes,
      svg("path", { class: "tick", d: `M0 ${lanesHeight}H${width}` }),
      ...dates,
    ),
  );
}

/** `45 models · 12 deployed · 20 wasted · 2.6 h wasted (55 %)`: of all models. */
function summaryOf(index: HistoryIndex): string {
  const { models, cost, wasted, states } = figuresOf(index, index.order);
  const counts = [...states].flatMap((count, code) => {
    const state = markStates[code];
    return count === 0 || state === undefined ? [] : [`${count.toLocaleString("en-US")} ${stateWord(state)}`];
  });
  const share = cost > 0 ? ` (${formatPercent(wasted / cost)})` : "";
  const lost = wasted > 0 ? [`${costText(index.view, wasted)} wasted${share}`] : [];
  return [formatCount(models, "model"), ...counts, ...lost].join(" · ");
}
