import type { ViewNode } from "../../../server/src/protocol.ts";
import { deltaElement, deltaSize, differenceClass, halfElement } from "../compare/differenceMark.ts";
import { colorRole } from "../icons/glyphs.ts";
import type { Direction } from "../layout/placement.ts";
import { drawBadges } from "./drawBadge.ts";
import type { Hidden } from "./graphIndex.ts";
import { middleEllipsis, oneLine, oneOrTwoLines } from "./label.ts";
import type { Measure } from "./measure.ts";
import { hasSign, isPill, nodeLabel, pill, stackOutlines, stackStep } from "./nodeSize.ts";
import { kindElement, stateElement, svg } from "./svg.ts";

const costHeight = 3;
const kindEdge = 3;
const radius = 4;

/** What drawing a node needs besides it. */
export interface NodeFrame {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** For screen readers: the description with inputs and outputs. */
  readonly name: string;
  readonly direction: Direction;
  /** What is not drawn beside it. */
  readonly hidden: Hidden | undefined;
}

/** A node as an SVG group with `role="img"`; its state of selection is put on later as classes. */
export function drawNode(node: ViewNode, frame: NodeFrame, measure: Measure): SVGGElement {
  const asPill = isPill(node);
  const extra = node.shape === "stack" ? stackStep * (stackOutlines - 1) : 0;
  const width = frame.width - extra;
  const height = frame.height - extra;
  const corner = asPill ? height / 2 : radius;
  const classes = ["node", asPill ? "pill" : "box", `role-${colorRole(node.kind)}`];
  if (node.boundary) classes.push("boundary");
  if (node.difference) classes.push(differenceClass(node.difference));
  const group = svg("g", {
    id: frame.id,
    class: classes.join(" "),
    role: "img",
    "aria-label": frame.name,
    transform: `translate(${frame.x} ${frame.y})`,
  });
  group.append(svg("title", {}, tooltip(node)));
  for (let i = stackOutlines - 1; node.shape === "stack" && i > 0; i--) {
    const shift = i * stackStep;
    group.append(svg("rect", { class: "outline-shape", x: shift, y: extra - shift, width, height, rx: corner }));
  }
  const front = extra === 0 ? group : svg("g", { transform: `translate(0 ${extra})` });
  front.append(svg("rect", { class: "outline-shape front", width, height, rx: corner }));
  const half = node.difference && halfElement(node.difference, width, height, corner);
  if (half) front.append(half);
  if (asPill) drawPill(front, node, width, height, measure);
  else drawBox(front, node, width, height, measure);
  if (frame.hidden) front.append(...drawBadges(frame.hidden, { width, height }, frame.direction, measure));
  if (front !== group) group.append(front);
  return group;
}

/** Puts the ring of the keyboard's node around it, which only shows in a picture that has the focus. */
export function addFocusRing(node: SVGGElement): void {
  const front = node.querySelector(".outline-shape.front");
  if (!front || node.querySelector(".focus-ring")) return;
  const [width, height, corner] = ["width", "height", "rx"].map((name) => Number(front.getAttribute(name)));
  if (width === undefined || height === undefined || corner === undefined) return;
  front.parentNode?.append(
    svg("rect", { class: "focus-ring", x: -4, y: -4, width: width + 8, height: height + 8, rx: corner + 4 }),
  );
}

function drawBox(group: SVGGElement, node: ViewNode, width: number, height: number, measure: Measure): void {
  const stateWidth = node.state === null ? 0 : 18;
  const textX = 30;
  const room = width - textX - 8 - stateWidth;
  const name = nodeLabel(node);
  const lines = node.second ? [middleEllipsis(name, room, measure.label)] : oneOrTwoLines(name, room, measure.label);
  const isHigh = node.second !== "" || lines.length > 1;
  group.append(svg("path", { class: "kind-edge", d: leftEdge(height) }));
  if (node.costShare !== null && node.costShare > 0) {
    const length = Math.max(1, Math.min(1, node.costShare) * (width - kindEdge));
    group.append(svg("path", { class: "cost", d: costBar(length, width, height) }));
  }
  group.append(kindElement(node.kind, 10, isHigh ? 5 : 13, 14));
  for (const [line, text] of lines.entries()) {
    group.append(svg("text", { class: "label", x: textX, y: isHigh ? (line === 0 ? 16.5 : 31) : 24.5 }, text));
  }
  if (node.second) {
    const changed = node.difference === "changed";
    const second = middleEllipsis(
      oneLine(node.second),
      width - textX - 8 - (changed ? deltaSize + 4 : 0),
      measure.second,
    );
    if (changed) group.append(deltaElement(width - 9 - deltaSize, 22));
    group.append(svg("text", { class: "second", x: textX, y: 31 }, second));
  }
  if (node.state !== null) group.append(stateElement(node.state, width - 8 - 14, isHigh ? 5 : 13, 14));
}

function drawPill(group: SVGGElement, node: ViewNode, width: number, height: number, measure: Measure): void {
  const { side, glyph, gap } = pill;
  const stateWidth = hasSign(node) ? glyph + gap : 0;
  const textX = side + glyph + gap;
  const label = middleEllipsis(nodeLabel(node), width - textX - side - stateWidth + 1, measure.label);
  group.append(kindElement(node.kind, side, (height - glyph) / 2, glyph));
  group.append(svg("text", { class: "label", x: textX, y: height / 2 + 4.5 }, label));
  if (node.difference === "changed") group.append(deltaElement(width - side - deltaSize, (height - deltaSize) / 2));
  else if (node.state !== null) {
    group.append(stateElement(node.state, width - side - glyph, (height - glyph) / 2, glyph));
  }
}

const leftEdge = (height: number): string =>
  `M${kindEdge} 0V${height}H${radius}A${radius} ${radius} 0 0 1 0 ${height - radius}V${radius}A${radius} ${radius} 0 0 1 ${radius} 0Z`;

/** Along the bottom, from the kind's edge; it follows the box's right corner when it reaches it. */
function costBar(length: number, width: number, height: number): string {
  const end = kindEdge + length;
  const top = height - costHeight;
  if (end < width - radius) return `M${kindEdge} ${top}H${end}V${height}H${kindEdge}Z`;
  return `M${kindEdge} ${top}H${width - 0.15}A${radius} ${radius} 0 0 1 ${width - radius} ${height}H${kindEdge}Z`;
}

function tooltip(node: ViewNode): string {
  const label = oneLine(node.label);
  const description = oneLine(node.description);
  return description.includes(label) ? description : `${label}\n${description}`;
}
