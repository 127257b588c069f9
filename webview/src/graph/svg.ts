import { type Glyph, type Kind, kindGlyph, type State, stateGlyph } from "../icons/glyphs.ts";

const svgNamespace = "http://www.w3.org/2000/svg";

type Attributes = Readonly<Record<string, string | number>>;

/** What makes elements: the page's document, unless another is chosen. */
let elements: Pick<Document, "createElementNS"> | null = null;

/** Lets elements be made by another document than the page's, such as one that only writes text. */
export const drawWith = (other: Pick<Document, "createElementNS">): void => {
  elements = other;
};

/** An SVG element with attributes and children. Texts go in as text nodes only. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (SVGElement | string)[]
): SVGElementTagNameMap[K] {
  const element = (elements ?? document).createElementNS(svgNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** A glyph as a group, its upper left corner at x, y. `size`: side in pixels. */
export function glyphElement(glyph: Glyph, className: string, x: number, y: number, size: number): SVGGElement {
  const scale = size / 16;
  const group = svg("g", { class: className, transform: `translate(${x} ${y}) scale(${scale})` });
  if (glyph.lines) {
    const line = svg("path", { class: "glyph-lines", d: glyph.lines, "stroke-width": glyph.weight ?? 1.3 });
    if (glyph.dash) line.setAttribute("stroke-dasharray", glyph.dash);
    group.append(line);
  }
  if (glyph.shapes) group.append(svg("path", { class: "glyph-shapes", d: glyph.shapes, "fill-rule": "evenodd" }));
  return group;
}

export const kindElement = (kind: Kind, x: number, y: number, size: number): SVGGElement =>
  glyphElement(kindGlyph(kind), "kind-glyph", x, y, size);

export const stateElement = (state: State, x: number, y: number, size: number): SVGGElement =>
  glyphElement(stateGlyph(state), `state-glyph state-${state}`, x, y, size);
