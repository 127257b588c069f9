import { readYaml } from "../../../definitions/yaml/read.ts";
import { childOf, entryOf } from "../../../definitions/yaml/tree.ts";
import type { DefinitionNode } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { FileEdits, FixInput } from "../fix.ts";
import { removeEntries } from "../yaml/remove.ts";
import { merged, withBeside } from "./beside.ts";
import { undeclare } from "./undeclare.ts";

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
