import { entriesOf, entryOf, type YamlEntry, type YamlNode, type YamlScalar } from "../yaml/tree.ts";

/** A field of a protocol buffer as JSON: its entry under the name, or under the name with underscores (`componentRef`, `component_ref`). */
export function fieldEntry(node: YamlNode | null, name: string): YamlEntry | null {
  return (
    entryOf(node, name) ??
    entryOf(
      node,
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    )
  );
}

/** The value of a field; null where it is missing. */
export const field = (node: YamlNode | null, name: string): YamlNode | null => fieldEntry(node, name)?.value ?? null;

/** The value at a path of fields; null where one of them is missing. */
export function fieldAt(node: YamlNode | null, ...path: readonly string[]): YamlNode | null {
  let at = node;
  for (const name of path) at = field(at, name);
  return at;
}

/** A field that holds text; null where it is missing, empty or no scalar. */
export function textField(node: YamlNode | null, name: string): YamlScalar | null {
  const value = field(node, name);
  return value?.kind === "scalar" && value.value !== null && value.text !== "" ? value : null;
}

/** Entries of the map that a path of fields leads to. */
export const mapAt = (node: YamlNode | null, ...path: readonly string[]): Iterable<YamlEntry> =>
  entriesOf(fieldAt(node, ...path));
