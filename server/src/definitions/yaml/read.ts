import { lineIndex } from "../python/lineIndex.ts";
import { readBlock } from "./block.ts";
import {
  atDocumentMark,
  atEnd,
  charReturn,
  codeAt,
  newReader,
  problem,
  type Reader,
  skipLine,
  skipToToken,
} from "./reader.ts";
import { type Reusable, reusableEntries } from "./reuse.ts";
import type { YamlNode, YamlText } from "./tree.ts";

/**
 * Reads YAML 1.2 or JSON (a text that starts with a brace or bracket, whose strings then end with their lines), tolerant of anything half-typed:
 * what is wrong is a problem, and what stands before and after it stays. Linear in the text; depth and count of nodes are bounded, aliases counted
 * as what they repeat. Tags other than those of the core schema and directives say nothing. `previous`, an earlier version of the same text, saves
 * reading what stands before the change; its nodes are then nodes of this version, too.
 */
export function readYaml(written: string, previous?: YamlText): YamlText {
  const text = written.startsWith("\ufeff") ? written.slice(1) : written;
  const json = /^\s*[{[]/.test(text);
  if (previous?.text === text) return previous;
  let read = readAs(text, json, json || !previous ? undefined : reusableEntries(previous, text));
  if (json && read.reader.problems.some(({ code }) => code === "syntax")) {
    const yaml = readAs(text, false);
    if (!yaml.reader.problems.some(({ code }) => code === "syntax")) read = yaml;
  }
  const problems = read.reader.problems.sort((a, b) => a.from - b.from);
  const plain = !json && problems.length === 0 && !read.reader.anchored;
  return { text, documents: read.documents, problems, lines: lineIndex(text), plain };
}

function readAs(
  text: string,
  json: boolean,
  reusable?: Reusable,
): { readonly reader: Reader; readonly documents: YamlNode[] } {
  const reader = newReader(text, json, false, reusable);
  const documents = readDocuments(reader);
  if (!reader.unbalanced) return { reader, documents };
  const again = newReader(text, json, true);
  return { reader: again, documents: readDocuments(again) };
}

function readDocuments(reader: Reader): YamlNode[] {
  const documents: YamlNode[] = [];
  for (skipPrologue(reader); !atEnd(reader); skipPrologue(reader)) {
    reader.anchors.clear();
    const from = reader.at;
    const explicit = atDocumentMark(reader) && codeAt(reader) === 45;
    if (explicit) reader.at += 3;
    const node = readBlock(reader, -1, explicit ? "item" : "root");
    documents.push(node);
    skipToToken(reader);
    if (atEnd(reader) || atDocumentMark(reader)) {
      if (!atEnd(reader) && codeAt(reader) === 46) reader.at += 3;
      continue;
    }
    const stray = reader.at;
    skipLine(reader);
    problem(reader, "syntax", "This text belongs to nothing above. Align it with the keys.", {
      from: stray,
      to: reader.at,
    });
    if (reader.at <= from) reader.at++;
  }
  return documents;
}

/** Skips what stands before a document: comments, directives, ends of documents. */
function skipPrologue(reader: Reader): void {
  for (;;) {
    skipToToken(reader);
    const directive = codeAt(reader) === 37 && reader.at === reader.lineStart;
    const ended = codeAt(reader) === 46 && atDocumentMark(reader);
    if (!directive && !ended) return;
    skipLine(reader);
    if (codeAt(reader) === charReturn) reader.at++;
  }
}
