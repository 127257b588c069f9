import type { SyntaxNode } from "@lezer/common";
import type { Expression } from "./ast.ts";
import { type Converter, span, textOf } from "./converter.ts";

/** `as (a, b)` and `as [a, b]` in one line. */
const several = /\bas[ \t]+(?:\([^()[\]{}\r\n]*\)|\[[^()[\]{}\r\n]*\])(?=[ \t]*[,:)])/g;

/**
 * A text, of the same length, whose `with … as (a, b):` the parser takes: it knows one name there, and would lose the block. Brackets and
 * what is in them become a name.
 */
export const withOneTarget = (text: string): string =>
  text.includes(" as ")
    ? text.replace(several, (found) => found.replace(/[([].*/, ({ length }) => "_".repeat(length)))
    : text;

/** What a `with` calls what it opened: a name, or several as they were written. */
export function targetOf(converter: Converter, node: SyntaxNode): Expression {
  const written = textOf(converter, node);
  if (!/^[([]/.test(written) || node.name !== "VariableName") return converter.expression(node);
  const items = [...written.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)].map(({ 0: name, index }): Expression => {
    const from = node.from + index;
    return { type: "name", name, from, to: from + name.length };
  });
  return { type: "sequence", kind: "tuple", items, closed: true, ...span(node) };
}
