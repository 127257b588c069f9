import { plainValue } from "./coreSchema.ts";
import { foldLines } from "./fold.ts";
import {
  atDocumentMark,
  atEnd,
  codeAt,
  columnOf,
  isBlank,
  isBlankOrBreak,
  isBreak,
  isFlowMark,
  type Reader,
  skipBlanks,
  skipBreak,
} from "./reader.ts";
import type { YamlScalar } from "./tree.ts";

const colon = 58;
const hash = 35;

/** Whether a colon here ends a key: before a blank, a line's end or, in brackets, one of their marks. */
export function atKeyColon(reader: Reader, flow: boolean): boolean {
  if (codeAt(reader) !== colon) return false;
  const next = codeAt(reader, 1);
  return isBlankOrBreak(next) || (flow && isFlowMark(next));
}

/** Moves over a plain scalar's text in this line, blanks after it left out. */
export function skipPlainLine(reader: Reader, flow: boolean): void {
  const { text } = reader;
  let end = reader.at;
  for (let at = reader.at; ; at++) {
    const code = text.charCodeAt(at);
    if (isBreak(code)) break;
    if (isBlank(code)) continue;
    if (code === colon) {
      const next = text.charCodeAt(at + 1);
      if (isBlankOrBreak(next) || (flow && isFlowMark(next))) break;
    } else if (code === hash && end < at) break;
    else if (flow && isFlowMark(code)) break;
    end = at + 1;
  }
  reader.at = end;
}

/** A plain scalar's first line was read from `from`: reads the lines that continue it, those of keys not. */
export function finishPlain(reader: Reader, from: number, parent: number, flow: boolean): YamlScalar {
  const first = reader.text.slice(from, reader.at);
  const lines = [first];
  while (!(flow && reader.json) && continueLine(reader, lines, parent, flow));
  reader.nodes++;
  const text = lines.length === 1 ? first : foldLines(lines);
  return { kind: "scalar", from, to: reader.at, value: plainValue(text), text, style: "plain" };
}

function continueLine(reader: Reader, lines: string[], parent: number, flow: boolean): boolean {
  const { at, lineStart } = reader;
  const before = lines.length;
  skipBlanks(reader);
  if (isBreak(codeAt(reader)) && !atEnd(reader)) {
    skipBreak(reader);
    for (skipBlanks(reader); isBreak(codeAt(reader)) && !atEnd(reader); skipBlanks(reader)) {
      lines.push("");
      skipBreak(reader);
    }
    const code = codeAt(reader);
    const ends = atEnd(reader) || code === hash || columnOf(reader) <= parent || atDocumentMark(reader);
    if (!ends && !(flow && isFlowMark(code))) {
      const start = reader.at;
      skipPlainLine(reader, flow);
      const end = reader.at;
      skipBlanks(reader);
      const key = atKeyColon(reader, flow);
      reader.at = end;
      if (!key && end > start) {
        lines.push(reader.text.slice(start, end));
        return true;
      }
    }
  }
  lines.length = before;
  reader.at = at;
  reader.lineStart = lineStart;
  return false;
}
