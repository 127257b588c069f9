import type { YamlText } from "../../../definitions/yaml/tree.ts";
import type { Position, TextEdit } from "../../../model/text.ts";

/**
 * A removal of whole lines, with the comments right above that stand in the same column, and with a blank line that would then stand where
 * none was. Any other edit as it is.
 */
export function withBeside({ text, lines }: YamlText, edit: TextEdit): TextEdit {
  const { start, end } = edit.range;
  const isAtEnd = lines.offset(end) >= text.length;
  if (edit.newText !== "" || start.character !== 0 || (end.character !== 0 && !isAtEnd)) return edit;
  const lineAt = (line: number): string =>
    text.slice(lines.starts[line] ?? text.length, lines.starts[line + 1] ?? text.length).trimEnd();
  const indent = indentOf(lineAt(start.line));
  let first = start.line;
  while (first > 0 && lineAt(first - 1).startsWith(`${" ".repeat(indent)}#`)) first--;
  const above = first > 0 ? lineAt(first - 1) : "";
  const isFirst = above !== "" && indentOf(above) < indent;
  if (isAtEnd && above === "" && first > 0) first--;
  const takesBelow = !isAtEnd && lineAt(end.line) === "" && (above === "" || isFirst);
  return {
    range: { start: { line: first, character: 0 }, end: takesBelow ? { line: end.line + 1, character: 0 } : end },
    newText: "",
  };
}

/** Removals in the text's order, those that overlap as one. */
export function merged(edits: readonly TextEdit[]): readonly TextEdit[] {
  const sorted = edits.toSorted((one, other) => before(one.range.start, other.range.start));
  const result: TextEdit[] = [];
  for (const edit of sorted) {
    const last = result.at(-1);
    if (last && last.newText === "" && edit.newText === "" && before(edit.range.start, last.range.end) < 0) {
      const end = before(edit.range.end, last.range.end) > 0 ? edit.range.end : last.range.end;
      result[result.length - 1] = { range: { start: last.range.start, end }, newText: "" };
    } else result.push(edit);
  }
  return result;
}

const before = (one: Position, other: Position): number => one.line - other.line || one.character - other.character;

const indentOf = (line: string): number => line.length - line.trimStart().length;
