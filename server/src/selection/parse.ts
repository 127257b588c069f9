import { nearest } from "../model/nearest.ts";
import type { Selection, SelectionProblem, Span } from "./expression.ts";
import { canonicalWord, fieldNames, fields, isFieldName } from "./fields.ts";
import { examples, quantityOf } from "./quantities.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** What a selection's text says. `selection` null: it is empty, or it has a problem. */
export interface ParsedSelection {
  readonly selection: Selection | null;
  readonly problem: SelectionProblem | null;
}

export const maxSelectionLength = 2000;
const maxDepth = 50;

/**
 * Reads a selection: names (a part of them; `*` and `?` make it a pattern for the whole; quotes make it exact), fields (`kind:train`,
 * `state:failed,canceled`, `cost>60s`), steps around (`+node`, `2+node+`), `and`, `or`, `not` and parentheses; what stands side by side
 * is joined by `and`, which binds before `or`. The first problem ends it. Never throws; linear in the text.
 */
export function parseSelection(text: string): ParsedSelection {
  if (text.length > maxSelectionLength) {
    const message = `A selection has ${maxSelectionLength.toLocaleString("en-US")} characters at most. Shorten it.`;
    return { selection: null, problem: { from: maxSelectionLength, to: text.length, message } };
  }
  const tokens = tokensOf(text);
  if (tokens.length === 0) return { selection: null, problem: null };
  const reader = { tokens, at: 0, end: { from: text.length, to: text.length } };
  const selection = readOr(reader, 0);
  if (isProblem(selection)) return { selection: null, problem: selection };
  const rest = tokens[reader.at];
  if (rest) {
    const message = rest.type === ")" ? "No parenthesis is open here. Take `)` out." : "This is not understood here.";
    return { selection: null, problem: problemAt(rest, message) };
  }
  return { selection, problem: null };
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  readonly end: Span;
}

type Read = Selection | SelectionProblem;

const isProblem = (read: Read): read is SelectionProblem => "message" in read;
const problemAt = ({ from, to }: Span, message: string): SelectionProblem => ({ from, to, message });

function readOr(reader: Reader, depth: number): Read {
  const operands: Selection[] = [];
  for (;;) {
    const operand = readAnd(reader, depth);
    if (isProblem(operand)) return operand;
    operands.push(operand);
    if (reader.tokens[reader.at]?.type !== "or") break;
    reader.at++;
  }
  return joined("or", operands);
}

function readAnd(reader: Reader, depth: number): Read {
  const operands: Selection[] = [];
  for (;;) {
    const operand = readNot(reader, depth);
    if (isProblem(operand)) return operand;
    operands.push(operand);
    const next = reader.tokens[reader.at]?.type;
    if (next === "and") reader.at++;
    else if (next === undefined || next === "or" || next === ")") break;
  }
  return joined("and", operands);
}

const joined = (type: "and" | "or", operands: readonly Selection[]): Selection =>
  operands.length === 1 && operands[0] ? operands[0] : { type, operands };

function readNot(reader: Reader, depth: number): Read {
  const token = reader.tokens[reader.at];
  if (token?.type !== "not") return readAround(reader, depth);
  if (depth >= maxDepth) return problemAt(token, `More than ${maxDepth} levels. Write it with fewer.`);
  reader.at++;
  const operand = readNot(reader, depth + 1);
  return isProblem(operand) ? operand : { type: "not", operand };
}

function readAround(reader: Reader, depth: number): Read {
  const first = reader.tokens[reader.at];
  const before = first?.type === "before" ? first.steps : null;
  if (before !== null) reader.at++;
  const operand = readOperand(reader, depth);
  if (isProblem(operand)) return operand;
  const last = reader.tokens[reader.at];
  const after = last?.type === "after" ? last.steps : null;
  if (after !== null) reader.at++;
  return before === null && after === null ? operand : { type: "around", operand, before, after };
}

function readOperand(reader: Reader, depth: number): Read {
  const token = reader.tokens[reader.at];
  const previous = reader.tokens[reader.at - 1];
  if (!token) return problemAt(reader.end, `Something is missing at the end${previous ? behind(previous) : ""}.`);
  reader.at++;
  switch (token.type) {
    case "quoted":
      if (!token.closed) return problemAt(token, 'The quote is not closed. Write `"` at the end of the name.');
      return { type: "name", match: "exact", text: token.text };
    case "word":
      if (/^\++\d*$/.test(token.text))
        return problemAt(token, "`+` stands right before or after a name: `+Trainer`, `Trainer+2`.");
      return { type: "name", match: /[*?[{]/.test(token.text) ? "whole" : "part", text: token.text };
    case "field":
      return readField(reader, token);
    case "(": {
      if (depth >= maxDepth) return problemAt(token, `More than ${maxDepth} levels. Write it with fewer.`);
      const inner = readOr(reader, depth + 1);
      if (isProblem(inner)) return inner;
      if (reader.tokens[reader.at]?.type !== ")")
        return problemAt(token, "The parenthesis is not closed. Write `)` at its end.");
      reader.at++;
      return inner;
    }
    default:
      return problemAt(token, `Something is missing before \`${token.type}\`${previous ? behind(previous) : ""}.`);
  }
}

const behind = (token: Token): string =>
  token.type === "and" || token.type === "or" || token.type === "not"
    ? `: a name or a field after \`${token.type}\``
    : "";

function readField(reader: Reader, field: Token & { readonly type: "field" }): Read {
  const { name, comparison } = field;
  const known = name.toLowerCase();
  if (!isFieldName(known)) {
    const meant = nearest(known, fieldNames);
    const cure = meant ? `\`${meant}\` was probably meant` : `There are ${fieldNames.join(", ")}`;
    return problemAt(field, `There is no field \`${name}\`. ${cure}; a name with such signs is written in quotes.`);
  }
  const { type, words } = fields[known];
  const value = reader.tokens[reader.at];
  const isValue = (value?.type === "word" || value?.type === "quoted") && value.from === field.to;
  if (!isValue) {
    const example = type === "words" ? words.slice(0, 4).join(", ") : examples[type];
    return problemAt(field, `A value is missing after \`${known}\`, such as ${example}.`);
  }
  reader.at++;
  if (type === "words") {
    if (comparison !== "=") return problemAt(field, `\`${known}\` has words. Write \`${known}:${value.text}\`.`);
    const given = value.text.toLowerCase().split(",").filter(Boolean);
    for (const word of given) {
      if ((words as readonly string[]).includes(word)) continue;
      const meant = nearest(word, words);
      const cure = meant ? `\`${meant}\` was probably meant` : `There are ${words.join(", ")}`;
      return problemAt(value, `There is no ${known} \`${word}\`. ${cure}.`);
    }
    if (given.length === 0) return problemAt(value, `A value is missing after \`${known}\`.`);
    return { type: "words", field: known, words: [...new Set(given.map((word) => canonicalWord(known, word)))] };
  }
  const quantity = quantityOf(type, value.text);
  if (quantity === null)
    return problemAt(value, `\`${value.text}\` is no value of \`${known}\`. Write it as ${examples[type]}.`);
  return { type: "number", field: known, comparison, value: quantity };
}
