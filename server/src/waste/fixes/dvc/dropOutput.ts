import { readYaml } from "../../../definitions/yaml/read.ts";
import { childOf, entryOf, innerSpan, itemsOf, type YamlNode, type YamlText } from "../../../definitions/yaml/tree.ts";
import type { DefinitionNode } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { FileEdits, FixInput } from "../fix.ts";
import { removeEntries, removeItems } from "../yaml/remove.ts";
import { merged, withBeside } from "./beside.ts";
import { onlyKey, undeclare } from "./undeclare.ts";

/**
 * Takes a path out of a stage's `outs`, with what the file declares of it: DVC then neither keeps nor restores what the command still
 * writes there. `dvc.lock` follows with the next `dvc repro`.
 */
export function dropOutput(input: FixInput, node: DefinitionNode, key: string): Result<FileEdits, string> {
  const { definition, pipeline, readText } = input;
  const text = readText(definition.uri);
  const output = node.outputs.find((one) => one.key === key);
  if (text === null || !output?.location) return err("The text could not be read.");
  const twin = pipeline.nodes.find(({ id, type }) => type === node.type && id !== node.id);
  if (twin) return err(`${twin.id} is made by the same text.`);
  const yaml = readYaml(text);
  const [root = null] = yaml.documents;
  const entry = childOf(childOf(root, "stages"), node.type);
  const body = childOf(entry, "do") ?? entry;
  const list = entryOf(body, "outs");
  const { start } = output.location.range;
  const item = itemsOf(list?.value ?? null).find((one) => startsAt(yaml, onlyKey(one) ?? one, start));
  if (body?.kind !== "map" || !list || list.value.kind !== "sequence" || !item)
    return err("The stage's `outs` do not name it themselves.");
  const isOnly = list.value.items.length === 1;
  const edits = isOnly ? removeEntries(yaml, body, new Set([list])) : removeItems(yaml, list.value, new Set([item]));
  const paths = new Set([key]);
  return ok(
    new Map([
      [definition.uri, merged([...edits, ...undeclare(yaml, root, paths)].map((edit) => withBeside(yaml, edit)))],
    ]),
  );
}

function startsAt({ lines }: YamlText, node: YamlNode, place: { readonly line: number; readonly character: number }) {
  if (node.kind !== "scalar") return false;
  const { start } = lines.range(innerSpan(node));
  return start.line === place.line && start.character === place.character;
}
