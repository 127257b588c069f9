import type { Tree } from "@lezer/common";
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
  /** Of the text with forgotten brackets closed. */
  readonly tree: Tree;
}

/**
 * Parses Python, tolerant of anything half-typed; linear in the text. `previous`, the same file before, is given back where nothing changed.
 * A byte order mark counts as no character.
 *
 * A changed text is parsed anew as a whole: where the parser takes parts of an older tree over, blocks of some texts over 4,000 characters
 * come to hold the statements after them, and most of the time goes into what follows anyway.
 */
export function parsePython(uri: string, written: string, previous?: PythonSource): PythonSource {
  const text = written.startsWith("\ufeff") ? written.slice(1) : written;
  if (previous?.text === text && previous.uri === uri) return previous;
  const { text: parsedText, closedAt } = closeBrackets(text);
  const tree = parser.parse(parsedText);
  const body = convertBody(expressionConverter(text, closedAt), tree.topNode);
  return { uri, text, body, lines: lineIndex(text), tree };
}

/** A stretch of a source as a place. */
export const locationOf = (source: PythonSource, span: Span): Location => ({
  uri: source.uri,
  range: source.lines.range(span),
});
