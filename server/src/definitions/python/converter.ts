import type { SyntaxNode } from "@lezer/common";
import type { Expression, Span } from "./ast.ts";

/** What converting a tree needs to know. */
export interface Converter {
  /** The text as written. */
  readonly text: string;
  /** Offsets where a bracket stands in the tree but not in the text. */
  readonly closedAt: ReadonlySet<number>;
  /** The expression that a node of the tree stands for. */
  expression(node: SyntaxNode): Expression;
}

export const span = ({ from, to }: Span): Span => ({ from, to });

export const bad = ({ from, to }: Span): Expression => ({ type: "bad", from, to });

export const textOf = (converter: Converter, { from, to }: Span): string => converter.text.slice(from, to);

/** The names and calls in something that is not understood, so that they are not taken for unused. */
export function other(converter: Converter, node: SyntaxNode): Expression {
  const parts: Expression[] = [];
  const visit = (child: SyntaxNode, depth: number): void => {
    if (isExpression.test(child.name)) parts.push(converter.expression(child));
    else if (depth < maxDepth) for (const inner of childrenOf(child)) visit(inner, depth + 1);
  };
  for (const child of childrenOf(node)) visit(child, 0);
  return { type: "other", parts, ...span(node) };
}

const maxDepth = 20;
const isExpression = /^(?:VariableName|FormatString|ContinuedString)$|Expression$/;

/** Children without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "Comment") children.push(child);
  }
  return children;
}

const marks = new Set(["(", ")", "[", "]", "{", "}", ",", ":", "."]);
export const isMark = (node: SyntaxNode): boolean => marks.has(node.name) || node.type.isError;

/** Whether the bracket that ends a node stands in the text. */
export const isClosed = (converter: Converter, node: SyntaxNode, close: string): boolean =>
  node.lastChild?.name === close && !converter.closedAt.has(node.lastChild.from);

/** What stands between the commas of a bracketed list. */
export function splitAtCommas(list: SyntaxNode): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  let targets = false;
  for (const child of childrenOf(list)) {
    // Commas between `for` and `in` are those of the targets.
    if (child.name === "for" || child.name === "in") targets = child.name === "for";
    if (child.name === "," && !targets) groups.push([]);
    else if (!"()[]{}".includes(child.name) && !(child.type.isError && child.from === child.to)) {
      groups.at(-1)?.push(child);
    }
  }
  return groups.filter((group) => group.length > 0);
}

/** Targets between commas: one, or a tuple of several. */
export function convertTargets(converter: Converter, nodes: readonly SyntaxNode[]): Expression {
  const items: Expression[] = [];
  let star: SyntaxNode | null = null;
  for (const node of nodes) {
    if (node.name === "*") star = node;
    else if (!isMark(node)) {
      const value = converter.expression(node);
      items.push(star ? { type: "star", value, from: star.from, to: node.to } : value);
      star = null;
    }
  }
  const [only] = items;
  const comma = nodes.some(({ name }) => name === ",");
  if (only && items.length === 1 && !comma) return only;
  const from = nodes[0]?.from ?? 0;
  return { type: "sequence", kind: "tuple", items, closed: true, from, to: nodes.at(-1)?.to ?? from };
}
