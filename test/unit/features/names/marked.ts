import { expect } from "vitest";
import { noFiles } from "../../../../server/src/definitions/host.ts";
import { parseDefinition } from "../../../../server/src/definitions/index.ts";
import type { Definition } from "../../../../server/src/model/definition.ts";
import type { Position, Range, TextEdit } from "../../../../server/src/model/text.ts";

/** A file with the cursor in it. */
export interface Marked {
  readonly uri: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly position: Position;
  readonly definition: Definition;
}

/** Reads a file; `where` is a part of its text with `‹` at the cursor, its first place (or `count`-th) counts. */
export function marked(name: string, text: string, where: string, count = 1): Marked {
  const uri = `file:///project/${name}`;
  const plain = where.replace("‹", "");
  let start = -1;
  for (let seen = 0; seen < count; seen++) start = text.indexOf(plain, start + 1);
  if (start < 0 || !where.includes("‹")) throw new Error(`no place ${where}`);
  const before = text.slice(0, start + where.indexOf("‹")).split("\n");
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const definition = parseDefinition(uri, text, noFiles);
  if (!definition) throw new Error(`no pipeline in ${name}`);
  return { uri, text, lines: text.split("\n"), position, definition };
}

/** `line: text` of places, lines counted from 1. */
export const shown = (text: string, ranges: readonly Range[]): string[] =>
  ranges.map(({ start, end }) => {
    const lines = text.split("\n");
    const whole = lines.slice(start.line, end.line + 1).join("\n");
    const last = lines[end.line]?.length ?? 0;
    return `${start.line + 1}: ${whole.slice(start.character, whole.length - (last - end.character))}`;
  });

/** The text with edits carried out. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split("\n");
  const sorted = [...edits].sort(
    (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
  );
  for (const { range, newText } of sorted) {
    expect(range.start.line).toBe(range.end.line);
    const line = lines[range.start.line] ?? "";
    lines[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
  }
  return lines.join("\n");
}
