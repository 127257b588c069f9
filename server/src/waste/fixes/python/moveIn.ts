import type { Statement } from "../../../definitions/python/ast.ts";
import type { PythonSource } from "../../../definitions/python/source.ts";
import { aboveComments, indentationAt, lineBreakOf } from "./insert.ts";
import { isBlank, lineStart, type OffsetEdit } from "./pythonEdits.ts";

/**
 * The edits that put consecutive statements of one body, with the comments right above them, into a block: `lines` before them, of which the last opens it.
 * Null where they share lines with others, or hold texts of several lines, which would change.
 */
export function moveIn(
  { text }: PythonSource,
  statements: readonly Statement[],
  lines: readonly string[],
): OffsetEdit[] | null {
  const [first] = statements;
  const last = statements.at(-1);
  if (!first || !last) return null;
  const firstLine = lineStart(text, first.from);
  const end = last.from + text.slice(last.from, last.to).trimEnd().length;
  const isApart =
    isBlank(text.slice(firstLine, first.from)) && /^[ \t]*(?:#[^\r\n]*)?(?:[\r\n]|$)/.test(text.slice(end));
  if (!isApart || /"""|'''|;[ \t]*\r?$/m.test(text.slice(first.from, end))) return null;
  const indentation = indentationAt(text, first.from);
  const start = aboveComments(text, firstLine, indentation);
  const lineBreak = lineBreakOf(text);
  const opening = { from: start, to: start, text: lines.map((line) => indentation + line + lineBreak).join("") };
  const inner = unitOf(text);
  const moved: OffsetEdit[] = [];
  for (let at = start; at < end; ) {
    const next = text.slice(at).search(/[\r\n]/);
    const line = next < 0 ? text.slice(at) : text.slice(at, at + next);
    if (!isBlank(line)) moved.push({ from: at, to: at, text: inner });
    if (next < 0) break;
    at += next + (text.startsWith("\r\n", at + next) ? 2 : 1);
  }
  const [one, ...others] = moved;
  return one ? [{ ...opening, text: opening.text + one.text }, ...others] : null;
}

/** How far the text moves a block in: as its first one. */
const unitOf = (text: string): string => /:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)([ \t]+)\S/.exec(text)?.[1] ?? "    ";
