import { NodeType, type SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import type { Body, Statement } from "./ast.ts";
import type { ClosedBrackets } from "./brackets.ts";
import { expressionConverter } from "./convertExpression.ts";
import type { Converter } from "./converter.ts";
import { convertBody } from "./convertStatement.ts";
import { moved } from "./moved.ts";
import { type Part, partsOf } from "./outline.ts";
import { withOneTarget } from "./withTargets.ts";

/** A part of a text as it was read, for the next version of the text. */
export interface ReadPart {
  readonly from: number;
  /** With forgotten brackets closed. */
  readonly parsed: string;
  readonly statements: readonly Statement[];
}

/** Parts by what they are and by their text as written. */
export type ReadParts = ReadonlyMap<string, ReadPart>;

/**
 * The statements of a text, part by part, and the parts for its next version. Parts that were read `before` are taken over, moved to where
 * they stand now: as a part reads the same wherever it stands, this gives what reading the text alone gives.
 */
export function readParts(
  text: string,
  closed: ClosedBrackets,
  before: ReadParts,
): { readonly body: Body; readonly parts: ReadParts } {
  const reader = { text, closed, before, parts: new Map<string, ReadPart>(), converter: converterOf(text, closed) };
  const statements = partsOf(closed.text).flatMap((part) => statementsOf(reader, part, 0));
  return { body: { statements, from: 0, to: text.length }, parts: reader.parts };
}

const converterOf = (text: string, { closedAt }: ClosedBrackets): Converter => expressionConverter(text, closedAt);

interface Reader {
  readonly text: string;
  readonly closed: ClosedBrackets;
  readonly before: ReadParts;
  readonly parts: Map<string, ReadPart>;
  readonly converter: Converter;
}

function statementsOf(reader: Reader, part: Part, depth: number): readonly Statement[] {
  if (part.block) {
    const { bodyFrom, parts } = part.block;
    const [blank = ""] = /^[ \t\f]*/.exec(reader.text.slice(bodyFrom, bodyFrom + maxBlank)) ?? [];
    const head = read(reader, part.from, bodyFrom, depth, `${blank}${emptyBody}`);
    const to = part.end < reader.text.length ? part.end + 1 : part.end;
    const whole = withBody(head, to, () => parts.flatMap((inner) => statementsOf(reader, inner, depth + 1)));
    if (whole) return [whole];
  }
  return read(reader, part.from, part.to, depth, "");
}

const emptyBody = "pass\n";
const maxBlank = 1000;

/** The statement of a block that was read with an empty body, with its own; null where it reads as anything else. */
function withBody(head: readonly Statement[], to: number, statements: () => readonly Statement[]): Statement | null {
  const [only] = head;
  if (!only || head.length > 1) return null;
  const filled = (body: Body): Body => ({ statements: statements(), from: body.from, to });
  if (only.type === "if") {
    const [branch] = only.branches;
    if (!branch || only.branches.length > 1 || only.otherwise || !isEmpty(branch.body)) return null;
    return { ...only, branches: [{ ...branch, body: filled(branch.body) }], to };
  }
  if (!("body" in only) || !isEmpty(only.body)) return null;
  if (only.type === "try" || ("otherwise" in only && only.otherwise)) return null;
  return { ...only, body: filled(only.body), to };
}

const isEmpty = ({ statements }: Body): boolean => statements.length === 1 && statements[0]?.type === "pass";

/** The statements of a stretch of the text, with `more` after it, as they stand in the text. */
function read(reader: Reader, from: number, to: number, depth: number, more: string): readonly Statement[] {
  const written = reader.text.slice(from, to);
  const parsed = reader.closed.text === reader.text ? written : reader.closed.text.slice(from, to);
  const key = `${depth > 0 ? "in" : ""}${more === "" ? "" : "head"}:${written}${more}`;
  const isClosed = hasWithin(reader.closed.closedAt, from, to);
  const known = isClosed ? undefined : (reader.parts.get(key) ?? reader.before.get(key));
  const statements =
    known?.parsed === parsed ? moved(known.statements, from - known.from) : parse(reader, parsed + more, from, depth);
  if (!isClosed) reader.parts.set(key, { from, parsed, statements });
  return statements;
}

function hasWithin(places: ReadonlySet<number>, from: number, to: number): boolean {
  for (const at of places) if (at >= from && at < to) return true;
  return false;
}

/** What a part that is indented stands in while it is parsed. */
const around = "if 1:\n";

function parse({ converter, text }: Reader, closed: string, from: number, depth: number): readonly Statement[] {
  const parsed = withOneTarget(closed);
  if (depth === 0) return convertBody(converter, placed(parser.parse(parsed), from, text.length), 0).statements;
  const script = placed(parser.parse(around + parsed), from - around.length, text.length);
  const statement = script.firstChild;
  const body = statement?.getChild("Body");
  if (!statement || !body) return convertBody(converter, script, depth).statements;
  const { statements } = convertBody(converter, body, depth);
  // What is half typed may end the block.
  return hasMore(statement)
    ? [...statements, ...convertBody(converter, script, depth).statements.slice(1)]
    : statements;
}

function hasMore(node: SyntaxNode): boolean {
  for (let next = node.nextSibling; next; next = next.nextSibling) if (next.name !== "Comment") return true;
  return false;
}

/** The top of a tree as it stands at a place of the text. */
function placed(tree: Tree, at: number, length: number): SyntaxNode {
  const top = new Tree(NodeType.none, [tree], [at], length).topNode;
  return top.firstChild ?? top;
}
