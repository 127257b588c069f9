import type { YamlNode } from "./tree.ts";

/** Longer values are cut, characters. */
const maxText = 2000;

/** A value in a line: a scalar's text, items and `key: value` one after another. Reads no more than is shown. */
export function wordsOf(node: YamlNode): string {
  if (node.kind === "scalar") return node.text.slice(0, maxText);
  let words = "";
  const parts =
    node.kind === "sequence"
      ? node.items.map((item) => [null, item] as const)
      : node.entries.map((entry) => [entry.key.text, entry.value] as const);
  for (const [name, value] of parts) {
    if (words.length > maxText) break;
    words += `${words === "" ? "" : " "}${name === null ? "" : `${name}: `}${wordsOf(value)}`;
  }
  return words.slice(0, maxText);
}
