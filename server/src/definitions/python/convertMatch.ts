import type { SyntaxNode } from "@lezer/common";
import type { Body, Expression, IfStatement } from "./ast.ts";
import { type Converter, childrenOf, other, span, textOf } from "./converter.ts";

/** `match a: case 'b': …` as `if a == 'b': …`. Patterns that are more than one value are neither true nor false. */
export function convertMatch(
  converter: Converter,
  node: SyntaxNode,
  bodyOf: (body: SyntaxNode | null) => Body,
): IfStatement {
  const subject = childrenOf(node).find(({ name }) => name !== "match");
  const clauses = node.getChild("MatchBody")?.getChildren("MatchClause") ?? [];
  const last = clauses.at(-1);
  const otherwise = last && isRest(converter, last) ? last : null;
  return {
    type: "if",
    branches: clauses
      .filter((clause) => clause !== otherwise)
      .map((clause) => ({ test: testOf(converter, subject ?? clause, clause), body: bodyOf(clause.getChild("Body")) })),
    otherwise: otherwise ? bodyOf(otherwise.getChild("Body")) : null,
    ...span(node),
  };
}

const patternOf = (clause: SyntaxNode): SyntaxNode | null => clause.firstChild?.nextSibling ?? null;

/** `case _:` */
function isRest(converter: Converter, clause: SyntaxNode): boolean {
  const pattern = patternOf(clause);
  return pattern?.name === "CapturePattern" && textOf(converter, pattern) === "_" && !clause.getChild("Guard");
}

/** What a case asks, with the words from `case` to its colon. */
function testOf(converter: Converter, subject: SyntaxNode, clause: SyntaxNode): Expression {
  const pattern = patternOf(clause);
  const guard = clause.getChild("Guard");
  const at = { from: clause.from, to: guard?.to ?? pattern?.to ?? clause.from };
  const literal = pattern?.name === "LiteralPattern" && !guard ? pattern.firstChild : null;
  const left = converter.expression(subject);
  if (literal) return { type: "binary", operator: "==", left, right: converter.expression(literal), ...at };
  const parts = [pattern, guard].flatMap((child) => (child ? [other(converter, child)] : []));
  return { type: "other", parts: [left, ...parts], ...at };
}
