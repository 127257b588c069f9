import type { Position } from "../../model/text.ts";

/** Where places of a notebook's cells stand in the text of its file. */
export interface NotebookText {
  /** Zero-based line and UTF-16 character in the file; null where there is no such cell. A place behind the cell's end is the end. */
  positionOf(cell: number, position: Position): Position | null;
}

/** A string of a cell's source: where its content begins in the file, and that content as it is written there. */
interface Segment {
  readonly offset: number;
  readonly written: string;
}

/** Reads the JSON of a notebook (nbformat 3 and 4) as text, whatever else is in it. Linear. */
export function notebookText(json: string): NotebookText {
  const cells = segmentsByCell(json);
  const lineStarts = [0];
  for (let at = json.indexOf("\n"); at >= 0; at = json.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return {
    positionOf(cell, position) {
      const segments = cells.get(cell);
      if (!segments) return null;
      const offset = offsetOf(segments, position);
      const line = lastAtMost(lineStarts, offset);
      return { line, character: offset - (lineStarts[line] ?? 0) };
    },
  };
}

const token = /["{}[\],]|[^\s"{}[\],]+/g;

/** The strings of each cell's source, by the cell's index. */
function segmentsByCell(json: string): ReadonlyMap<number, readonly Segment[]> {
  const cells = new Map<number, Segment[]>();
  /** Keys and indexes on the way to the value that comes next. */
  const path: (string | number | null)[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(json); match; match = token.exec(json)) {
    const [text] = match;
    const last = path.at(-1);
    if (text === "{") path.push(null);
    else if (text === "[") path.push(0);
    else if (text === "}" || text === "]") path.pop();
    else if (text === ",") path[path.length - 1] = typeof last === "number" ? last + 1 : null;
    else if (text === '"') {
      const offset = match.index + 1;
      const end = endOfString(json, offset);
      token.lastIndex = end + 1;
      if (last === null) path[path.length - 1] = json.slice(offset, Math.min(end, offset + longestKey));
      else add(cells, cellOf(path), { offset, end }, json);
    }
  }
  return cells;
}

/** Longer keys are none of a notebook's. */
const longestKey = 100;

function add(
  cells: Map<number, Segment[]>,
  cell: number | null,
  { offset, end }: { offset: number; end: number },
  json: string,
) {
  if (cell === null) return;
  const segment = { offset, written: json.slice(offset, end) };
  const known = cells.get(cell);
  if (known) known.push(segment);
  else cells.set(cell, [segment]);
}

/** Where a string ends whose content begins at `from`. Strings can be outputs of megabytes: linear, whatever is in them. */
function endOfString(json: string, from: number): number {
  for (let at = json.indexOf('"', from); at >= 0; at = json.indexOf('"', at + 1)) {
    let slashes = 0;
    while (at - slashes > from && json[at - slashes - 1] === "\\") slashes++;
    if (slashes % 2 === 0) return at;
  }
  return json.length;
}

/** The cell whose source, or a line of it, stands at a path; null anywhere else. */
function cellOf(path: readonly (string | number | null)[]): number | null {
  const inner = path[0] === "worksheets" && path[1] === 0 ? path.slice(2) : path;
  const [cells, cell, source, line, ...more] = inner;
  const isSource = cells === "cells" && (source === "source" || source === "input") && more.length === 0;
  return isSource && typeof cell === "number" && typeof line !== "string" ? cell : null;
}

/** Where in the file a place of a cell stands. */
function offsetOf(segments: readonly Segment[], { line, character }: Position): number {
  let at = { line: 0, character: 0 };
  let end = 0;
  for (const { offset, written } of segments) {
    for (let i = 0; i < written.length; ) {
      if (at.line === line && at.character === character) return offset + i;
      const length = written[i] !== "\\" ? 1 : written[i + 1] === "u" ? 6 : 2;
      const isBreak = length === 1 ? written[i] === "\n" : /^\\(?:n|u000a)/i.test(written.slice(i, i + length));
      at = isBreak ? { line: at.line + 1, character: 0 } : { line: at.line, character: at.character + 1 };
      // The end of a line that is shorter.
      if (at.line > line) return offset + i;
      i += length;
    }
    end = offset + written.length;
  }
  return end;
}

/** Index of the last of ascending numbers that is not above a number. */
function lastAtMost(numbers: readonly number[], most: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}
