import type { Selection } from "./expression.ts";
import { fields } from "./fields.ts";
import { printQuantity } from "./quantities.ts";
import { tokensOf } from "./tokens.ts";

/** The text of a selection: what `parseSelection` makes of it is the same selection again. */
export function printSelection(selection: Selection): string {
  switch (selection.type) {
    case "name":
      return selection.match === "exact" ? quoted(selection.text) : selection.text;
    case "words":
      return `${selection.field}:${selection.words.join(",")}`;
    case "number": {
      const { type } = fields[selection.field];
      const value = type === "words" ? "" : printQuantity(type, selection.value);
      return `${selection.field}${selection.comparison === "=" ? ":" : selection.comparison}${value}`;
    }
    case "around": {
      const { operand, before, after } = selection;
      const inner = isSingle(operand) ? printSelection(operand) : `(${printSelection(operand)})`;
      return `${before === null ? "" : `${steps(before)}+`}${inner}${after === null ? "" : `+${steps(after)}`}`;
    }
    case "not":
      return `not ${bracketed(selection.operand)}`;
    case "and":
      return selection.operands.map(bracketed).join(" ");
    case "or":
      return selection.operands
        .map((one) => (one.type === "or" ? `(${printSelection(one)})` : printSelection(one)))
        .join(" or ");
  }
}

/** A name as it is written in a selection: in quotes where it would mean something else without. */
export function printName(name: string): string {
  const [token, ...others] = tokensOf(name);
  const isPlain = token?.type === "word" && others.length === 0 && token.text === name && !/[*?[{+\\]/.test(name);
  return isPlain ? name : quoted(name);
}

const quoted = (name: string): string => `"${name.replace(/["\\]/g, "\\$&")}"`;
const steps = (count: number): string => (Number.isFinite(count) ? `${count}` : "");
const isSingle = ({ type }: Selection): boolean => type === "name" || type === "words" || type === "number";
const bracketed = (one: Selection): string =>
  one.type === "and" || one.type === "or" ? `(${printSelection(one)})` : printSelection(one);
