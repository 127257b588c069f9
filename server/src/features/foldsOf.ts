import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver-types";

/** Folds that are made at most. */
const most = 5_000;

const opening: Readonly<Record<string, string>> = { "{": "}", "[": "]", "<": ">" };

/**
 * Folds of a protobuf text: what stands between brackets on different lines, and comments of several lines. Brackets in strings and comments
 * count for nothing; one without its partner folds nothing. Linear in the text.
 */
export function foldsOf(text: string): readonly FoldingRange[] {
  const folds: FoldingRange[] = [];
  const open: { readonly close: string; readonly line: number }[] = [];
  let comment = -1;
  const lines = text.split(/\r\n|\r|\n/);
  for (const [line, content] of lines.entries()) {
    const isComment = /^\s*#/.test(content);
    if (isComment && comment < 0) comment = line;
    if (!isComment && comment >= 0) {
      if (line - 1 > comment) folds.push({ startLine: comment, endLine: line - 1, kind: FoldingRangeKind.Comment });
      comment = -1;
    }
    for (const bracket of bracketsOf(content)) {
      const close = opening[bracket];
      if (close !== undefined) {
        open.push({ close, line });
        continue;
      }
      const at = open.findLastIndex((one) => one.close === bracket);
      const [start] = at < 0 ? [] : open.splice(at);
      if (start && line - 1 > start.line) folds.push({ startLine: start.line, endLine: line - 1 });
    }
    if (folds.length >= most) break;
  }
  if (comment >= 0 && lines.length - 1 > comment)
    folds.push({ startLine: comment, endLine: lines.length - 1, kind: FoldingRangeKind.Comment });
  return folds.sort((a, b) => a.startLine - b.startLine);
}

/** Brackets of a line outside strings and before a comment. */
function* bracketsOf(line: string): Generator<string> {
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? "";
    if (character === "#") return;
    if (character === '"' || character === "'") {
      for (at++; at < line.length && line[at] !== character; at++) if (line[at] === "\\") at++;
    } else if ("{}[]<>".includes(character)) yield character;
  }
}
