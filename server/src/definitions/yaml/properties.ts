import { taggedValue } from "./coreSchema.ts";
import { codeAt, isBlankOrBreak, isFlowMark, type Reader, skipToToken } from "./reader.ts";
import type { YamlNode } from "./tree.ts";

const ampersand = 38;
const exclamation = 33;

/** A node's anchor and tag, as written before it. */
export interface Properties {
  readonly anchor: string | null;
  readonly tag: string | null;
  readonly from: number;
  /** Where the last of them ends, and the start of its line. */
  readonly end: number;
  readonly endLine: number;
  /** The node stands on another line. */
  readonly crossed: boolean;
}

/** Reads the properties that stand in this line, and goes on to the token after them; null, and no move, where there is none. */
export function readProperties(reader: Reader): Properties | null {
  const from = reader.at;
  let code = codeAt(reader);
  if (code !== ampersand && code !== exclamation) return null;
  let anchor: string | null = null;
  let tag: string | null = null;
  let crossed = false;
  let end = from;
  let endLine = reader.lineStart;
  for (; !crossed && (code === ampersand || code === exclamation); code = codeAt(reader)) {
    const name = readName(reader);
    if (code === ampersand) anchor = name.slice(1);
    else tag = name;
    end = reader.at;
    endLine = reader.lineStart;
    crossed = skipToToken(reader);
  }
  return { anchor, tag, from, end, endLine, crossed };
}

/** Reads a word that starts with `&`, `*` or `!`, the mark included. */
export function readName(reader: Reader): string {
  const from = reader.at;
  reader.at++;
  const verbatim = reader.text.startsWith("<", reader.at);
  while (!isBlankOrBreak(codeAt(reader)) && (verbatim || !isFlowMark(codeAt(reader)))) reader.at++;
  return reader.text.slice(from, reader.at);
}

/** The node with its tag's value; remembered under its anchor, with the count of nodes that it took since `before`. */
export function withProperties(
  reader: Reader,
  node: YamlNode,
  properties: Properties | null,
  before: number,
): YamlNode {
  if (!properties) return node;
  const { anchor, tag } = properties;
  const tagged =
    tag !== null && node.kind === "scalar" ? { ...node, value: taggedValue(node.text, tag, node.value) } : node;
  if (anchor !== null) {
    reader.anchored = true;
    reader.anchors.set(anchor, { node: tagged, nodes: Math.max(1, reader.nodes - before) });
  }
  return tagged;
}
