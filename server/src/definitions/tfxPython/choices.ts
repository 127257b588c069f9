import type { Span } from "../python/ast.ts";
import type { PythonSource } from "../python/source.ts";
import type { ChannelValue, Constant, Place, Unknown, Value } from "./values.ts";

/** Nothing is known. */
export const unknown: Unknown = { type: "unknown" };

export const constant = (value: Constant["value"], place: Place | null = null): Constant => ({
  type: "constant",
  value,
  place,
});

/** The text of a constant; null for anything else. */
export const textOfValue = (value: Value): string | null =>
  value.type === "constant" && typeof value.value === "string" ? value.value : null;

/** Whether `None` is what is meant. */
export const isNone = (value: Value): boolean => value.type === "constant" && value.value === null;

const maxOptions = 12;

/** One of the values: they themselves where they are one, options flattened, each once. */
export function choiceOf(values: readonly Value[]): Value {
  const options: Value[] = [];
  for (const value of values) {
    for (const option of value.type === "choice" ? value.options : [value]) {
      if (options.length < maxOptions && !options.some((other) => sameValue(other, option))) options.push(option);
    }
  }
  const [only] = options;
  if (!only) return unknown;
  return options.length === 1 ? only : { type: "choice", options };
}

/** The values that one may be. */
export const optionsOf = (value: Value): readonly Value[] => (value.type === "choice" ? value.options : [value]);

/** Whether two are the same as far as the text tells. */
export function sameValue(left: Value, right: Value): boolean {
  if (left === right) return true;
  switch (left.type) {
    case "unknown":
      return right.type === "unknown";
    case "constant":
      return right.type === "constant" && left.value === right.value;
    case "sequence":
    case "mapping":
    case "object":
      return right.type === left.type && left.id === right.id;
    case "external":
      return right.type === "external" && left.path === right.path;
    case "module":
      return right.type === "module" && left.module === right.module;
    case "made":
      return right.type === "made" && left.made === right.made;
    case "outputs":
      return right.type === "outputs" && left.of === right.of;
    case "pipeline":
      return right.type === "pipeline" && left.pipeline === right.pipeline;
    case "function":
      return right.type === "function" && left.definition === right.definition && left.self === right.self;
    case "class":
      return right.type === "class" && left.definition === right.definition;
    case "channel":
      return right.type === "channel" && sameChannel(left, right);
    default:
      return false;
  }
}

const sameChannel = (left: ChannelValue, right: ChannelValue): boolean =>
  left.placeholder === right.placeholder &&
  left.makers.length === right.makers.length &&
  left.makers.every((maker, index) => {
    const other = right.makers[index];
    return other?.made === maker.made && other.output === maker.output && maker.made !== null;
  });

/** An expression as written, white space folded, cut to a length that a sentence bears. */
export function wordsOf(source: PythonSource, { from, to }: Span, most = 120): string {
  const words = source.text
    .slice(from, Math.min(to, from + most * 4))
    .replace(/\s+/g, " ")
    .trim();
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}
