/** An element that is only written. */
interface TextElement {
  setAttribute(name: string, value: string): void;
  append(...children: readonly (TextElement | string)[]): void;
  /** Its markup, all texts in it escaped. */
  toString(): string;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as XML. What XML 1.0 cannot hold (control characters, lone surrogates) stands as a sign for itself. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

function textElement(tag: string): TextElement {
  const attributes = new Map<string, string>();
  const children: (TextElement | string)[] = [];
  return {
    setAttribute: (name, value) => attributes.set(name, value),
    append: (...more) => children.push(...more),
    toString() {
      const given = [...attributes].map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
      // A style sheet is this program's own; it would be another one with entities in a page.
      const inner = children.map((child) =>
        typeof child === "string" && tag !== "style" ? escaped(child) : `${child}`,
      );
      return children.length === 0 ? `<${tag}${given}/>` : `<${tag}${given}>${inner.join("")}</${tag}>`;
    },
  };
}

/** Makes SVG elements where there is no page: they are written with `toString`. It has what drawing needs, and nothing else. */
export const textDocument = {
  createElementNS: (_namespace: string, tag: string): TextElement => textElement(tag),
} as unknown as Pick<Document, "createElementNS">;
