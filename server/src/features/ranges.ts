import type { Position, Range } from "../model/text.ts";

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

/** The smallest range that holds both. */
export const union = (a: Range, b: Range): Range => ({
  start: isBefore(b.start, a.start) ? b.start : a.start,
  end: isBefore(a.end, b.end) ? b.end : a.end,
});
