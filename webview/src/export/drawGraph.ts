import { drawEdge } from "../graph/drawEdge.ts";
import { drawNode } from "../graph/drawNode.ts";
import type { GraphIndex } from "../graph/graphIndex.ts";
import { oneLine } from "../graph/label.ts";
import type { Measure } from "../graph/measure.ts";
import { at } from "../graph/rows.ts";
import { nodeName } from "../graph/scene.ts";
import { svg } from "../graph/svg.ts";
import type { Placement } from "../layout/placement.ts";
import { fontFamily, paperStyle } from "./paper.ts";

const margin = 16;
const titleHeight = 44;

/** The whole of a picture with its title, as an SVG that stands alone: on white, with its own style, every node drawn. */
export function drawGraph(graph: GraphIndex, placement: Placement, measure: Measure): SVGSVGElement {
  const { bounds } = placement;
  const title = oneLine(graph.view.title);
  const summary = oneLine(graph.view.summary);
  const width = Math.ceil(Math.max(bounds.width, measure.label(title) * 1.3, measure.second(summary)) + 2 * margin);
  const height = Math.ceil(bounds.height + titleHeight + 2 * margin);
  const picture = svg("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    "font-family": fontFamily,
    role: "img",
    "aria-label": title,
  });
  const board = svg("g", { transform: `translate(${margin} ${margin + titleHeight})` });
  graph.edges.forEach((edge, index) => {
    const route = placement.routes[index];
    if (route) board.append(drawEdge(edge, route));
  });
  graph.nodes.forEach((node, index) => {
    const frame = {
      id: `node-${index}`,
      x: at(placement.x, index),
      y: at(placement.y, index),
      width: at(placement.width, index),
      height: at(placement.height, index),
      name: nodeName(graph, index),
      direction: placement.direction,
      hidden: undefined,
    };
    board.append(drawNode(node, frame, measure));
  });
  picture.append(
    svg("style", {}, paperStyle),
    svg("rect", { width, height, fill: "#ffffff" }),
    svg("text", { x: margin, y: margin + 12, "font-weight": "600" }, title),
    svg("text", { class: "second", x: margin, y: margin + 30 }, summary),
    board,
  );
  return picture;
}
