import { readYaml } from "../../../definitions/yaml/read.ts";
import { childOf, entryOf } from "../../../definitions/yaml/tree.ts";
import type { DefinitionNode } from "../../../model/definition.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import type { FileEdits, FixInput, Refusal, TrainingGate } from "../fix.ts";

/**
 * Freezes a stage: `dvc repro` then passes over it, and what reads its outputs takes those that are there. That is what `dvc freeze` writes, and
 * `dvc unfreeze` takes back. Null where the stage says already whether it is frozen.
 */
export function freeze(input: FixInput, stage: DefinitionNode): Result<TrainingGate, Refusal> | null {
  const title = `Freeze ${stage.id} until \`dvc unfreeze\``;
  if (stage.arguments.some(({ name }) => name === "frozen")) return null;
  const twin = input.pipeline.nodes.find(({ id, type }) => type === stage.type && id !== stage.id);
  if (twin) return err({ title, reason: `${twin.id} is made by the same text, and would be frozen as well.` });
  return ok({
    title,
    touches: `dvc repro passes over ${stage.id}; what reads its outputs takes those that are there.`,
    edits: () => frozen(input, stage),
    change: (pipeline) => pipeline,
  });
}

function frozen({ definition, readText }: FixInput, stage: DefinitionNode): Result<FileEdits, string> {
  const text = readText(definition.uri);
  if (text === null) return err("The text could not be read.");
  const yaml = readYaml(text);
  const entry = childOf(childOf(yaml.documents[0] ?? null, "stages"), stage.type);
  const body = childOf(entry, "do") ?? entry;
  const [first] = body?.kind === "map" ? body.entries : [];
  if (body?.kind !== "map" || body.flow || !first || entryOf(body, "frozen"))
    return err("The stage has no lines of its own.");
  const { line, character } = yaml.lines.position(first.from);
  const start = yaml.lines.starts[line] ?? 0;
  const indentation = yaml.text.slice(start, first.from);
  if (indentation.trim() !== "") return err("The stage has no lines of its own.");
  const lineBreak = /\r\n|\n/.exec(yaml.text)?.[0] ?? "\n";
  const name = stage.id.replaceAll(/[^\w@.-]+/g, " ");
  const lines = [
    `# Its next model will probably not be deployed: \`dvc repro\` passes over it until \`dvc unfreeze ${name}\`.`,
    "frozen: true",
  ];
  const at = { line, character };
  const newText = lines.map((one) => `${one}${lineBreak}${indentation}`).join("");
  return ok(new Map([[definition.uri, [{ range: { start: at, end: at }, newText }]]]));
}
