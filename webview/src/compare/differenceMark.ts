import type { Difference } from "../../../server/src/protocol.ts";
import { svg } from "../graph/svg.ts";

/** Side of the sign of what changed, in pixels. */
export const deltaSize = 12;

/** The half of a box or pill that stands for the model that has it; null for what both have. */
export function halfElement(
  difference: Difference,
  width: number,
  height: number,
  corner: number,
): SVGPathElement | null {
  if (difference !== "before" && difference !== "after") return null;
  const half = width / 2;
  const d =
    difference === "before"
      ? `M${half} 0V${height}H${corner}A${corner} ${corner} 0 0 1 0 ${height - corner}V${corner}A${corner} ${corner} 0 0 1 ${corner} 0Z`
      : `M${half} 0V${height}H${width - corner}A${corner} ${corner} 0 0 0 ${width} ${height - corner}V${corner}A${corner} ${corner} 0 0 0 ${width - corner} 0Z`;
  return svg("path", { class: "half", d });
}

/** The delta of what changed, its upper left corner at x, y. */
export const deltaElement = (x: number, y: number): SVGPathElement =>
  svg("path", { class: "delta", d: `M${x + 6} ${y + 1.5}L${x + 11} ${y + 10.5}H${x + 1}Z` });

/** Classes of what is drawn for a difference; none outside of a comparison. */
export const differenceClass = (difference: Difference | undefined): string =>
  difference === undefined ? "" : `difference ${difference}`;
