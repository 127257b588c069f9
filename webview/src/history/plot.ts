import { markStates } from "../../../server/src/protocol.ts";
import { at } from "../graph/rows.ts";
import { glyphElement, svg } from "../graph/svg.ts";
import { stateGlyph } from "../icons/glyphs.ts";
import { figuresOf, span } from "./figures.ts";
import { below, glyphGap, glyphSide, isCutOff, isPile, itemBox, pileStep, scaleOf } from "./heights.ts";
import type { HistoryIndex } from "./historyIndex.ts";
import { type Item, type Items, itemFrom, itemOf, middleOf } from "./items.ts";
import type { Window } from "./timeline.ts";

/** What is drawn, and at which size. */
export interface PlotScene {
  readonly index: HistoryIndex;
  readonly items: Items;
  readonly window: Window;
  readonly width: number;
  readonly laneHeight: number;
  /** Index of the item where the keyboard is, and under the pointer; -1 for none. */
  readonly active: number;
  readonly hovered: number;
  /** Marks that are to be compared. */
  readonly marked: readonly number[];
  /** Selected range, in places of the axis. */
  readonly brush: Window | null;
}

/** The lanes: only what is in view, and a bit beside it, exists. */
export interface Plot {
  readonly element: SVGSVGElement;
  draw(scene: PlotScene): void;
}

const binWidth = 7;
/** Part of the window's width that is drawn beside it, for panning. */
const beside = 0.75;

/** Connector by the share of data in common: dotted for none, then wider by quarters. */
const weights = 5;
const weightOf = (overlap: number): number => (overlap <= 0 ? 0 : Math.min(weights - 1, Math.ceil(overlap * 4)));

export function createPlot(): Plot {
  const still = svg("g", { class: "lane-lines", "aria-hidden": "true" });
  const brush = svg("g", { class: "brush", "aria-hidden": "true" });
  const lanes = svg("g", { class: "lane-marks", "aria-hidden": "true" });
  const over = svg("g", { class: "over" });
  const moving = svg("g", {}, lanes);
  const element = svg(
    "svg",
    { class: "lanes", role: "none", focusable: "false" },
    definitions(),
    still,
    brush,
    moving,
    over,
  );
  let drawn: { readonly scene: PlotScene; readonly from: number; readonly to: number } | null = null;

  const rebuild = (scene: PlotScene): void => {
    const length = scene.window.to - scene.window.from;
    const from = scene.window.from - beside * length;
    const to = scene.window.to + beside * length;
    lanes.replaceChildren();
    for (let lane = 0; lane < scene.index.view.lanes.length; lane++) lanes.append(...drawLane(scene, lane, from, to));
    drawn = { scene, from, to };
  };

  return {
    element,
    draw(scene) {
      const before = drawn;
      const { window } = scene;
      const fits =
        before !== null &&
        before.scene.items === scene.items &&
        before.scene.laneHeight === scene.laneHeight &&
        before.scene.width === scene.width &&
        Math.abs(scaleOf(before.scene) / scaleOf(scene) - 1) < 1e-9 &&
        before.from <= window.from &&
        before.to >= window.to;
      if (!fits) rebuild(scene);
      const anchor = drawn?.scene.window.from ?? window.from;
      moving.setAttribute("transform", `translate(${((anchor - window.from) * scaleOf(scene)).toFixed(2)} 0)`);
      if (before?.scene.width !== scene.width || before.scene.laneHeight !== scene.laneHeight || !fits) {
        drawStill(still, scene);
        element.setAttribute("width", String(scene.width));
        element.setAttribute("height", String(scene.index.view.lanes.length * scene.laneHeight));
      }
      drawBrush(brush, scene);
      drawOver(over, scene);
    },
  };
}

/** Glyphs, drawn once and used by their ids, and the fills that tell states apart where colour does not. */
function definitions(): SVGDefsElement {
  const hatch = (id: string, d: string, className: string): SVGPatternElement =>
    svg(
      "pattern",
      { id, width: 4, height: 4, patternUnits: "userSpaceOnUse", class: className },
      svg("path", { d, class: "glyph-lines" }),
    );
  return svg(
    "defs",
    {},
    ...markStates.map((state) => {
      const glyph = glyphElement(stateGlyph(state), "", -glyphSide / 2, -glyphSide / 2, glyphSide);
      glyph.setAttribute("id", `mark-${state}`);
      return glyph;
    }),
    hatch("fill-wasted", "M-1 1L1 -1M0 4L4 0M3 5L5 3", "state-wasted"),
    hatch("fill-failed", "M0 1H4M0 3H4", "state-failed"),
    hatch("fill-abandoned", "M1 0V4M3 0V4", "state-abandoned"),
  );
}

/** What stays when the time moves: the lines that lanes stand on. */
function drawStill(group: SVGGElement, { index, width, laneHeight }: PlotScene): void {
  group.replaceChildren();
  for (const lane of index.view.lanes.keys()) {
    const y = (lane + 1) * laneHeight - below + 0.5;
    group.append(svg("path", { d: `M0 ${y}H${width}` }));
  }
}

function drawLane(scene: PlotScene, lane: number, from: number, to: number): SVGElement[] {
  const { index, items } = scene;
  const { state, overlap } = index.view.marks;
  const bars = markStates.map(() => "");
  const bins = markStates.map(() => "");
  const lines = Array.from({ length: weights }, () => "");
  const signs: SVGElement[] = [];
  const end = at(items.offsets, lane + 1);
  const start = Math.max(at(items.offsets, lane), itemFrom(index, items, lane, from) - 1);
  let lastX: number | null = null;
  for (let place = start; place < end; place++) {
    const item = items.list[place];
    if (!item) break;
    const { x, top, bottom } = itemBox(scene, item);
    const share = overlap[item.first] ?? null;
    if (lastX !== null && share !== null) lines[weightOf(share)] += `M${lastX.toFixed(1)} ${bottom}H${x.toFixed(1)}`;
    lastX = x;
    const code = state[item.first] ?? 0;
    const base = top + glyphSide + glyphGap;
    const count = item.last - item.first + 1;
    if (item.kind === "bin" && isPile(scene, count)) signs.push(...pile(index, item, x, bottom));
    else if (item.kind === "bin") stack(bins, index, item, x, top, bottom);
    else {
      bars[code] +=
        at(index.cost, item.first) > index.fullCost && item.kind === "mark"
          ? `M${x.toFixed(1)} ${bottom}V${(base + 12).toFixed(1)}M${x.toFixed(1)} ${(base + 8).toFixed(1)}V${base.toFixed(1)}`
          : `M${x.toFixed(1)} ${bottom}V${base.toFixed(1)}`;
      signs.push(sign(code, x, top + glyphSide / 2));
    }
    if (item.kind === "fold" || (item.kind === "bin" && isCutOff(scene, count))) {
      const number = `×${count.toLocaleString("en-US")}`;
      signs.push(svg("text", { class: "fold", x: x.toFixed(1), y: (top - 4).toFixed(1) }, number));
    }
    if (middleOf(index, items.spacing, item) > to) break;
  }
  const path = (className: string, d: string): SVGElement[] => (d === "" ? [] : [svg("path", { class: className, d })]);
  return [
    ...lines.flatMap((d, weight) => path(`overlap weight-${weight}`, d)),
    ...bars.flatMap((d, code) => path(`bar state-${markStates[code]}`, d)),
    ...bins.flatMap((d, code) => path(`bin state-${markStates[code]}`, d)),
    ...signs,
  ];
}

const sign = (code: number, x: number, y: number): SVGElement =>
  svg("use", {
    href: `#mark-${markStates[code]}`,
    class: `state-glyph state-${markStates[code]}`,
    x: x.toFixed(1),
    y: y.toFixed(1),
  });

/** A bin's models one over the other, the oldest at the bottom. */
const pile = ({ view }: HistoryIndex, { first, last }: Item, x: number, bottom: number): SVGElement[] =>
  [...span(first, last)].map((mark) =>
    sign(view.marks.state[mark] ?? 0, x, bottom - glyphGap - (mark - first + 0.5) * pileStep),
  );

/** A bin's bar, divided by the states of its models, what was deployed at the bottom. */
function stack(
  paths: string[],
  index: HistoryIndex,
  { first, last }: Item,
  x: number,
  top: number,
  bottom: number,
): void {
  const { states, models } = figuresOf(index, span(first, last));
  let y = bottom;
  for (const [code, count] of states.entries()) {
    if (count === 0) continue;
    const height = ((bottom - top) * count) / models;
    y -= height;
    paths[code] += `M${(x - binWidth / 2).toFixed(1)} ${y.toFixed(1)}h${binWidth}v${height.toFixed(1)}h${-binWidth}z`;
  }
}

function drawBrush(group: SVGGElement, scene: PlotScene): void {
  group.replaceChildren();
  const { brush, window, laneHeight, index } = scene;
  if (!brush) return;
  const scale = scaleOf(scene);
  const x = (brush.from - window.from) * scale;
  const width = Math.max(1, (brush.to - brush.from) * scale);
  const height = laneHeight * index.view.lanes.length;
  group.append(
    svg("rect", { class: "brush-area", x, y: 0, width, height }),
    svg("path", { class: "brush-end", d: `M${x} 0V${height}M${x + width} 0V${height}` }),
  );
}

/** Rings around what is to be compared, under the pointer, and where the keyboard is. */
function drawOver(group: SVGGElement, scene: PlotScene): void {
  group.replaceChildren();
  const { index, items, marked, hovered, active } = scene;
  const frame = (item: Item, className: string): SVGElement => {
    const { x, top, bottom } = itemBox(scene, item);
    return svg("rect", { class: className, x: x - 10, y: top - 4, width: 20, height: bottom - top + 8, rx: 4 });
  };
  for (const mark of marked) {
    const item = items.list[itemOf(index, items, mark)];
    if (item) group.append(frame(item, "marked-ring"));
  }
  const under = items.list[hovered];
  if (under) group.append(frame(under, "hover-ring"));
  const current = items.list[active];
  if (current) group.append(frame(current, "focus-ring"));
}
