import type { Span } from "../python/ast.ts";
import type { Tokens } from "./tokens.ts";
import { note, type PbProblem } from "./tree.ts";

/** What the reader goes by: where it stands, and what it found. */
export interface Reader {
  readonly text: string;
  readonly tokens: Tokens;
  readonly problems: PbProblem[];
  /** Brackets that are open, outermost first. */
  readonly open: { readonly close: string; readonly column: number }[];
  /** Closing brackets end the message that began at their own indentation. */
  readonly byIndent: boolean;
  /** A bracket was not closed, or closed nothing. */
  unbalanced: boolean;
}

export const spanOf = ({ token: { from, to } }: Tokens): Span => ({ from, to });
export const quote = (text: string): string => `\`${text}\``;
export const isAt = ({ token }: Tokens, character: string): boolean =>
  token.type === "punctuation" && token.text === character;

export const isEnd = ({ token }: Tokens): boolean => token.type === "end";

/** Goes past a closing bracket that no message here waits for. */
export function closesNothing(reader: Reader): void {
  const { tokens, problems } = reader;
  note(problems, { message: `This ${quote(tokens.token.text)} closes nothing. Remove it.`, span: spanOf(tokens) });
  reader.unbalanced = true;
  tokens.next();
}

/** By indentation, the closing bracket here is that of a message further out. */
export function closesOuter(reader: Reader): boolean {
  const { byIndent, tokens, open } = reader;
  const own = open.at(-1);
  if (!byIndent || !own || !tokens.token.first) return false;
  const column = indentOf(reader);
  return column < own.column && open.some((other) => other.column === column && isAt(tokens, other.close));
}

/** Columns of white space at the beginning of the line that the reader stands in. */
export function indentOf({ text, tokens: { token } }: Reader): number {
  let end = token.lineStart;
  while (text[end] === " " || text[end] === "\t") end++;
  return end - token.lineStart;
}

/** Goes past a message without reading it; returns where it ends. */
export function skipMessage(tokens: Tokens): number {
  let depth = 0;
  let to = tokens.token.to;
  do {
    if (isAt(tokens, "{") || isAt(tokens, "<")) depth++;
    else if (isAt(tokens, "}") || isAt(tokens, ">")) depth--;
    to = tokens.token.to;
    tokens.next();
  } while (depth > 0 && !isEnd(tokens));
  return to;
}
