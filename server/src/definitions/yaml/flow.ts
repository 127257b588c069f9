import { asKey, finishMap } from "./map.ts";
import { atKeyColon, finishPlain, skipPlainLine } from "./plain.ts";
import { readName, readProperties, withProperties } from "./properties.ts";
import { readQuoted } from "./quoted.ts";
import {
  atDocumentMark,
  atEnd,
  codeAt,
  columnOf,
  emptyScalar,
  enter,
  expandAlias,
  isBlank,
  isBlankOrBreak,
  isFlowMark,
  leave,
  problem,
  type Reader,
  skipToToken,
} from "./reader.ts";
import type { YamlEntry, YamlNode } from "./tree.ts";

const openBrace = 123;
const openBracket = 91;
const closeBrace = 125;
const closeBracket = 93;
const comma = 44;
const colon = 58;
const question = 63;

/** A collection in brackets that is being read. */
interface Frame {
  readonly from: number;
  readonly close: number;
  /** Indentation of the line on which it opened. */
  readonly indent: number;
  /** The column that its lines must be right of. */
  readonly parent: number;
}

/** Reads a collection in brackets or braces. */
export function readFlow(reader: Reader, parent: number): YamlNode {
  const from = reader.at;
  if (!enter(reader)) return emptyScalar(reader, from);
  const isMap = codeAt(reader) === openBrace;
  const frame = { from, close: isMap ? closeBrace : closeBracket, indent: indentOf(reader), parent };
  reader.at++;
  const node = isMap ? readFlowMap(reader, frame) : readFlowSequence(reader, frame);
  leave(reader);
  return node;
}

function indentOf(reader: Reader): number {
  let at = reader.lineStart;
  while (isBlank(reader.text.charCodeAt(at))) at++;
  return at - reader.lineStart;
}

/** Moves over what stands between entries. `end`: the collection is over, closed or not. */
function toNext(reader: Reader, frame: Frame, first: boolean): "entry" | "end" {
  const { at, lineStart } = reader;
  let crossed = skipToToken(reader);
  let commas = first ? 1 : 0;
  while (codeAt(reader) === comma) {
    if (commas > 0)
      problem(reader, "syntax", "A value is missing before this comma.", { from: reader.at, to: reader.at + 1 });
    commas++;
    reader.at++;
    crossed = skipToToken(reader) || crossed;
  }
  const code = codeAt(reader);
  if (isOver(reader, frame, crossed, code)) {
    const closed = code === frame.close && !atEnd(reader) && !outdented(reader, frame, crossed);
    if (closed) reader.at++;
    else {
      unclosed(reader, frame);
      // A line that belongs to a block is left to it.
      reader.at = at;
      reader.lineStart = lineStart;
    }
    return "end";
  }
  if (commas === 0) {
    reader.unbalanced = true;
    problem(reader, "syntax", "A comma is missing before this.", { from: reader.at, to: reader.at + 1 });
  }
  return "entry";
}

function isOver(reader: Reader, frame: Frame, crossed: boolean, code: number): boolean {
  if (atEnd(reader) || code === closeBrace || code === closeBracket) return true;
  return crossed && ((reader.recover && columnOf(reader) <= frame.parent) || (!reader.json && atDocumentMark(reader)));
}

/** The bracket that closes here stands left of the line on which this collection opened: it closes another one. */
const outdented = (reader: Reader, frame: Frame, crossed: boolean): boolean =>
  reader.recover && crossed && columnOf(reader) < frame.indent;

function unclosed(reader: Reader, frame: Frame): void {
  reader.unbalanced = true;
  const bracket = frame.close === closeBrace ? "}" : "]";
  problem(reader, "syntax", `This is not closed. Add a ${bracket}.`, { from: frame.from, to: frame.from + 1 });
}

function readFlowSequence(reader: Reader, frame: Frame): YamlNode {
  const items: YamlNode[] = [];
  while (toNext(reader, frame, items.length === 0) === "entry") {
    skipQuestion(reader);
    const item = atKeyColon(reader, true) ? emptyScalar(reader, reader.at) : readFlowNode(reader, frame.parent);
    const { at, lineStart } = reader;
    skipToToken(reader);
    if (codeAt(reader) === colon) {
      const entry = readPair(reader, item, frame.parent);
      items.push(finishMap(reader, [entry], item.from, entry.to, true));
    } else {
      reader.at = at;
      reader.lineStart = lineStart;
      items.push(item);
    }
  }
  reader.nodes++;
  return { kind: "sequence", from: frame.from, to: reader.at, items, flow: true };
}

function skipQuestion(reader: Reader): void {
  if (codeAt(reader) !== question || !isBlankOrBreak(codeAt(reader, 1))) return;
  reader.at++;
  skipToToken(reader);
}

function readFlowMap(reader: Reader, frame: Frame): YamlNode {
  const entries: YamlEntry[] = [];
  while (toNext(reader, frame, entries.length === 0) === "entry") {
    skipQuestion(reader);
    const key = atKeyColon(reader, true) ? emptyScalar(reader, reader.at) : readFlowNode(reader, frame.parent);
    const end = reader.at;
    const { lineStart } = reader;
    skipToToken(reader);
    if (codeAt(reader) === colon) entries.push(...readPairs(reader, key, frame.parent));
    else {
      if (reader.json) problem(reader, "syntax", "A colon and a value are missing after this key.", key);
      reader.at = end;
      reader.lineStart = lineStart;
      entries.push({ key: asKey(reader, key), value: emptyScalar(reader, end), from: key.from, to: end });
    }
  }
  return finishMap(reader, entries, frame.from, reader.at, true);
}

/** One entry from its colon on; more, where a value is missing and the next key stands in its place. */
function readPairs(reader: Reader, first: YamlNode, parent: number): YamlEntry[] {
  const entries: YamlEntry[] = [];
  let entry = readPair(reader, first, parent);
  for (;;) {
    const { at, lineStart } = reader;
    skipToToken(reader);
    if (codeAt(reader) !== colon || entry.value.kind !== "scalar" || entry.value.from === entry.value.to) {
      reader.at = at;
      reader.lineStart = lineStart;
      entries.push(entry);
      return entries;
    }
    problem(reader, "syntax", "A value is missing after this key.", entry.key);
    const { key, value: next } = entry;
    entries.push({ key, value: emptyScalar(reader, key.to), from: key.from, to: key.to });
    entry = readPair(reader, next, parent);
  }
}

function readPair(reader: Reader, key: YamlNode, parent: number): YamlEntry {
  reader.at++;
  const end = reader.at;
  const { lineStart } = reader;
  skipToToken(reader);
  const code = codeAt(reader);
  const empty = atEnd(reader) || code === comma || code === closeBrace || code === closeBracket;
  if (empty) {
    if (reader.json) problem(reader, "syntax", "A value is missing after this key.", key);
    reader.at = end;
    reader.lineStart = lineStart;
  }
  const value = empty ? emptyScalar(reader, end) : readFlowNode(reader, parent);
  return { key: asKey(reader, key), value, from: key.from, to: Math.max(value.to, end) };
}

function readFlowNode(reader: Reader, parent: number): YamlNode {
  const properties = readProperties(reader);
  const { nodes } = reader;
  return withProperties(reader, readContent(reader, parent), properties, nodes);
}

function readContent(reader: Reader, parent: number): YamlNode {
  const code = codeAt(reader);
  const from = reader.at;
  if (code === openBrace || code === openBracket) return readFlow(reader, parent);
  if (code === 34 || code === 39) return readQuoted(reader, parent);
  if (code === 42) {
    const name = readName(reader).slice(1);
    return expandAlias(reader, name, { from, to: reader.at }) ?? emptyScalar(reader, from);
  }
  if (isFlowMark(code) || atEnd(reader)) return emptyScalar(reader, from);
  if (atKeyColon(reader, true)) {
    // A colon where a value should stand: passed over, so that reading goes on.
    reader.at++;
    return emptyScalar(reader, from);
  }
  skipPlainLine(reader, true);
  if (reader.at === from) reader.at++;
  return finishPlain(reader, from, parent, true);
}
