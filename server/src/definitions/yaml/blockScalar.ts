import {
  atDocumentMark,
  atEnd,
  charSpace,
  charTab,
  codeAt,
  isBlank,
  isBreak,
  problem,
  type Reader,
  skipBlanks,
  skipBreak,
  skipLine,
} from "./reader.ts";
import type { YamlScalar } from "./tree.ts";

type Chomp = "clip" | "strip" | "keep";

/** Reads a literal (`|`) or folded (`>`) scalar. `parent`: the column of what holds it, -1 at the document's top. */
export function readBlockScalar(reader: Reader, parent: number): YamlScalar {
  reader.nodes++;
  const from = reader.at;
  const folded = codeAt(reader) === 62;
  reader.at++;
  const { chomp, indent: given } = readHeader(reader);
  let to = reader.at;
  skipBreak(reader);
  let indent = given === null ? null : Math.max(parent, 0) + given;
  const lines: string[] = [];
  while (!atEnd(reader)) {
    const { lineStart } = reader;
    let spaces = 0;
    while (codeAt(reader, spaces) === charSpace && (indent === null || spaces < indent)) spaces++;
    if (isBreak(codeAt(reader, spaces))) {
      reader.at += spaces;
      lines.push("");
      skipBreak(reader);
      continue;
    }
    if (indent === null) {
      if (spaces <= parent) break;
      indent = spaces;
    }
    if (spaces < indent || (indent === 0 && atDocumentMark(reader))) break;
    reader.at = lineStart + indent;
    skipLine(reader);
    lines.push(reader.text.slice(lineStart + indent, reader.at));
    to = reader.at;
    skipBreak(reader);
  }
  const text = chomped(lines, chomp, folded);
  return { kind: "scalar", from, to, value: text, text, style: folded ? "folded" : "literal" };
}

function readHeader(reader: Reader): { readonly chomp: Chomp; readonly indent: number | null } {
  let chomp: Chomp = "clip";
  let indent: number | null = null;
  for (; ; reader.at++) {
    const code = codeAt(reader);
    if (code === 43) chomp = "keep";
    else if (code === 45) chomp = "strip";
    else if (code >= 49 && code <= 57) indent = code - 48;
    else break;
  }
  const end = reader.at;
  skipBlanks(reader);
  const comment = codeAt(reader) === 35 && reader.at > end;
  if (!comment && !isBreak(codeAt(reader))) {
    const from = reader.at;
    skipLine(reader);
    problem(reader, "syntax", "A text block starts on the next line. Move this there.", { from, to: reader.at });
  }
  skipLine(reader);
  return { chomp, indent };
}

function chomped(lines: string[], chomp: Chomp, folded: boolean): string {
  let last = lines.length;
  while (last > 0 && lines[last - 1] === "") last--;
  const empty = lines.length - last;
  const content = lines.slice(0, last);
  const text = folded ? foldBlock(content) : content.join("\n");
  if (chomp === "strip") return text;
  if (chomp === "keep") return text + "\n".repeat(empty + (last > 0 ? 1 : 0));
  return last > 0 ? `${text}\n` : text;
}

/** https://yaml.org/spec/1.2.2/#813-folded-style: lines that start with a blank keep their breaks. */
function foldBlock(lines: readonly string[]): string {
  let text = "";
  let empty = 0;
  let before: "none" | "folds" | "keeps" = "none";
  for (const line of lines) {
    if (line === "") {
      empty++;
      continue;
    }
    const keeps = isBlank(line.charCodeAt(0)) || line.charCodeAt(0) === charTab;
    if (before === "none") text += "\n".repeat(empty);
    else if (keeps || before === "keeps") text += "\n".repeat(empty + 1);
    else text += empty === 0 ? " " : "\n".repeat(empty);
    text += line;
    empty = 0;
    before = keeps ? "keeps" : "folds";
  }
  return text;
}
