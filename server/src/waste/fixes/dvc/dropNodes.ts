import { joined } from "../../../definitions/dvc/paths.ts";
import { readYaml } from "../../../definitions/yaml/read.ts";
import {
  childOf,
  entriesOf,
  entryOf,
  textOf,
  type YamlEntry,
  type YamlNode,
  type YamlText,
} from "../../../definitions/yaml/tree.ts";
import type { DefinitionNode } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { TextEdit } from "../../../model/text.ts";
import type { FileEdits, FixInput } from "../fix.ts";
import { removeEntries, removeItems } from "../yaml/remove.ts";
import { merged, withBeside } from "./beside.ts";

/**
 * Takes stages out of a `dvc.yaml`, with what the file declares of their outputs: artifacts, metrics and plots. Parameter files and
 * `dvc.lock` stay as they are: DVC passes over what no stage uses.
 */
export function dropNodes(input: FixInput, ids: readonly string[]): Result<FileEdits, string> {
  const { definition, pipeline, readText } = input;
  const text = readText(definition.uri);
  if (text === null) return err("The text could not be read.");
  const yaml = readYaml(text);
  const [root = null] = yaml.documents;
  const stages = childOf(root, "stages");
  if (stages?.kind !== "map") return err("The file has no stages.");
  const dropped = pipeline.nodes.filter(({ id }) => ids.includes(id));
  const names = new Set(dropped.map(({ type }) => type));
  const twin = pipeline.nodes.find(({ id, type }) => names.has(type) && !ids.includes(id));
  if (twin) return err(`${twin.id} is made by the same text, of which only all stages can be removed.`);
  const gone = new Set([...names].flatMap((name) => entryOf(stages, name) ?? []));
  if (gone.size === stages.index.size) return err("No stage would be left.");
  const kept = outputsOf(pipeline.nodes.filter(({ id }) => !ids.includes(id)));
  const paths = new Set([...outputsOf(dropped)].filter((path) => !kept.has(path)));
  const edits = [...removeEntries(yaml, stages, gone), ...undeclare(yaml, root, paths)];
  return ok(new Map([[definition.uri, merged(edits.map((edit) => withBeside(yaml, edit)))]]));
}

const outputsOf = (nodes: readonly DefinitionNode[]): ReadonlySet<string> =>
  new Set(nodes.flatMap(({ outputs }) => outputs.map(({ key }) => key)));

/** Takes out what the file says of paths beside its stages; a list of which nothing is left goes as a whole. */
function undeclare(yaml: YamlText, root: YamlNode | null, paths: ReadonlySet<string>): TextEdit[] {
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
function onlyKey(item: YamlNode): YamlNode | null {
  const [first, second] = [...entriesOf(item)];
  return first && !second ? first.key : null;
}
