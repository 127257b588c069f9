import { problem, type Reader } from "./reader.ts";
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from "./tree.ts";

/** Makes a map of its entries: tells keys that stand twice, follows merge keys (`<<: *base`). */
export function finishMap(reader: Reader, entries: YamlEntry[], from: number, to: number, flow: boolean): YamlMap {
  reader.nodes++;
  const index = new Map<string, YamlEntry>();
  let merges: YamlEntry[] | null = null;
  for (const entry of entries) {
    const { text } = entry.key;
    if (text === "<<" && entry.key.style === "plain" && entry.value.kind !== "scalar") {
      merges ??= [];
      merges.push(entry);
      continue;
    }
    if (index.has(text)) {
      const message = `The key ${JSON.stringify(text.slice(0, 100))} stands twice here; the last one counts. Remove one.`;
      problem(reader, "duplicate-key", message, entry.key);
    }
    index.set(text, entry);
  }
  if (!merges) return { kind: "map", from, to, entries, index, flow };
  const own = entries.filter((entry) => !merges.includes(entry));
  for (const merge of merges) own.push(...mergedEntries(reader, merge.value, index));
  return { kind: "map", from, to, entries: own, index, flow };
}

/** What a merge key's value adds; the first of a list wins. */
function mergedEntries(reader: Reader, value: YamlNode, index: Map<string, YamlEntry>): YamlEntry[] {
  const added: YamlEntry[] = [];
  for (const source of value.kind === "sequence" ? value.items : [value]) {
    if (source.kind !== "map") continue;
    for (const [key, entry] of source.index) {
      if (index.has(key)) continue;
      reader.nodes++;
      index.set(key, entry);
      added.push(entry);
    }
  }
  return added;
}

/** A key that is a collection, as the scalar of its text. */
export function asKey(reader: Reader, node: YamlNode): YamlScalar {
  if (node.kind === "scalar") return node;
  const text = reader.text.slice(node.from, Math.min(node.to, node.from + 1000));
  return { kind: "scalar", from: node.from, to: node.to, value: text, text, style: "plain" };
}
