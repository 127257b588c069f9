import { type ChangedRange, type Tree, TreeFragment } from "@lezer/common";
import { parser } from "@lezer/python";
import type { Location } from "../../model/text.ts";
import type { Body, Span } from "./ast.ts";
import { closeBrackets } from "./brackets.ts";
import { expressionConverter } from "./convertExpression.ts";
import { convertBody } from "./convertStatement.ts";
import { type LineIndex, lineIndex } from "./lineIndex.ts";

/** A piece of Python and where it stands: a file, or a cell of a notebook. */
export interface PythonSource {
  readonly uri: string;
  readonly text: string;
  readonly body: Body;
  readonly lines: LineIndex;
  /** What was parsed, where it differs from the text in forgotten brackets. */
  readonly parsedText: string;
  readonly tree: Tree;
}

/**
 * Parses Python, tolerant of anything half-typed; linear in the text. `previous`, the same file before a change, makes
 * the cost that of the change. A byte order mark counts as no character.
 */
export function parsePython(uri: string, written: string, previous?: PythonSource): PythonSource {
  const text = written.startsWith("\ufeff") ? written.slice(1) : written;
  if (previous?.text === text && previous.uri === uri) return previous;
  const { text: parsedText, closedAt } = closeBrackets(text);
  const tree = previous ? parser.parse(parsedText, fragmentsOf(previous, parsedText)) : parser.parse(parsedText);
  const body = convertBody(expressionConverter(text, closedAt), tree.topNode);
  return { uri, text, body, lines: lineIndex(text), parsedText, tree };
}

function fragmentsOf(previous: PythonSource, text: string): readonly TreeFragment[] {
  const change = changedRange(previous.parsedText, text);
  return TreeFragment.applyChanges(TreeFragment.addTree(previous.tree), [change]);
}

/** The one stretch in which two texts differ. */
function changedRange(before: string, after: string): ChangedRange {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shortest - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end++;
  }
  return { fromA: start, toA: before.length - end, fromB: start, toB: after.length - end };
}

/** A stretch of a source as a place. */
export const locationOf = (source: PythonSource, span: Span): Location => ({
  uri: source.uri,
  range: source.lines.range(span),
});
