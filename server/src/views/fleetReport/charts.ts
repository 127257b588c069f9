import { element, type Markup, scrolled } from "./html.ts";

/** A value with its name and its figure in words. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Of the value, what is marked. */
  readonly part: number;
  readonly words: string;
}

const width = 640;
const labelWidth = 190;
const wordsWidth = 130;
const rowHeight = 24;

/** Horizontal bars, one a value, each with a marked part; `title` says the whole to those who do not see it. */
export function barChart(title: string, bars: readonly Bar[]): Markup {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const length = (value: number): number => round((value / most) * (width - labelWidth - wordsWidth));
  return picture(
    title,
    bars.length * rowHeight,
    bars.flatMap(({ label, value, part, words }, row) => {
      const y = row * rowHeight;
      const middle = y + rowHeight / 2 + 4;
      return [
        element("text", { x: labelWidth - 8, y: middle, class: "label" }, shortened(label)),
        element("rect", { x: labelWidth, y: y + 4, width: length(value), height: rowHeight - 8, class: "bar" }),
        element("rect", { x: labelWidth, y: y + 4, width: length(part), height: rowHeight - 8, class: "part" }),
        element("text", { x: labelWidth + length(value) + 8, y: middle, class: "words" }, words),
      ];
    }),
  );
}

/** A share from 0 to 1 with its name, its words and, where it is known, between which shares it lies. */
export interface ShareBar {
  readonly label: string;
  readonly value: number;
  readonly interval: readonly [low: number, high: number] | null;
  readonly words: string;
}

/** Horizontal bars on a scale from 0 to 100 %, with their intervals as lines. */
export function shareChart(title: string, bars: readonly ShareBar[]): Markup {
  const base = bars.length * rowHeight;
  const at = (value: number): number => round(labelWidth + value * (width - labelWidth - wordsWidth));
  return picture(title, base + 20, [
    ...bars.flatMap(({ label, value, interval, words }, row) => {
      const y = row * rowHeight;
      const middle = y + rowHeight / 2;
      const end = Math.max(at(value), interval ? at(interval[1]) : 0);
      return [
        element("text", { x: labelWidth - 8, y: middle + 4, class: "label" }, shortened(label)),
        element("rect", {
          x: labelWidth,
          y: y + 4,
          width: at(value) - labelWidth,
          height: rowHeight - 8,
          class: "bar",
        }),
        interval
          ? element("path", {
              d: `M${at(interval[0])} ${middle - 4}v8M${at(interval[0])} ${middle}H${at(interval[1])}M${at(interval[1])} ${middle - 4}v8`,
              class: "interval",
            })
          : null,
        element("text", { x: end + 8, y: middle + 4, class: "words" }, words),
      ];
    }),
    element("line", { x1: labelWidth, y1: base, x2: at(1), y2: base, class: "axis" }),
    ...[0, 0.25, 0.5, 0.75, 1].map((value) =>
      element("text", { x: at(value), y: base + 14, class: "tick" }, `${value * 100} %`),
    ),
  ]);
}

/** Columns of a histogram. */
export interface Column {
  readonly label: string;
  readonly count: number;
}

const height = 180;
const foot = 34;
const head = 18;

/** Vertical columns side by side, with their counts above and their labels below. `unit` names what is on the axis. */
export function histogramChart(title: string, columns: readonly Column[], unit: string): Markup {
  const most = Math.max(...columns.map(({ count }) => count), 1);
  const step = width / Math.max(columns.length, 1);
  const base = height - foot;
  return picture(title, height, [
    ...columns.flatMap(({ label, count }, at) => {
      const tall = round(((base - head) * count) / most);
      const middle = round((at + 0.5) * step);
      return [
        element("rect", {
          x: round(at * step + 2),
          y: base - tall,
          width: round(step - 4),
          height: tall,
          class: "bar",
        }),
        count > 0
          ? element("text", { x: middle, y: base - tall - 5, class: "count" }, count.toLocaleString("en-US"))
          : null,
        element("text", { x: middle, y: base + 14, class: "tick" }, label),
      ];
    }),
    element("line", { x1: 0, y1: base, x2: width, y2: base, class: "axis" }),
    element("text", { x: width / 2, y: height - 4, class: "unit" }, unit),
  ]);
}

const picture = (title: string, tall: number, parts: readonly (Markup | null)[]): Markup =>
  element(
    "div",
    scrolled(title),
    element("svg", { viewBox: `0 0 ${width} ${tall}`, role: "img", "aria-label": title }, parts),
  );

const round = (value: number): number => Math.round(value * 10) / 10;

/** A name that fits beside the bars. */
const shortened = (label: string): string => (label.length > 28 ? `${label.slice(0, 13)}…${label.slice(-13)}` : label);
