import type { Location } from "../../model/text.ts";
import type { Body, Span } from "./ast.ts";
import { closeBrackets } from "./brackets.ts";
import { type LineIndex, lineIndex } from "./lineIndex.ts";
import { type ReadParts, readParts } from "./parts.ts";

/** A piece of Python and where it stands: a file, or a cell of a notebook. */
export interface PythonSource {
  readonly uri: string;
  readonly text: string;
  readonly body: Body;
  readonly lines: LineIndex;
  /** For the text's next version. */
  readonly parts: ReadParts;
}

/**
 * Parses Python, tolerant of anything half-typed; linear in the text. `previous`, the same file before a change, makes the cost that of the
 * statements that changed. A byte order mark counts as no character.
 */
export function parsePython(uri: string, written: string, previous?: PythonSource): PythonSource {
  const text = written.startsWith("\ufeff") ? written.slice(1) : written;
  if (previous?.text === text && previous.uri === uri) return previous;
  const { body, parts } = readParts(text, closeBrackets(text), previous?.parts ?? new Map());
  return { uri, text, body, lines: lineIndex(text), parts };
}

/** A stretch of a source as a place. */
export const locationOf = (source: PythonSource, span: Span): Location => ({
  uri: source.uri,
  range: source.lines.range(span),
});
