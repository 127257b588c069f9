import type { Span } from "../python/ast.ts";
import { type LineIndex, lineIndex } from "../python/lineIndex.ts";
import { endOfLine, type Tokens, tokensOf } from "./tokens.ts";
import type { PbField, PbMessage, PbProblem, PbScalar, PbValue } from "./tree.ts";

/** A text in protobuf text format as it was read. */
export interface PbText {
  readonly root: PbMessage;
  readonly problems: readonly PbProblem[];
  /** Comments in the text's order, each from `#` to the end of its line. */
  readonly comments: readonly Span[];
  readonly lines: LineIndex;
}

/** Messages within messages; the deepest of real files is about 60. */
const maxDepth = 300;
const maxProblems = 100;

/** What the reader goes by: where it stands, and what it found. */
interface Reader {
  readonly text: string;
  readonly tokens: Tokens;
  readonly problems: PbProblem[];
  /** Brackets that are open, outermost first. */
  readonly open: { readonly close: string; readonly column: number }[];
  /** Closing brackets end the message that began at their own indentation. */
  readonly byIndent: boolean;
  /** A bracket was not closed, or closed nothing. */
  unbalanced: boolean;
}

/**
 * Reads protobuf text format (https://protobuf.dev/reference/protobuf/textformat-spec/) without its schema. Never fails: what cannot be
 * read is a problem, and the rest stays. Where brackets do not close, the indentation says which ones were forgotten. Linear.
 */
export function readPbtxt(text: string): PbText {
  const strict = readOnce(text, false);
  const result = strict.unbalanced ? readOnce(text, true) : strict;
  const { root, problems, comments } = result;
  return { root, problems: problems.slice(0, maxProblems), comments, lines: lineIndex(text) };
}

function readOnce(text: string, byIndent: boolean) {
  const problems: PbProblem[] = [];
  const tokens = tokensOf(text, problems);
  const reader: Reader = { text, tokens, problems, open: [], byIndent, unbalanced: false };
  const fields: PbField[] = [];
  for (readFields(reader, fields); !isEnd(tokens); readFields(reader, fields)) closesNothing(reader);
  const root: PbMessage = { type: "message", json: false, fields, span: { from: 0, to: text.length } };
  return { root, problems, comments: tokens.comments, unbalanced: reader.unbalanced };
}

const spanOf = ({ token: { from, to } }: Tokens): Span => ({ from, to });
const quote = (text: string): string => `\`${text}\``;
const isAt = ({ token }: Tokens, character: string): boolean =>
  token.type === "punctuation" && token.text === character;

/** Reads fields up to a closing bracket or the end, and leaves that to the caller. */
function readFields(reader: Reader, fields: PbField[]): void {
  const { tokens, problems } = reader;
  for (;;) {
    const { token } = tokens;
    if (token.type === "end" || isAt(tokens, "}") || isAt(tokens, ">")) return;
    if (token.type === "name" || isAt(tokens, "[")) readField(reader, fields);
    else if (isAt(tokens, ",") || isAt(tokens, ";")) tokens.next();
    else {
      // One problem for a whole line of what is no field.
      const from = token.from;
      const lineEnd = endOfLine(reader.text, from);
      problems.push({
        message: "A field's name is expected here. Write `name: value` or `name { … }`.",
        span: spanOf(tokens),
      });
      do tokens.next();
      while (!isEnd(tokens) && token.from < lineEnd && !isAt(tokens, "}") && !isAt(tokens, ">"));
    }
  }
}

const isEnd = ({ token }: Tokens): boolean => token.type === "end";

function readField(reader: Reader, fields: PbField[]): void {
  const { tokens, problems, text } = reader;
  const from = tokens.token.from;
  let nameTo = tokens.token.to;
  const inBrackets = isAt(tokens, "[");
  if (inBrackets) {
    // `[type.googleapis.com/package.Message]`: tokens of one line.
    const lineEnd = endOfLine(text, from);
    const close = text.indexOf("]", from);
    if (close < 0 || close > lineEnd) {
      problems.push({ message: "This name in brackets does not end. Close it with `]`.", span: { from, to: lineEnd } });
    }
    nameTo = close < 0 || close > lineEnd ? lineEnd : close + 1;
    while (!isEnd(tokens) && tokens.token.from < nameTo) tokens.next();
  } else tokens.next();
  const name = inBrackets ? text.slice(from, nameTo).replace(/\s/g, "") : text.slice(from, nameTo);
  const nameSpan = { from, to: nameTo };
  const colon = isAt(tokens, ":");
  if (colon) tokens.next();
  const add = (value: PbValue, start = from): void => {
    fields.push({ name, nameSpan, value, span: { from: start, to: value.span.to } });
  };
  if (isAt(tokens, "[")) readList(reader, colon, add);
  else {
    const value = readValue(reader, colon);
    if (value) add(value);
    else
      problems.push({
        message: `The field ${quote(name.slice(0, 100))} has no value. Write one after it.`,
        span: nameSpan,
      });
  }
}

function readList(reader: Reader, colon: boolean, add: (value: PbValue, start: number) => void): void {
  const { tokens, problems } = reader;
  const open = spanOf(tokens);
  tokens.next();
  for (;;) {
    while (isAt(tokens, ",")) tokens.next();
    if (isAt(tokens, "]")) {
      tokens.next();
      return;
    }
    const value = isEnd(tokens) ? null : readValue(reader, colon);
    if (!value) {
      problems.push({ message: "This list does not end. Close it with `]`.", span: open });
      return;
    }
    add(value, value.span.from);
  }
}

/** A message or, after a colon, a scalar; null where neither stands here. */
function readValue(reader: Reader, colon: boolean): PbValue | null {
  const { tokens } = reader;
  if (isAt(tokens, "{") || isAt(tokens, "<")) return readMessage(reader);
  return colon ? readScalar(reader) : null;
}

function readMessage(reader: Reader): PbMessage {
  const { tokens, problems, open, text } = reader;
  const from = tokens.token.from;
  const close = isAt(tokens, "{") ? "}" : ">";
  const fields: PbField[] = [];
  if (open.length >= maxDepth) {
    problems.push({
      message: `Messages are nested deeper than ${maxDepth} here, so this one was not read.`,
      span: spanOf(tokens),
    });
    return { type: "message", json: false, fields, span: { from, to: skipMessage(tokens) } };
  }
  open.push({ close, column: reader.byIndent ? indentOf(text, from) : 0 });
  tokens.next();
  let last = from + 1;
  for (;;) {
    readFields(reader, fields);
    last = fields.at(-1)?.span.to ?? last;
    if (isAt(tokens, close) && !closesOuter(reader)) {
      const to = tokens.token.to;
      tokens.next();
      open.pop();
      return { type: "message", json: false, fields, span: { from, to } };
    }
    const outer = open.slice(0, -1).some((other) => isAt(tokens, other.close));
    if (!isEnd(tokens) && !outer) {
      closesNothing(reader);
      continue;
    }
    open.pop();
    reader.unbalanced = true;
    problems.push({ message: `This bracket is not closed. Add ${quote(close)}.`, span: { from, to: from + 1 } });
    return { type: "message", json: false, fields, span: { from, to: last } };
  }
}

/** Goes past a closing bracket that no message here waits for. */
function closesNothing(reader: Reader): void {
  const { tokens, problems } = reader;
  problems.push({ message: `This ${quote(tokens.token.text)} closes nothing. Remove it.`, span: spanOf(tokens) });
  reader.unbalanced = true;
  tokens.next();
}

/** By indentation, the closing bracket here is that of a message further out. */
function closesOuter({ byIndent, tokens, open, text }: Reader): boolean {
  const own = open.at(-1);
  if (!byIndent || !own || !tokens.token.first) return false;
  const column = indentOf(text, tokens.token.from);
  return column < own.column && open.some((other) => other.column === column && isAt(tokens, other.close));
}

/** Columns of white space at the beginning of the line. */
function indentOf(text: string, at: number): number {
  const lineStart = Math.max(text.lastIndexOf("\n", at - 1), text.lastIndexOf("\r", at - 1)) + 1;
  let end = lineStart;
  while (text[end] === " " || text[end] === "\t") end++;
  return end - lineStart;
}

/** Goes past a message without reading it; returns where it ends. */
function skipMessage(tokens: Tokens): number {
  let depth = 0;
  let to = tokens.token.to;
  do {
    if (isAt(tokens, "{") || isAt(tokens, "<")) depth++;
    else if (isAt(tokens, "}") || isAt(tokens, ">")) depth--;
    to = tokens.token.to;
    tokens.next();
  } while (depth > 0 && !isEnd(tokens));
  return to;
}

function readScalar(reader: Reader): PbScalar | null {
  const { tokens } = reader;
  const { token } = tokens;
  const from = token.from;
  if (token.type === "string") return readString(tokens);
  const minus = isAt(tokens, "-") ? "-" : "";
  if (minus) tokens.next();
  if (token.type !== "number" && token.type !== "name") return null;
  const { type, text, to, first } = token;
  // After a colon that has no value yet, a name of a later line is the next field's.
  if (type === "name" && first && !minus && /^[ \t]*[:{<]/.test(reader.text.slice(to, to + 100))) return null;
  tokens.next();
  const span = { from, to };
  return { type: "scalar", style: type === "number" ? "number" : "word", text: minus + text, span, plain: span };
}

/** A string, and those that follow it directly: they are one. */
function readString(tokens: Tokens): PbScalar {
  const { token } = tokens;
  const { from, text: first, plain } = token;
  let to = token.to;
  tokens.next();
  if (token.type !== "string") {
    return {
      type: "scalar",
      style: "string",
      text: first,
      span: { from, to },
      plain: plain ? { from: from + 1, to: to - 1 } : null,
    };
  }
  const parts = [first];
  while (token.type === "string") {
    parts.push(token.text);
    to = token.to;
    tokens.next();
  }
  return { type: "scalar", style: "string", text: parts.join(""), span: { from, to }, plain: null };
}
