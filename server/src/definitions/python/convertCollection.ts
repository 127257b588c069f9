import type { SyntaxNode } from "@lezer/common";
import type { ComprehensionClause, DictionaryExpression, Expression } from "./ast.ts";
import { bad, type Converter, convertTargets, isClosed, isMark, span, splitAtCommas } from "./converter.ts";

/** A list, tuple or set in brackets. */
export function convertSequence(
  converter: Converter,
  node: SyntaxNode,
  kind: "list" | "tuple" | "set",
  close: string,
): Expression {
  return {
    type: "sequence",
    kind,
    items: splitAtCommas(node).flatMap((nodes) => convertItem(converter, nodes)),
    closed: isClosed(converter, node, close),
    ...span(node),
  };
}

/** One entry of a list: an expression, or a starred one. */
function convertItem(converter: Converter, nodes: readonly SyntaxNode[]): Expression[] {
  const [first, second] = nodes;
  if (!first) return [];
  if (first.name !== "*") return [converter.expression(first)];
  if (!second) return [];
  return [{ type: "star", value: converter.expression(second), from: first.from, to: second.to }];
}

export function convertDictionary(converter: Converter, node: SyntaxNode): Expression {
  const entries = splitAtCommas(node).flatMap((nodes): DictionaryExpression["entries"] => {
    if (nodes[0]?.name === "**") {
      return nodes[1] ? [{ key: null, value: converter.expression(nodes[1]) }] : [];
    }
    const [key, value] = nodes.filter(({ name }) => name !== ":");
    if (!key) return [];
    const missing = bad({ from: key.to, to: key.to });
    return [{ key: converter.expression(key), value: value ? converter.expression(value) : missing }];
  });
  return { type: "dictionary", entries, ...span(node) };
}

const comprehensionKinds: Readonly<Record<string, "list" | "set" | "dictionary">> = {
  ArrayComprehensionExpression: "list",
  SetComprehensionExpression: "set",
  DictionaryComprehensionExpression: "dictionary",
};

/** `nodes`: what stands inside the brackets, the element first. */
export function convertComprehension(converter: Converter, node: SyntaxNode, nodes: readonly SyntaxNode[]): Expression {
  const kind = comprehensionKinds[node.name] ?? "generator";
  const clauses: ComprehensionClause[] = [];
  const start = nodes.findIndex(({ name }) => name === "for" || name === "async");
  const head = nodes.slice(0, start < 0 ? nodes.length : start).filter((child) => !isMark(child));
  for (let at = Math.max(0, start); at < nodes.length; at++) {
    const word = nodes[at]?.name;
    if (word === "for") {
      const inAt = nodes.findIndex(({ name }, index) => index > at && name === "in");
      const iterable = nodes[inAt + 1];
      if (inAt < 0 || !iterable) break;
      const target = convertTargets(converter, nodes.slice(at + 1, inAt));
      clauses.push({ type: "for", target, iterable: converter.expression(iterable) });
      at = inAt + 1;
    } else if (word === "if") {
      const test = nodes[at + 1];
      if (!test) break;
      clauses.push({ type: "if", test: converter.expression(test) });
      at++;
    }
  }
  const [first, second] = head;
  const missing = bad({ from: node.from, to: node.from });
  const element = kind === "dictionary" ? second : first;
  return {
    type: "comprehension",
    kind,
    key: kind === "dictionary" ? (first ? converter.expression(first) : missing) : null,
    element: element ? converter.expression(element) : missing,
    clauses,
    ...span(node),
  };
}
