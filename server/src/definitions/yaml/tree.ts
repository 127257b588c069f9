import type { Span } from "../python/ast.ts";
import type { LineIndex } from "../python/lineIndex.ts";

/** A node of a YAML or JSON text. Offsets are UTF-16 units of the text without its byte order mark; an alias is the very node that it names. */
export type YamlNode = YamlScalar | YamlMap | YamlSequence;

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";
export type ScalarValue = string | number | boolean | null;

export interface YamlScalar extends Span {
  readonly kind: "scalar";
  /** What the text says by YAML 1.2's core schema, a tag (`!!str`) before the words. */
  readonly value: ScalarValue;
  /** The same as text, without quotes, escapes and folds; empty where nothing is written. */
  readonly text: string;
  readonly style: ScalarStyle;
}

export interface YamlMap extends Span {
  readonly kind: "map";
  /** In the text's order, keys that stand twice included; those of merge keys (`<<`) last. */
  readonly entries: readonly YamlEntry[];
  /** The entry of each key's text: the last where a key stands twice. */
  readonly index: ReadonlyMap<string, YamlEntry>;
  /** In braces. */
  readonly flow: boolean;
}

/** From the key's start (or its `?`) to the value's end. */
export interface YamlEntry extends Span {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export interface YamlSequence extends Span {
  readonly kind: "sequence";
  readonly items: readonly YamlNode[];
  /** In brackets. */
  readonly flow: boolean;
}

/** What is wrong with the text as such. `syntax` covers what no YAML reader takes. */
export type YamlProblemCode = "syntax" | "duplicate-key" | "unknown-anchor" | "too-large";

export interface YamlProblem extends Span {
  readonly code: YamlProblemCode;
  readonly message: string;
}

/** A text as it was read: one node a document, null where a document is empty. */
export interface YamlText {
  /** The text without a byte order mark: what offsets count in. */
  readonly text: string;
  readonly documents: readonly YamlNode[];
  /** In the text's order, at most {@link maxProblems}. */
  readonly problems: readonly YamlProblem[];
  readonly lines: LineIndex;
  /** Blocks without anchors and mistakes: parts of it may be taken over into the next version. */
  readonly plain: boolean;
}

/** More problems are not told. */
export const maxProblems = 100;

/** The map's value under a key; null where the node is no map or lacks the key. */
export const childOf = (node: YamlNode | null | undefined, key: string): YamlNode | null =>
  entryOf(node, key)?.value ?? null;

/** The map's entry of a key; null where the node is no map or lacks the key. */
export const entryOf = (node: YamlNode | null | undefined, key: string): YamlEntry | null =>
  (node?.kind === "map" ? node.index.get(key) : undefined) ?? null;

/** The value at a path of keys; null where one of them is missing. */
export function childAt(node: YamlNode | null, ...path: readonly string[]): YamlNode | null {
  let at = node;
  for (const key of path) at = childOf(at, key);
  return at;
}

/** The entries of a map, each key once; none for any other node. */
export const entriesOf = (node: YamlNode | null): Iterable<YamlEntry> =>
  node?.kind === "map" ? node.index.values() : [];

/** The items of a sequence; none for any other node. */
export const itemsOf = (node: YamlNode | null): readonly YamlNode[] => (node?.kind === "sequence" ? node.items : []);

/** A scalar's text where something is written; null for any other node. */
export const textOf = (node: YamlNode | null): string | null =>
  node?.kind === "scalar" && node.value !== null ? node.text : null;

/** The scalar's value where it is of YAML 1.1's booleans (`yes`, `off`), which some formats' readers take; null else. */
export function booleanOf(node: YamlNode | null): boolean | null {
  if (node?.kind !== "scalar") return null;
  if (typeof node.value === "boolean") return node.value;
  if (node.style !== "plain") return null;
  if (/^(?:yes|Yes|YES|on|On|ON|y|Y)$/.test(node.text)) return true;
  return /^(?:no|No|NO|off|Off|OFF|n|N)$/.test(node.text) ? false : null;
}

/** The span of a key's or scalar's text without its quotes. */
export function innerSpan(node: YamlScalar): Span {
  const quoted = node.style === "single" || node.style === "double";
  return quoted ? { from: node.from + 1, to: Math.max(node.from + 1, node.to - 1) } : { from: node.from, to: node.to };
}

/** The node as plain data, keys as text: what `JSON.parse` would give. Bounded as the tree is. */
export function plainOf(node: YamlNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") return node.items.map(plainOf);
  const plain: Record<string, unknown> = Object.create(null);
  for (const { key, value } of node.index.values()) plain[key.text] = plainOf(value);
  return plain;
}
