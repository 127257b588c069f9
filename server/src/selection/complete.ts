import type { Span } from "./expression.ts";
import { type FieldName, fieldNames, fields, isFieldName } from "./fields.ts";
import { printName } from "./print.ts";
import { examples } from "./quantities.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Something that may stand at the cursor: `text` in the place of `replace`. */
export interface Completion {
  readonly text: string;
  /** What it is, in a few words. */
  readonly about: string;
  readonly replace: Span;
}

const most = 50;
/** How a field is written before its value. */
const signOf = (field: FieldName): string => (fields[field].type === "words" ? ":" : ">");

/**
 * What may be written at the cursor of a selection's text: names of nodes, fields, a field's words; at most 50, those that begin with what
 * is typed before those that hold it. Linear in the names.
 */
export function completeSelection(text: string, cursor: number, names: readonly string[]): readonly Completion[] {
  const tokens = tokensOf(text.slice(0, cursor));
  const last = tokens.at(-1);
  const typed = last?.to === cursor ? last : null;
  const here = { from: cursor, to: cursor };
  if (typed?.type === "field") return valuesOf(typed.name, "", here);
  const field = typed && tokens.at(-2);
  if (typed?.type === "word" && field?.type === "field" && field.to === typed.from) {
    const comma = typed.text.lastIndexOf(",") + 1;
    return valuesOf(field.name, typed.text.slice(comma), { from: typed.from + comma, to: cursor });
  }
  if (typed?.type === "word" || typed?.type === "quoted") return wordsFor(typed, names);
  if (typed && (isKeyword(typed) || typed.type === "after" || typed.type === ")")) return [];
  return matching("", [...fieldItems(), ...nameItems(names)], here);
}

const isKeyword = ({ type }: Token): boolean => type === "and" || type === "or" || type === "not";

function wordsFor(token: Token & { readonly text: string }, names: readonly string[]): readonly Completion[] {
  const replace = { from: token.from, to: token.to };
  const items = token.type === "quoted" ? nameItems(names) : [...fieldItems(), ...nameItems(names)];
  return matching(token.text, items, replace);
}

interface Item {
  /** What is looked for in it. */
  readonly key: string;
  readonly text: string;
  readonly about: string;
}

const fieldItems = (): readonly Item[] =>
  fieldNames.map((name) => ({ key: name, text: name + signOf(name), about: fields[name].about }));
const nameItems = (names: readonly string[]): readonly Item[] =>
  [...new Set(names)].map((name) => ({ key: name, text: printName(name), about: "node" }));

function valuesOf(name: string, typed: string, replace: Span): readonly Completion[] {
  const field = name.toLowerCase();
  if (!isFieldName(field)) return [];
  const { type, words, about } = fields[field];
  if (type !== "words") return typed === "" ? [{ text: "", about: `such as ${examples[type]}`, replace }] : [];
  return matching(
    typed,
    words.map((word) => ({ key: word, text: word, about })),
    replace,
  );
}

function matching(typed: string, items: readonly Item[], replace: Span): readonly Completion[] {
  const wanted = typed.toLowerCase();
  const first: Completion[] = [];
  const others: Completion[] = [];
  for (const { key, text, about } of items) {
    const place = key.toLowerCase().indexOf(wanted);
    if (place >= 0 && key !== typed) (place === 0 ? first : others).push({ text, about, replace });
  }
  return [...first, ...others].slice(0, most);
}
