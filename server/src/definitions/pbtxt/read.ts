import type { Span } from "../python/ast.ts";
import { type LineIndex, lineIndex } from "../python/lineIndex.ts";
import {
  closesNothing,
  closesOuter,
  indentOf,
  isAt,
  isEnd,
  quote,
  type Reader,
  skipMessage,
  spanOf,
} from "./reader.ts";
import { readScalar } from "./scalar.ts";
import { endOfLine, tokensOf } from "./tokens.ts";
import { note, type PbField, type PbMessage, type PbProblem, type PbValue } from "./tree.ts";

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

/**
 * Reads protobuf text format (https://protobuf.dev/reference/protobuf/textformat-spec/) without its schema. Never fails: what cannot be
 * read is a problem, and the rest stays. Where brackets do not close, the indentation says which ones were forgotten. Linear.
 */
export function readPbtxt(text: string): PbText {
  const strict = readOnce(text, false);
  const result = strict.unbalanced ? readOnce(text, true) : strict;
  return { root: result.root, problems: result.problems, comments: result.comments, lines: lineIndex(text) };
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
      note(problems, {
        message: "A field's name is expected here. Write `name: value` or `name { … }`.",
        span: spanOf(tokens),
      });
      do tokens.next();
      while (!isEnd(tokens) && token.from < lineEnd && !isAt(tokens, "}") && !isAt(tokens, ">"));
    }
  }
}

function readField(reader: Reader, fields: PbField[]): void {
  const { tokens, problems, text } = reader;
  const from = tokens.token.from;
  let nameTo = tokens.token.to;
  const inBrackets = isAt(tokens, "[");
  if (inBrackets) {
    // `[type.googleapis.com/package.Message]`: tokens of one line.
    const lineEnd = endOfLine(text, from);
    const close = text.slice(from, lineEnd).indexOf("]");
    if (close < 0) {
      note(problems, {
        message: "This name in brackets does not end. Close it with `]`.",
        span: { from, to: lineEnd },
      });
    }
    nameTo = close < 0 ? lineEnd : from + close + 1;
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
      note(problems, {
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
      note(problems, { message: "This list does not end. Close it with `]`.", span: open });
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
  const { tokens, problems, open } = reader;
  const from = tokens.token.from;
  const close = isAt(tokens, "{") ? "}" : ">";
  const fields: PbField[] = [];
  if (open.length >= maxDepth) {
    note(problems, {
      message: `Messages are nested deeper than ${maxDepth} here, so this one was not read.`,
      span: spanOf(tokens),
    });
    return { type: "message", json: false, fields, span: { from, to: skipMessage(tokens) } };
  }
  open.push({ close, column: reader.byIndent ? indentOf(reader) : 0 });
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
    note(problems, { message: `This bracket is not closed. Add ${quote(close)}.`, span: { from, to: from + 1 } });
    return { type: "message", json: false, fields, span: { from, to: last } };
  }
}
