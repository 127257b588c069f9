import type { Span } from "../python/ast.ts";
import { decodeQuoted } from "./quoted.ts";
import { note, type PbProblem } from "./tree.ts";

/** Kinds of tokens of protobuf text format. */
export type TokenType = "name" | "number" | "string" | "punctuation" | "end";

/** The token that the reader stands at; one object that is written over, because there are many. */
export interface Token {
  type: TokenType;
  from: number;
  to: number;
  /** The character of a punctuation, a name or number as written, a string decoded. */
  text: string;
  /** A string without escapes. */
  plain: boolean;
  /** It is the first one of its line. */
  first: boolean;
  /** Where its line begins. */
  lineStart: number;
}

export interface Tokens {
  readonly token: Token;
  /** Goes on to the next token; at the end it stays there. */
  next(): void;
  /** Spans of the comments passed so far. */
  readonly comments: readonly Span[];
}

/**
 * Splits a text into the tokens of protobuf text format (https://protobuf.dev/reference/protobuf/textformat-spec/). Never fails: a
 * character that begins nothing is a punctuation. Linear.
 */
export function tokensOf(text: string, problems: PbProblem[]): Tokens {
  const token: Token = { type: "end", from: 0, to: 0, text: "", plain: false, first: true, lineStart: 0 };
  const comments: Span[] = [];
  // A byte order mark is no part of the text.
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const set = (type: TokenType, from: number, to: number, value: string): void => {
    token.type = type;
    token.from = from;
    token.to = to;
    token.text = value;
    at = to;
  };
  const next = (): void => {
    token.first = at <= 1;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 10 || code === 13) {
        token.first = true;
        token.lineStart = ++at;
      } else if (code === 32 || code === 9 || code === 11 || code === 12) at++;
      else if (code === 35) {
        const end = endOfLine(text, at);
        comments.push({ from: at, to: end });
        at = end;
      } else break;
    }
    const code = text.charCodeAt(at);
    token.plain = false;
    if (at >= text.length) set("end", text.length, text.length, "");
    else if (isNameStart(code)) {
      const end = runOf(text, at + 1, isNamePart);
      set("name", at, end, text.slice(at, end));
    } else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) {
      const end = numberEnd(text, at + 1);
      set("number", at, end, text.slice(at, end));
    } else if (code === 34 || code === 39) {
      const quoted = decodeQuoted(text, at);
      if (quoted.problem) note(problems, { message: quoted.problem, span: { from: at, to: quoted.to } });
      set("string", at, quoted.to, quoted.text);
      token.plain = quoted.plain;
    } else set("punctuation", at, at + 1, text[at] ?? "");
  };
  next();
  return { token, next, comments };
}

/** Where the line ends that the offset stands in. */
export function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}

function runOf(text: string, from: number, fits: (code: number) => boolean): number {
  let at = from;
  while (at < text.length && fits(text.charCodeAt(at))) at++;
  return at;
}

/** Digits, letters of hexadecimal numbers and exponents, the point, and a sign after a decimal number's exponent letter. */
function numberEnd(text: string, from: number): number {
  const isHex = text[from - 1] === "0" && (text[from] === "x" || text[from] === "X");
  let at = runOf(text, from, isNumberPart);
  const isExponent = /[eE]/.test(text[at - 1] ?? "") && /[+-]/.test(text[at] ?? "");
  if (!isHex && isExponent && isDigit(text.charCodeAt(at + 1))) at = runOf(text, at + 1, isNumberPart);
  return at;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isNameStart = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
const isNamePart = (code: number): boolean => isNameStart(code) || isDigit(code);
const isNumberPart = (code: number): boolean => isNamePart(code) || code === 46;
