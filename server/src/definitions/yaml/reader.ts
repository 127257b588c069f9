import type { Span } from "../python/ast.ts";
import type { Reusable } from "./reuse.ts";
import { maxProblems, type YamlNode, type YamlProblem, type YamlProblemCode, type YamlScalar } from "./tree.ts";

/** Deeper collections are not read. */
const maxDepth = 200;
/** More nodes are not read. */
const maxNodes = 1_000_000;
/** So many nodes may aliases repeat, each time that they stand for them. */
const maxRepeated = 200_000;

/** Where reading stands. Its functions move `at` and keep `lineStart` beside it. */
export interface Reader {
  readonly text: string;
  /** JSON: a string ends with its line, and there are no comments. */
  readonly json: boolean;
  /** Brackets are missing: indentation tells where collections end. */
  readonly recover: boolean;
  at: number;
  /** Where the line of `at` starts. */
  lineStart: number;
  depth: number;
  nodes: number;
  /** Nodes that aliases repeated. */
  repeated: number;
  /** A bracket without its other half was met. */
  unbalanced: boolean;
  /** An anchor was met, in any document. */
  anchored: boolean;
  /** What the last version of the text has read already. */
  readonly reusable: Reusable;
  readonly anchors: Map<string, { readonly node: YamlNode; readonly nodes: number }>;
  readonly problems: YamlProblem[];
}

export const newReader = (text: string, json: boolean, recover: boolean, reusable: Reusable = new Map()): Reader => ({
  text,
  json,
  recover,
  at: 0,
  lineStart: 0,
  depth: 0,
  nodes: 0,
  repeated: 0,
  unbalanced: false,
  anchored: false,
  reusable,
  anchors: new Map(),
  problems: [],
});

export const charTab = 9;
export const charNewline = 10;
export const charReturn = 13;
export const charSpace = 32;

/** The end of the text counts as a break. */
export const isBreak = (code: number): boolean => code === charNewline || code === charReturn || Number.isNaN(code);
export const isBlank = (code: number): boolean => code === charSpace || code === charTab;
export const isBlankOrBreak = (code: number): boolean => isBlank(code) || isBreak(code);
/** `,` `[` `]` `{` `}` */
export const isFlowMark = (code: number): boolean =>
  code === 44 || code === 91 || code === 93 || code === 123 || code === 125;

export const codeAt = (reader: Reader, offset = 0): number => reader.text.charCodeAt(reader.at + offset);
export const atEnd = (reader: Reader): boolean => reader.at >= reader.text.length;
export const columnOf = (reader: Reader): number => reader.at - reader.lineStart;

export function problem(reader: Reader, code: YamlProblemCode, message: string, span: Span): void {
  if (reader.problems.length < maxProblems) reader.problems.push({ code, message, from: span.from, to: span.to });
}

/** Skips blanks within the line. */
export function skipBlanks(reader: Reader): void {
  while (isBlank(codeAt(reader))) reader.at++;
}

/** Skips one line break, where there is one. */
export function skipBreak(reader: Reader): void {
  const code = codeAt(reader);
  if (code === charReturn && codeAt(reader, 1) === charNewline) reader.at += 2;
  else if (code === charReturn || code === charNewline) reader.at++;
  else return;
  reader.lineStart = reader.at;
}

/** Skips what is left of the line, its break not. */
export function skipLine(reader: Reader): void {
  while (!isBreak(codeAt(reader))) reader.at++;
}

/** Skips blanks, comments and line breaks to the next token; says whether it stands on another line. */
export function skipToToken(reader: Reader): boolean {
  const { text } = reader;
  const from = reader.lineStart;
  for (;;) {
    const code = text.charCodeAt(reader.at);
    if (code === charSpace || code === charTab) reader.at++;
    else if (code === charNewline || code === charReturn) skipBreak(reader);
    else if (code === 35 && (reader.at === 0 || isBlankOrBreak(text.charCodeAt(reader.at - 1)))) skipLine(reader);
    else return reader.lineStart !== from;
  }
}

/** Whether `---` or `...` stands here, at a line's start. */
export function atDocumentMark(reader: Reader): boolean {
  if (reader.at !== reader.lineStart) return false;
  const code = codeAt(reader);
  if ((code !== 45 && code !== 46) || codeAt(reader, 1) !== code || codeAt(reader, 2) !== code) return false;
  return isBlankOrBreak(codeAt(reader, 3));
}

/** A scalar where nothing is written. */
export function emptyScalar(reader: Reader, at: number): YamlScalar {
  reader.nodes++;
  return { kind: "scalar", from: at, to: at, value: null, text: "", style: "plain" };
}

/** Goes one level deeper; beyond the bounds the rest of the text is left out, and this is told once. */
export function enter(reader: Reader): boolean {
  if (reader.depth < maxDepth && reader.nodes < maxNodes) {
    reader.depth++;
    return true;
  }
  const deep = reader.depth >= maxDepth;
  const message = deep
    ? `Nested more than ${maxDepth} levels deep, so the rest was not read. Flatten it.`
    : "More than 1,000,000 values, so the rest was not read. Split the file.";
  problem(reader, "too-large", message, { from: reader.at, to: reader.at });
  reader.at = reader.text.length;
  return false;
}

export function leave(reader: Reader): void {
  reader.depth--;
}

/** The node that an alias names, counted as if it stood there; null, with a problem, where it cannot. */
export function expandAlias(reader: Reader, name: string, span: Span): YamlNode | null {
  const anchor = reader.anchors.get(name);
  if (!anchor) {
    problem(
      reader,
      "unknown-anchor",
      `No anchor &${name.slice(0, 100)} stands before this alias. Define it above.`,
      span,
    );
    return null;
  }
  if (reader.repeated + anchor.nodes > maxRepeated) {
    const message = "Aliases repeat more than 200,000 values, so this one was not followed. Write the value out.";
    problem(reader, "too-large", message, span);
    return null;
  }
  reader.repeated += anchor.nodes;
  reader.nodes += anchor.nodes;
  return anchor.node;
}
