import type { SyntaxNode } from "@lezer/common";
import type { Expression } from "./ast.ts";
import { type Converter, childrenOf, other, span, textOf } from "./converter.ts";
import { literalShape, unescaped } from "./literals.ts";

/** A literal, formatted or not, or several side by side. */
export function convertString(converter: Converter, node: SyntaxNode): Expression {
  const literals = node.name === "ContinuedString" ? childrenOf(node) : [node];
  const parts: (string | Expression)[] = [];
  let bytes = false;
  for (const literal of literals) {
    if (literal.name !== "String" && literal.name !== "FormatString") continue;
    const text = textOf(converter, literal);
    const shape = literalShape(text);
    bytes ||= shape.bytes;
    const formatted = literal.name === "FormatString";
    const read = (from: number, to: number): string => {
      const inside = converter.text.slice(from, to);
      const plain = shape.raw ? inside : unescaped(inside);
      return formatted ? plain.replaceAll("{{", "{").replaceAll("}}", "}") : plain;
    };
    let from = literal.from + shape.open;
    for (const child of formatted ? childrenOf(literal) : []) {
      if (child.name !== "FormatReplacement") continue;
      parts.push(read(from, child.from));
      const value = childrenOf(child)[1];
      const plain = !child.getChild("FormatSpec") && !child.getChild("FormatConversion") && !child.getChild(",");
      parts.push(value && plain ? converter.expression(value) : other(converter, child));
      from = child.to;
    }
    parts.push(read(from, Math.max(from, literal.to - shape.close)));
  }
  if (bytes) return { type: "string", value: null, ...span(node) };
  if (parts.every((part) => typeof part === "string")) return { type: "string", value: parts.join(""), ...span(node) };
  return { type: "formatted", parts, ...span(node) };
}
