import {
  atDocumentMark,
  atEnd,
  codeAt,
  columnOf,
  isBlank,
  isBreak,
  problem,
  type Reader,
  skipBlanks,
  skipBreak,
} from "./reader.ts";
import type { YamlScalar } from "./tree.ts";

const quote = 34;
const apostrophe = 39;
const backslash = 92;
const comma = 44;

/** Reads a scalar in quotes. One that is not closed ends with its first line; `parent`: the column that its lines must be right of. */
export function readQuoted(reader: Reader, parent: number): YamlScalar {
  reader.nodes++;
  const from = reader.at;
  const { lineStart } = reader;
  const double = codeAt(reader) === quote;
  reader.at++;
  const text = double ? readDouble(reader, parent) : readSingle(reader, parent);
  const style = double ? "double" : "single";
  if (text !== null) return { kind: "scalar", from, to: reader.at, value: text, text, style };
  reader.lineStart = lineStart;
  reader.at = lineEnd(reader, from + 1);
  problem(reader, "syntax", `This text is not closed. Add a ${double ? '"' : "'"} at its end.`, {
    from,
    to: reader.at,
  });
  const rest = reader.text.slice(from + 1, reader.at);
  return { kind: "scalar", from, to: reader.at, value: rest, text: rest, style };
}

/** Where the line's content ends, blanks and a comma at its end left out. */
function lineEnd(reader: Reader, from: number): number {
  const { text } = reader;
  let end = from;
  while (!isBreak(text.charCodeAt(end))) end++;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  return end > from && text.charCodeAt(end - 1) === comma ? end - 1 : end;
}

function readSingle(reader: Reader, parent: number): string | null {
  const { text } = reader;
  let value = "";
  let chunk = reader.at;
  for (;;) {
    const code = codeAt(reader);
    if (code === apostrophe) {
      value += text.slice(chunk, reader.at);
      reader.at++;
      if (codeAt(reader) !== apostrophe) return value;
      chunk = reader.at;
      reader.at++;
    } else if (isBreak(code)) {
      const folded = foldBreak(reader, value + text.slice(chunk, reader.at), 0, parent, singleEnd);
      if (folded === null) return null;
      value = folded;
      chunk = reader.at;
    } else reader.at++;
  }
}

function readDouble(reader: Reader, parent: number): string | null {
  const { text } = reader;
  let value = "";
  let chunk = reader.at;
  // What an escape wrote is never trimmed.
  let written = 0;
  for (;;) {
    const code = codeAt(reader);
    if (code === quote) {
      value += text.slice(chunk, reader.at);
      reader.at++;
      return value;
    }
    if (code === backslash) {
      value += text.slice(chunk, reader.at);
      reader.at++;
      if (isBreak(codeAt(reader)) && !reader.json) {
        if (atEnd(reader)) return null;
        value += joinBreak(reader);
      } else value += readEscape(reader);
      written = value.length;
      chunk = reader.at;
    } else if (isBreak(code)) {
      const folded = foldBreak(reader, value + text.slice(chunk, reader.at), written, parent, doubleEnd);
      if (folded === null) return null;
      value = folded;
      written = value.length;
      chunk = reader.at;
    } else reader.at++;
  }
}

/** Folds the break at which reading stands; null where the text should have been closed before it. */
function foldBreak(reader: Reader, value: string, written: number, parent: number, end: RegExp): string | null {
  if (atEnd(reader) || reader.json) return null;
  let kept = value.length;
  while (kept > written && isBlank(value.charCodeAt(kept - 1))) kept--;
  skipBreak(reader);
  const empty = skipEmptyLines(reader);
  if (atEnd(reader) || atDocumentMark(reader)) return null;
  if (columnOf(reader) <= parent && startsEntry(reader, end)) return null;
  return value.slice(0, kept) + (empty === 0 ? " " : "\n".repeat(empty));
}

/** A backslash before a break: the lines are joined without a space. */
function joinBreak(reader: Reader): string {
  skipBreak(reader);
  return "\n".repeat(skipEmptyLines(reader));
}

function skipEmptyLines(reader: Reader): number {
  let empty = 0;
  for (skipBlanks(reader); isBreak(codeAt(reader)) && !atEnd(reader); skipBlanks(reader)) {
    empty++;
    skipBreak(reader);
  }
  return empty;
}

/** The rest of a line in which quotes close properly: they end it. */
const singleEnd = /^(?:[^']|'')*'[ \t]*(?:[ \t]#.*)?$/;
const doubleEnd = /^(?:[^"\\]|\\.)*"[ \t]*(?:[ \t]#.*)?$/;

/** Whether the line looks like an entry of a block, and not like the rest of a text. */
function startsEntry(reader: Reader, end: RegExp): boolean {
  const line = /[^\r\n]*/.exec(reader.text.slice(reader.at, reader.at + 1000))?.[0] ?? "";
  return /^(?:-(?:[ \t]|$)|["']?[\w./-]{1,190}["']?[ \t]*:(?:[ \t]|$))/.test(line) && !end.test(line);
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};

const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** What an escape stands for, after its backslash; the text itself, with a problem, where it is none. */
function readEscape(reader: Reader): string {
  const letter = reader.text.charAt(reader.at);
  const from = reader.at - 1;
  const length = Object.hasOwn(digits, letter) ? digits[letter] : undefined;
  if (length !== undefined) {
    const hex = reader.text.slice(reader.at + 1, reader.at + 1 + length);
    const code = /^[0-9a-fA-F]+$/.test(hex) && hex.length === length ? Number.parseInt(hex, 16) : Number.NaN;
    if (code <= 0x10ffff) {
      reader.at += 1 + length;
      return length === 8 ? String.fromCodePoint(code) : String.fromCharCode(code);
    }
  } else if (Object.hasOwn(escapes, letter)) {
    reader.at++;
    return escapes[letter] ?? "";
  }
  problem(reader, "syntax", "This escape is not known. Write \\\\ for a backslash.", { from, to: from + 2 });
  return "\\";
}
