import type { SyntaxNode } from "@lezer/common";
import type { Expression } from "./ast.ts";
import { convertArguments } from "./convertCall.ts";
import { type Converter, span, textOf } from "./converter.ts";

/** `@a.b(c)`: the tree has its parts side by side. */
export function convertDecorator(converter: Converter, node: SyntaxNode): Expression[] {
  const names = node.getChildren("VariableName");
  const [first, ...rest] = names;
  if (!first) return [];
  let value = converter.expression(first);
  for (const part of rest) {
    const nameSpan = span(part);
    value = {
      type: "attribute",
      object: value,
      name: textOf(converter, part),
      nameSpan,
      from: value.from,
      to: part.to,
    };
  }
  const list = node.getChild("ArgList");
  if (!list) return [value];
  const call = { arguments: convertArguments(converter, list), closed: true, from: value.from, to: list.to };
  return [{ type: "call", callee: value, ...call }];
}
