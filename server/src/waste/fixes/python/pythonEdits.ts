import type { Span, Statement } from "../../../definitions/python/ast.ts";
import type { PythonSource } from "../../../definitions/python/source.ts";

/** A replacement by offsets. */
export interface OffsetEdit extends Span {
  readonly text: string;
}

/** Where the line of an offset starts. */
export const lineStart = (text: string, at: number): number =>
  Math.max(text.lastIndexOf("\n", at - 1), text.lastIndexOf("\r", at - 1)) + 1;

/** Where the next line starts; the end of the text after its last line. */
function nextLine(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    if (text[end] === "\n") return end + 1;
    if (text[end] === "\r") return text[end + 1] === "\n" ? end + 2 : end + 1;
  }
  return text.length;
}

/** Nothing but blanks. */
export const isBlank = (text: string): boolean => text.trim() === "";

/**
 * The edit that takes out consecutive statements of one body with the comments right above them, and of the blank lines
 * around them those that would stand doubled. `isFirst`, `isLast`: nothing of the body stands before, or after them.
 */
export function removeStatements(
  { text }: PythonSource,
  statements: readonly Statement[],
  isFirst: boolean,
  isLast: boolean,
): OffsetEdit | null {
  const [first] = statements;
  const last = statements.at(-1);
  if (!first || !last) return null;
  const onOneLine = withinLine(text, first.from, last.to);
  if (onOneLine) return onOneLine;
  const end = nextLine(text, endOfStatement(text, last));
  const below = blankLines(text, end);
  const start = withComments(text, lineStart(text, first.from), isAlone(text, below, end, isLast));
  const above = blankLinesAbove(text, start);
  const atEnd = below.end >= text.length;
  const atStart = above.start === 0;
  if (atEnd && atStart) return { from: 0, to: text.length, text: "" };
  if (atEnd) return { from: endOfFile(text, above.start), to: text.length, text: "" };
  if (isFirst && !isLast) return { from: start, to: below.end, text: "" };
  if (isLast) return { from: above.start, to: end, text: "" };
  const doubled = Math.min(above.count, below.count);
  return { from: start, to: below.starts[doubled] ?? below.end, text: "" };
}

/** Where a text ends that ended without a line break, when it is cut at the start of a line. */
function endOfFile(text: string, start: number): number {
  if (/[\r\n]$/.test(text)) return start;
  return start - (/(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(0, start - 2), start))?.[0].length ?? 0);
}

/** The statements share their line with others (`a; b`, `if x: a`): only they go. */
function withinLine(text: string, from: number, to: number): OffsetEdit | null {
  const before = text.slice(lineStart(text, from), from);
  const after = /^[ \t]*;[ \t]*/.exec(text.slice(to))?.[0] ?? "";
  const isBefore = !isBlank(before);
  const moreAfter = after !== "" && !/^(?:[\r\n#]|$)/.test(text.slice(to + after.length));
  if (!isBefore && !moreAfter) return null;
  if (moreAfter) return { from, to: to + after.length, text: "" };
  const separator = /;[ \t]*$/.exec(before)?.[0].length ?? 0;
  return { from: from - separator, to, text: "" };
}

/** A statement's end; a compound one's reaches into the line after it. */
function endOfStatement(text: string, { from, to }: Span): number {
  let end = to;
  while (end > from && /[\s]/.test(text[end - 1] ?? "")) end--;
  return end;
}

interface BlankLines {
  readonly count: number;
  /** Where each of them ends; the first entry is where they begin. */
  readonly starts: readonly number[];
  readonly end: number;
}

function blankLines(text: string, from: number): BlankLines {
  const starts = [from];
  let at = from;
  while (at < text.length) {
    const next = nextLine(text, at);
    if (!isBlank(text.slice(at, next))) break;
    starts.push(next);
    at = next;
  }
  return { count: starts.length - 1, starts, end: at };
}

function blankLinesAbove(text: string, start: number): { count: number; start: number } {
  let count = 0;
  let at = start;
  while (at > 0) {
    const before = lineStart(text, at - (text[at - 1] === "\n" && text[at - 2] === "\r" ? 2 : 1));
    if (!isBlank(text.slice(before, at))) break;
    count++;
    at = before;
  }
  return { count, start: at };
}

/** Comments right above go, too, unless they may speak of what follows. */
function withComments(text: string, start: number, alone: boolean): number {
  if (!alone) return start;
  const indentation = /^[ \t]*/.exec(text.slice(start))?.[0] ?? "";
  let at = start;
  while (at > 0) {
    const before = lineStart(text, at - (text[at - 1] === "\n" && text[at - 2] === "\r" ? 2 : 1));
    const line = text.slice(before, at);
    if (!line.startsWith(`${indentation}#`) || /^\s*#(?:!|.*coding[:=])/.test(line)) break;
    at = before;
  }
  return at;
}

/** Nothing stands right below that the comment above could be meant for. */
function isAlone(text: string, below: BlankLines, end: number, isLast: boolean): boolean {
  return isLast || below.count > 0 || end >= text.length || /^[ \t]*#/.test(text.slice(end, end + 200));
}

/** Entries between commas, and what to know of the brackets around them. */
export interface ItemList {
  readonly items: readonly Span[];
  /** Where the first may begin and the last must end: inside the brackets. */
  readonly inside: Span;
  /** One entry alone needs its comma. */
  readonly isTuple: boolean;
}

/** The edits that take entries out of a list, with their commas and, where they stand alone, their lines. */
export function removeItems(
  { text }: PythonSource,
  { items, inside, isTuple }: ItemList,
  removed: ReadonlySet<number>,
): OffsetEdit[] {
  if (removed.size >= items.length) return [{ ...inside, text: "" }];
  const edits: OffsetEdit[] = [];
  for (let index = 0; index < items.length; index++) {
    if (!removed.has(index)) continue;
    const start = index;
    while (removed.has(index + 1)) index++;
    edits.push(...removeRun(text, items, inside, start, index));
  }
  const kept = items.filter((_, index) => !removed.has(index));
  const [only] = kept;
  return isTuple && only && kept.length === 1 ? withComma(text, only, inside, edits) : edits;
}

/** The comma after an entry, if there is one before `limit`; offset of the character after it. */
export function afterComma(text: string, from: number, limit: number): number | null {
  const match = /^(?:\s|\\\r?\n|#[^\r\n]*)*,/.exec(text.slice(from, limit));
  return match ? from + match[0].length : null;
}

function removeRun(text: string, items: readonly Span[], inside: Span, first: number, last: number): OffsetEdit[] {
  const start = items[first];
  const end = items[last];
  if (!start || !end) return [];
  const before = items[first - 1];
  const after = items[last + 1];
  const comma = afterComma(text, end.to, after?.from ?? inside.to);
  const stop = comma ?? end.to;
  const lineFrom = lineStart(text, start.from);
  const tail = /^[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)/.exec(text.slice(stop, inside.to));
  const ownLines = isBlank(text.slice(Math.max(lineFrom, inside.from), start.from)) && lineFrom >= inside.from;
  if (ownLines && tail && stop + tail[0].length < inside.to) {
    const to = nextLine(text, stop + tail[0].length);
    const whole: OffsetEdit = { from: lineFrom, to: Math.min(to, inside.to), text: "" };
    // Where the list had no trailing comma, the entry that is now the last must lose its own.
    if (after || comma !== null || !before) return [whole];
    const orphan = afterComma(text, before.to, start.from);
    return orphan === null ? [whole] : [{ from: orphan - 1, to: orphan, text: "" }, whole];
  }
  if (after && (!before || isSameLine(text, end.to, after.from)))
    return [{ from: start.from, to: after.from, text: "" }];
  if (!before) return [{ from: start.from, to: stop, text: "" }];
  const previousComma = afterComma(text, before.to, start.from);
  if (after) return [{ from: previousComma ?? before.to, to: stop, text: "" }];
  const between = text.slice(before.to, start.from);
  if (!between.includes("#")) return [{ from: before.to, to: end.to, text: "" }];
  const orphan: OffsetEdit[] =
    previousComma !== null && comma === null ? [{ from: previousComma - 1, to: previousComma, text: "" }] : [];
  return [...orphan, { from: start.from, to: stop, text: "" }];
}

const isSameLine = (text: string, from: number, to: number): boolean => !/[\r\n]/.test(text.slice(from, to));

/** The edits with the comma that a tuple of one needs. */
function withComma(text: string, only: Span, inside: Span, edits: readonly OffsetEdit[]): OffsetEdit[] {
  const within = edits.map((edit) => ({ ...edit, from: edit.from - only.to, to: edit.to - only.to }));
  const left = applied(
    text.slice(only.to, inside.to),
    within.filter(({ from }) => from >= 0),
  );
  if (afterComma(left, 0, left.length) !== null) return [...edits];
  const here = edits.find(({ from }) => from === only.to);
  if (!here) return [...edits, { from: only.to, to: only.to, text: "," }];
  return edits.map((edit) => (edit === here ? { ...edit, text: "," } : edit));
}

/** A text with edits made; they must not overlap. */
export function applied(text: string, edits: readonly OffsetEdit[]): string {
  let result = text;
  for (const { from, to, text: added } of [...edits].sort((one, other) => other.from - one.from || other.to - one.to)) {
    result = result.slice(0, from) + added + result.slice(to);
  }
  return result;
}

/** Without the edits that lie within others, those that touch joined. */
export function withoutOverlaps(edits: readonly OffsetEdit[]): OffsetEdit[] {
  const sorted = [...edits].sort((one, other) => one.from - other.from || other.to - one.to);
  const result: OffsetEdit[] = [];
  for (const edit of sorted) {
    const last = result.at(-1);
    if (!last || edit.from >= last.to) result.push(edit);
    else if (edit.to > last.to)
      result[result.length - 1] = { from: last.from, to: edit.to, text: last.text + edit.text };
  }
  return result;
}
