import type { Comparison, Span } from "./expression.ts";

/** A word of a selection's text. */
export type Token = Span &
  (
    | { readonly type: "(" | ")" | "and" | "or" | "not" }
    /** A quoted name; `closed` false: its end quote is missing. */
    | { readonly type: "quoted"; readonly text: string; readonly closed: boolean }
    /** A name, or a value. */
    | { readonly type: "word"; readonly text: string }
    /** A field with a sign: `kind:`, `cost>=`. */
    | { readonly type: "field"; readonly name: string; readonly comparison: Comparison }
    /** Steps before what follows: `+`, `2+`. */
    | { readonly type: "before"; readonly steps: number }
    /** Steps after what it is joined to: `+`, `+2`. */
    | { readonly type: "after"; readonly steps: number }
  );

const keywords: ReadonlySet<string> = new Set(["and", "or", "not"]);
const isKeyword = (word: string): word is "and" | "or" | "not" => keywords.has(word);

/** Steps as written; none: all of them. */
const stepsOf = (digits: string): number => (digits === "" ? Number.POSITIVE_INFINITY : Number(digits));

/**
 * The words of a selection's text, in order. Never fails: every character but white space is in a token. Linear in the text.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  while (at < text.length) {
    const blank = take(/\s+/y);
    if (blank) {
      at += blank[0].length;
      continue;
    }
    const from = at;
    const add = (length: number): Span => {
      at = from + length;
      return { from, to: at };
    };
    const last = tokens.at(-1);
    const joined = last?.to === from && (last.type === "word" || last.type === "quoted" || last.type === ")");
    const after = joined ? take(/\+(\d{0,6})(?=[\s()]|$)/y) : null;
    const before = joined ? null : take(/(\d{0,6})\+(?=[^\s+)])/y);
    const sign = text[at] ?? "";
    if (after) tokens.push({ type: "after", steps: stepsOf(after[1] ?? ""), ...add(after[0].length) });
    else if (before) tokens.push({ type: "before", steps: stepsOf(before[1] ?? ""), ...add(before[0].length) });
    else if (sign === "(" || sign === ")") tokens.push({ type: sign, ...add(1) });
    else if (sign === '"') {
      const [whole = sign, inner = "", end = ""] = take(/"((?:[^"\\]|\\[\s\S])*)("?)/y) ?? [];
      const name = inner.replace(/\\([\s\S])/g, "$1");
      tokens.push({ type: "quoted", text: name, closed: end !== "", ...add(whole.length) });
    } else {
      const [field, name = "", comparison = ""] = take(/([A-Za-z]+)(>=|<=|[:=<>])/y) ?? [];
      if (field !== undefined && last?.type !== "field") {
        const shown = comparison === ":" ? "=" : (comparison as Comparison);
        tokens.push({ type: "field", name, comparison: shown, ...add(field.length) });
      } else {
        const [word = sign] = take(/(?:(?!\+\d{0,6}(?:[\s()]|$))[^\s()"])+|[\s\S]/y) ?? [];
        const lower = word.toLowerCase();
        tokens.push({ ...(isKeyword(lower) ? { type: lower } : { type: "word", text: word }), ...add(word.length) });
      }
    }
  }
  return tokens;
}
