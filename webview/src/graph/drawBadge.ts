import type { Side } from "../fold/fold.ts";
import type { Direction } from "../layout/placement.ts";
import type { Hidden } from "./graphIndex.ts";
import type { Measure } from "./measure.ts";
import { svg } from "./svg.ts";

const height = 14;
const inset = 8;
/** How much of a badge lies on its node. */
const overlap = 4;
const scale = 0.8;

const words: Readonly<Record<Side, string>> = { up: "upstream", down: "downstream" };

/** What a node hides, at the borders that its edges would cross: `+12 upstream`; on a node without room, `+12`. */
export function drawBadges(
  hidden: Hidden,
  size: { readonly width: number; readonly height: number },
  direction: Direction,
  measure: Measure,
): readonly SVGGElement[] {
  const badges: SVGGElement[] = [];
  for (const side of ["up", "down"] as const) {
    if (hidden[side] === 0) continue;
    const count = `+${hidden[side].toLocaleString("en-US")}`;
    const both = `${count} ${words[side]}`;
    const isRoomy = size.width > 150 && (direction === "down" || hidden.up === 0 || hidden.down === 0);
    const text = isRoomy ? both : count;
    const width = measure.label(text) * scale + 2 * 6;
    const atEnd = direction === "right" && side === "down";
    const x = atEnd ? size.width - width - inset : inset;
    const y = direction === "down" && side === "up" ? overlap - height : size.height - overlap;
    badges.push(
      svg(
        "g",
        { class: "badge", "data-side": side, transform: `translate(${x} ${y})` },
        svg("title", {}, `${both}: show`),
        svg("rect", { width, height, rx: height / 2 }),
        svg("text", { x: width / 2, y: height - 3.5 }, text),
      ),
    );
  }
  return badges;
}
