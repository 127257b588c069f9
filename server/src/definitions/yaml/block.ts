import { readBlockScalar } from "./blockScalar.ts";
import { readFlow } from "./flow.ts";
import { asKey, finishMap } from "./map.ts";
import { atKeyColon, finishPlain, skipPlainLine } from "./plain.ts";
import { type Properties, readName, readProperties, withProperties } from "./properties.ts";
import { readQuoted } from "./quoted.ts";
import {
  atDocumentMark,
  atEnd,
  charTab,
  codeAt,
  columnOf,
  emptyScalar,
  enter,
  expandAlias,
  isBlankOrBreak,
  isBreak,
  leave,
  problem,
  type Reader,
  skipBlanks,
  skipLine,
  skipToToken,
} from "./reader.ts";
import type { YamlEntry, YamlNode } from "./tree.ts";

const dash = 45;
const question = 63;
const colon = 58;

/** What a node stands in: an entry after its key, a sequence's item, an entry with a mark before its key, or nothing. */
type Holder = "value" | "item" | "explicit" | "root";

const atMark = (reader: Reader, mark: number): boolean => codeAt(reader) === mark && isBlankOrBreak(codeAt(reader, 1));

/** Reads the node of a document, or of what holds it at column `parent` (-1 at the top). Reading stands right after the holder's mark. */
export function readBlock(reader: Reader, parent: number, holder: Holder): YamlNode {
  const { at, lineStart, nodes } = reader;
  if (!enter(reader)) return emptyScalar(reader, at);
  let crossed = skipToToken(reader) || holder === "root";
  let properties: Properties | null = null;
  let node: YamlNode;
  if (endsHere(reader, parent, holder, crossed)) node = emptyHere(reader, at, lineStart);
  else {
    properties = readProperties(reader);
    crossed ||= properties?.crossed ?? false;
    node =
      properties && endsHere(reader, parent, holder, crossed)
        ? withProperties(reader, emptyHere(reader, properties.end, properties.endLine), properties, nodes)
        : readContent(reader, parent, crossed || holder !== "value", properties);
  }
  leave(reader);
  return node;
}

/** Nothing stands here: back to what was read last. */
function emptyHere(reader: Reader, at: number, lineStart: number): YamlNode {
  reader.at = at;
  reader.lineStart = lineStart;
  return emptyScalar(reader, at);
}

/** Whether nothing of the holder stands here: the text, the document or the indentation ends. */
function endsHere(reader: Reader, parent: number, holder: Holder, crossed: boolean): boolean {
  if (atEnd(reader)) return true;
  if (!crossed) return false;
  if (atDocumentMark(reader)) return true;
  const column = columnOf(reader);
  if (column > parent) return false;
  return !((holder === "value" || holder === "explicit") && column === parent && atMark(reader, dash));
}

/** Reads what stands after the properties `first`; those of the line of a key are the key's. */
function readContent(reader: Reader, parent: number, compact: boolean, first: Properties | null): YamlNode {
  const { nodes } = reader;
  const outer = first?.crossed ? first : null;
  const own = outer ? readProperties(reader) : first;
  const column = own && !own.crossed ? own.from - reader.lineStart : columnOf(reader);
  const code = codeAt(reader);
  const done = (node: YamlNode): YamlNode =>
    withProperties(reader, withProperties(reader, node, own, nodes), outer, nodes);
  if (atMark(reader, dash)) {
    if (!compact) problem(reader, "syntax", "A list starts on its own line. Move it below the key.", here(reader));
    return done(readSequence(reader, columnOf(reader)));
  }
  if (code === 124 || code === 62) return done(readBlockScalar(reader, parent));
  if (atMark(reader, question)) return withProperties(reader, readMap(reader, column, null), outer ?? own, nodes);
  if (atMark(reader, colon)) {
    const key = withProperties(reader, emptyScalar(reader, reader.at), own, nodes);
    return withProperties(reader, readMap(reader, column, key), outer, nodes);
  }
  const from = reader.at;
  const { lineStart } = reader;
  const inline = readInline(reader, parent);
  const end = reader.at;
  skipBlanks(reader);
  if (codeAt(reader) === colon && isBlankOrBreak(codeAt(reader, 1)) && reader.lineStart === lineStart) {
    if (compact) {
      const key = withProperties(reader, inline ?? plain(reader, from, end, parent, false), own, nodes);
      return withProperties(reader, readMap(reader, column, key), outer, nodes);
    }
    const message = "A second key stands in this line. Put the text in quotes, or the key on its own line.";
    problem(reader, "syntax", message, here(reader));
    skipLine(reader);
    return done(plain(reader, from, trimmed(reader, from), parent, false));
  }
  reader.at = end;
  if (!inline && compact && keyBelow(reader, column)) {
    return withProperties(
      reader,
      readMap(reader, column, plain(reader, from, end, parent, false)),
      outer ?? own,
      nodes,
    );
  }
  const scalar = inline ?? plain(reader, from, end, parent);
  endLine(reader);
  return done(scalar);
}

const here = (reader: Reader) => ({ from: reader.at, to: reader.at + 1 });

function trimmed(reader: Reader, from: number): number {
  return from + reader.text.slice(from, reader.at).trimEnd().length;
}

/** What is no block, in this line where it is plain; null for plain text, whose end reading then stands at. */
function readInline(reader: Reader, parent: number): YamlNode | null {
  const code = codeAt(reader);
  const from = reader.at;
  if (code === 34 || code === 39) return readQuoted(reader, parent);
  if (code === 91 || code === 123) return readFlow(reader, parent);
  if (code === 42) {
    const name = readName(reader).slice(1);
    return expandAlias(reader, name, { from, to: reader.at }) ?? emptyScalar(reader, from);
  }
  if (code === 64 || code === 96 || code === 37 || code === 44 || code === 93 || code === 125) {
    problem(reader, "syntax", "Plain text cannot start with this character. Put the text in quotes.", here(reader));
  }
  skipPlainLine(reader, false);
  if (reader.at === from) reader.at++;
  return null;
}

/** The plain scalar of a stretch of this line, and of the lines that go on with it where it may have them. */
function plain(reader: Reader, from: number, end: number, parent: number, more = true): YamlNode {
  const { at } = reader;
  reader.at = end;
  if (!more || at !== end) parent = Number.MAX_SAFE_INTEGER;
  const scalar = finishPlain(reader, from, parent, false);
  reader.at = Math.max(reader.at, at);
  return scalar;
}

/** Whether the next line holds a key at the same column: then what stands here is a half-typed one. */
function keyBelow(reader: Reader, column: number): boolean {
  const { at, lineStart } = reader;
  const crossed = skipToToken(reader);
  let found = false;
  if (crossed && columnOf(reader) === column && !atEnd(reader) && !atDocumentMark(reader)) {
    const code = codeAt(reader);
    if (code === 34 || code === 39) {
      const line = reader.text.slice(reader.at, reader.at + 300);
      found = /^(?:"[^"\r\n]*"|'[^'\r\n]*')[ \t]*:(?:[ \t\r\n]|$)/.test(line);
    } else {
      skipPlainLine(reader, false);
      skipBlanks(reader);
      found = atKeyColon(reader, false);
    }
  }
  reader.at = at;
  reader.lineStart = lineStart;
  return found;
}

/** After a value within a line: nothing but a comment may follow. */
function endLine(reader: Reader): void {
  const { at } = reader;
  skipBlanks(reader);
  const comment = codeAt(reader) === 35 && reader.at > at;
  if (isBreak(codeAt(reader)) || comment) return;
  const from = reader.at;
  skipLine(reader);
  problem(reader, "syntax", "This text follows a value that is complete. Remove it, or put all of it in quotes.", {
    from,
    to: reader.at,
  });
}

function readSequence(reader: Reader, column: number): YamlNode {
  const from = reader.at;
  const items: YamlNode[] = [];
  let to = from;
  for (;;) {
    if (atMark(reader, dash)) {
      checkIndentation(reader);
      reader.at++;
      const mark = reader.at;
      const item = readBlock(reader, column, "item");
      items.push(item);
      to = Math.max(mark, ownEnd(item, mark));
    }
    const next = toNextEntry(reader, column);
    if (next === "deeper") readStray(reader, column);
    else if (next === "end" || !atMark(reader, dash)) break;
  }
  reader.nodes++;
  return { kind: "sequence", from, to, items, flow: false };
}

/** Spaces alone indent the entries of a block. */
function checkIndentation(reader: Reader): void {
  const { text, lineStart, at } = reader;
  if (text.charCodeAt(lineStart) !== charTab && !(at > lineStart + 1 && text.slice(lineStart, at).includes("\t")))
    return;
  const to = lineStart + (/^[ \t]*/.exec(text.slice(lineStart, at))?.[0].length ?? 0);
  if (!text.slice(lineStart, to).includes("\t")) return;
  problem(reader, "syntax", "A tab stands in the indentation. Indent with spaces.", { from: lineStart, to });
}

/** Moves to the next entry of a block at a column. `deeper`: what stands there belongs to no entry. */
function toNextEntry(reader: Reader, column: number): "entry" | "deeper" | "end" {
  const { at, lineStart } = reader;
  skipToToken(reader);
  if (!atEnd(reader) && !atDocumentMark(reader)) {
    if (columnOf(reader) === column) return "entry";
    if (columnOf(reader) > column) return "deeper";
  }
  reader.at = at;
  reader.lineStart = lineStart;
  return "end";
}

/** What is indented deeper than the entries around it: read, told, and given back to be taken in where that makes sense. */
function readStray(reader: Reader, column: number): YamlNode {
  const from = reader.at;
  const node = readBlock(reader, column, "root");
  const line = reader.text.indexOf("\n", from);
  const to = Math.min(node.to, line < 0 ? reader.text.length : line);
  problem(reader, "syntax", "The indentation fits no line above. Align it.", { from, to: Math.max(to, from + 1) });
  if (reader.at <= from) skipLine(reader);
  return node;
}

function readMap(reader: Reader, column: number, firstKey: YamlNode | null): YamlNode {
  const entries: YamlEntry[] = [];
  const from = firstKey ? reader.lineStart + column : reader.at;
  if (firstKey) checkIndentation(reader);
  let key = firstKey;
  for (;;) {
    if (!key && atMark(reader, dash)) {
      const stray = here(reader);
      readSequence(reader, column);
      problem(reader, "syntax", "A list item stands among keys. Indent it below its key.", stray);
    } else entries.push(takeOver(reader, key?.from ?? reader.at) ?? readEntry(reader, column, key));
    key = null;
    let next = toNextEntry(reader, column);
    while (next === "deeper") {
      const stray = readStray(reader, column);
      if (stray.kind === "map") entries.push(...stray.entries);
      next = toNextEntry(reader, column);
    }
    if (next === "end") break;
  }
  const to = entries.reduce((end, entry) => Math.max(end, entry.to), from);
  return finishMap(reader, entries, from, to, false);
}

/** The entry that stands here, where the text's last version has read it: reading goes on at its end. */
function takeOver(reader: Reader, from: number): YamlEntry | null {
  const entry = reader.reusable.get(from);
  if (!entry) return null;
  const { text } = reader;
  reader.at = entry.to;
  let start = entry.to;
  while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start--;
  reader.lineStart = start;
  return entry;
}

function readEntry(reader: Reader, column: number, readKey: YamlNode | null): YamlEntry {
  if (!readKey) checkIndentation(reader);
  const from = readKey?.from ?? reader.at;
  if (!readKey && atMark(reader, question)) return readExplicit(reader, column);
  const key = readKey ?? readImplicitKey(reader);
  skipBlanks(reader);
  const missing = !(codeAt(reader) === colon && isBlankOrBreak(codeAt(reader, 1)));
  if (missing) {
    problem(reader, "syntax", "A colon is missing after this key.", key);
    skipLine(reader);
  } else reader.at++;
  const end = missing ? key.to : reader.at;
  const value = readBlock(reader, column, "value");
  return { key: asKey(reader, key), value, from: Math.min(from, key.from), to: Math.max(end, ownEnd(value, end)) };
}

/** Where a value ends that is written there; an alias' stands elsewhere. */
const ownEnd = (value: YamlNode, after: number): number => (value.from >= after ? value.to : after);

function readExplicit(reader: Reader, column: number): YamlEntry {
  const from = reader.at;
  reader.at++;
  const key = readBlock(reader, column, "explicit");
  const { at, lineStart } = reader;
  skipToToken(reader);
  if (columnOf(reader) === column && atMark(reader, colon)) {
    reader.at++;
    const end = reader.at;
    const value = readBlock(reader, column, "explicit");
    return { key: asKey(reader, key), value, from, to: Math.max(end, ownEnd(value, end)) };
  }
  reader.at = at;
  reader.lineStart = lineStart;
  return { key: asKey(reader, key), value: emptyScalar(reader, at), from, to: Math.max(key.to, from + 1) };
}

function readImplicitKey(reader: Reader): YamlNode {
  const { nodes } = reader;
  const properties = readProperties(reader);
  const from = reader.at;
  if (atMark(reader, colon)) return emptyScalar(reader, from);
  const key = readInline(reader, Number.MAX_SAFE_INTEGER) ?? plain(reader, from, reader.at, 0, false);
  return withProperties(reader, key, properties, nodes);
}
