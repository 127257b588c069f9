import type { CallExpression, SequenceExpression, Span } from "../../../definitions/python/ast.ts";
import type { PythonSource } from "../../../definitions/python/source.ts";
import { afterComma, isBlank, lineStart, type OffsetEdit } from "./pythonEdits.ts";
import { itemsOf } from "./removalEdits.ts";

/** The line break that a text uses: that of its first line. */
export const lineBreakOf = (text: string): string => /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";

/** The quote that most subscripts of a text are written with. */
export const quoteIn = (text: string): string => (text.split("['").length > text.split('["').length ? "'" : '"');

/** Blanks that the line of an offset begins with. */
export const indentationAt = (text: string, at: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, at)))?.[0] ?? "";

/**
 * The edit that adds an entry to a call or a list, written like its neighbours: on a line of its own where they stand so, with a comma
 * at the end where the last one has it. `at`: index of the entry before which it goes, as many as there are for the end.
 */
export function insertItem(
  source: PythonSource,
  container: CallExpression | SequenceExpression,
  added: string,
  at: number,
): OffsetEdit {
  const { text } = source;
  const { items, inside } = itemsOf(source, container);
  const next = items[at];
  if (next) {
    const isAlone = isBlank(text.slice(lineStart(text, next.from), next.from));
    const separator = isAlone ? `${lineBreakOf(text)}${indentationAt(text, next.from)}` : " ";
    return { from: next.from, to: next.from, text: `${added},${separator}` };
  }
  const last = items.at(-1);
  return last ? appended(text, last, items[0] ?? last, inside, added) : { ...inside, text: added };
}

function appended(text: string, last: Span, first: Span, inside: Span, added: string): OffsetEdit {
  const isAlone =
    isBlank(text.slice(lineStart(text, last.from), last.from)) && lineStart(text, last.from) >= inside.from;
  const startsAlone = isBlank(text.slice(lineStart(text, first.from), first.from));
  const isBroken = isAlone && (startsAlone || first !== last);
  const separator = isBroken ? `${lineBreakOf(text)}${indentationAt(text, last.from)}` : " ";
  const comma = afterComma(text, last.to, inside.to);
  if (comma === null) {
    const tail = /^[ \t]*#[^\r\n]*/.exec(text.slice(last.to, inside.to))?.[0] ?? "";
    // A comment behind the last entry stays behind it.
    return { from: last.to, to: last.to + tail.length, text: `,${tail}${separator}${added}` };
  }
  const tail = isBroken ? (/^[ \t]*#[^\r\n]*/.exec(text.slice(comma, inside.to))?.[0] ?? "") : "";
  const end = comma + tail.length;
  const endsLine = isBroken || /[\r\n]/.test(text.slice(comma, inside.to));
  return { from: end, to: end, text: `${separator}${added}${endsLine ? "," : ""}` };
}

/**
 * The edit that puts lines of code before a statement and the comments right above it, indented like it. Null where the statement shares
 * its line with another.
 */
export function insertBefore({ text }: PythonSource, statement: Span, lines: readonly string[]): OffsetEdit | null {
  const start = lineStart(text, statement.from);
  if (!isBlank(text.slice(start, statement.from))) return null;
  const indentation = indentationAt(text, statement.from);
  const at = aboveComments(text, start, indentation);
  const isApart = at === 0 || isBlank(text.slice(lineStart(text, at - 1), at));
  const lineBreak = lineBreakOf(text);
  const all = isApart && lines.length > 1 ? [...lines, ""] : lines;
  return { from: at, to: at, text: all.map((line) => (line === "" ? "" : indentation + line) + lineBreak).join("") };
}

/** Where the comments begin that stand right above the line at `start`, indented like it. */
export function aboveComments(text: string, start: number, indentation: string): number {
  let at = start;
  while (at > 0) {
    const before = lineStart(text, at - (text.slice(at - 2, at) === "\r\n" ? 2 : 1));
    if (!text.startsWith(`${indentation}#`, before)) break;
    at = before;
  }
  return at;
}

/** How far arguments on lines of their own are moved in. */
export function innerIndentation({ text }: PythonSource, call: CallExpression): string {
  const [first] = call.arguments;
  const outer = indentationAt(text, call.from);
  const isAlone = first && isBlank(text.slice(lineStart(text, first.from), first.from));
  const inner = isAlone ? indentationAt(text, first.from) : "";
  return inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : "    ";
}
