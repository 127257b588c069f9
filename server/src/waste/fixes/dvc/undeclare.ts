import { joined } from "../../../definitions/dvc/paths.ts";
import {
  childOf,
  entriesOf,
  entryOf,
  textOf,
  type YamlEntry,
  type YamlNode,
  type YamlText,
} from "../../../definitions/yaml/tree.ts";
import type { TextEdit } from "../../../model/text.ts";
import { removeEntries, removeItems } from "../yaml/remove.ts";

/** Takes out what the file says of paths beside its stages; a list of which nothing is left goes as a whole. */
export function undeclare(yaml: YamlText, root: YamlNode | null, paths: ReadonlySet<string>): TextEdit[] {
  const edits: TextEdit[] = [];
  const empty = new Set<YamlEntry>();
  for (const name of ["artifacts", "metrics", "plots"]) {
    const container = entryOf(root, name);
    const { value } = container ?? {};
    if (value?.kind === "map") {
      const gone = [...entriesOf(value)].filter((entry) => isOf(paths, childOf(entry.value, "path")));
      if (container && gone.length > 0 && gone.length === value.index.size) empty.add(container);
      else edits.push(...removeEntries(yaml, value, new Set(gone)));
    } else if (value?.kind === "sequence") {
      const gone = value.items.filter((item) => isOf(paths, item) || isOf(paths, onlyKey(item)));
      if (container && gone.length > 0 && gone.length === value.items.length) empty.add(container);
      else edits.push(...removeItems(yaml, value, new Set(gone)));
    }
  }
  return root?.kind === "map" ? [...edits, ...removeEntries(yaml, root, empty)] : edits;
}

function isOf(paths: ReadonlySet<string>, node: YamlNode | null): boolean {
  const path = textOf(node);
  return path !== null && paths.has(joined("", path));
}

/** The path that an item gives options for. */
export function onlyKey(item: YamlNode): YamlNode | null {
  const [first, second] = [...entriesOf(item)];
  return first && !second ? first.key : null;
}
