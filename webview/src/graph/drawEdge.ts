import type { ViewEdge } from "../../../server/src/protocol.ts";
import { differenceClass } from "../compare/differenceMark.ts";
import { oneLine } from "./label.ts";
import { arrowHead, roundedPath } from "./path.ts";
import { svg } from "./svg.ts";

/** An edge with its arrow head; one with a channel's key also has a wider, invisible line that shows it as a tooltip. */
export function drawEdge(edge: ViewEdge, route: Float64Array): SVGGElement {
  const line = roundedPath(route);
  const group = svg("g", { class: `edge ${edge.style} ${differenceClass(edge.difference)}`.trimEnd() });
  group.append(svg("path", { class: "line", d: line }), svg("path", { class: "head", d: arrowHead(route) }));
  const label = oneLine(edge.label);
  const words = lineWords[edge.style];
  if (label || words) {
    group.append(svg("path", { class: "hit", d: line }, svg("title", {}, [label, words].filter(Boolean).join(" · "))));
  }
  return group;
}

const lineWords: Readonly<Record<ViewEdge["style"], string>> = {
  plain: "",
  "warm-start": "warm start",
  baseline: "baseline",
  cached: "cached",
  order: "runs after",
};
