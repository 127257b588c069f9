import type { Position, Range } from "../../model/text.ts";
import type { Span } from "./ast.ts";

/** Offsets of a text as positions and back; lines end with `\n`, `\r\n` or `\r`. */
export interface LineIndex {
  readonly starts: readonly number[];
  position(offset: number): Position;
  offset(position: Position): number;
  range(span: Span): Range;
}

/** Indexes a text's lines: O(length) once, then O(log lines) a question. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = nextBreak(text, 0); at < text.length; at = nextBreak(text, at)) {
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    starts.push(at);
  }
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const position = (offset: number): Position => {
    const line = lineOf(offset);
    return { line, character: offset - (starts[line] ?? 0) };
  };
  return {
    starts,
    position,
    offset: ({ line, character }) =>
      Math.min((starts[line] ?? text.length) + character, starts[line + 1] ?? text.length),
    range: ({ from, to }) => ({ start: position(from), end: position(to) }),
  };
}

function nextBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}
