import { parseDefinition, parsedSources, parseNotebookCells } from "../../definitions/index.ts";
import { syntaxErrors } from "../../definitions/python/errors.ts";
import { lineIndex } from "../../definitions/python/lineIndex.ts";
import { cellCode } from "../../definitions/tfxPython/notebook.ts";
import type { Definition, DefinitionNode, DefinitionProblem, PipelineDefinition } from "../../model/definition.ts";
import { err, type Result } from "../../model/result.ts";
import type { TextEdit } from "../../model/text.ts";
import type { Connection, FileEdits, FixInput, ReadText } from "./fix.ts";
import { hostOf } from "./verifyHost.ts";

/** What a fix says becomes of a pipeline's graph. */
export type Change = (pipeline: PipelineDefinition) => PipelineDefinition;

/** The graph without some nodes and the edges to them. */
export const withoutNodes =
  (ids: readonly string[]): Change =>
  (pipeline) => ({
    ...pipeline,
    nodes: pipeline.nodes
      .filter(({ id }) => !ids.includes(id))
      .map((node) => ({
        ...node,
        inputs: node.inputs.filter(({ from }) => from === null || !ids.includes(from.node)),
        after: node.after.filter((id) => !ids.includes(id)),
      })),
    groups: pipeline.groups
      .map((group) => ({ ...group, nodes: group.nodes.filter((id) => !ids.includes(id)) }))
      .filter(({ nodes }) => nodes.length > 0),
  });

/** The graph with inputs that nodes lacked. */
export const withInputs =
  (added: readonly Connection[]): Change =>
  (pipeline) => ({
    ...pipeline,
    nodes: pipeline.nodes.map((node) => {
      const mine = added.filter((one) => one.node.id === node.id);
      const inputs = mine.map(({ key, from }): DefinitionNode["inputs"][number] => ({
        key,
        carries: "artifact",
        type: null,
        from: { node: from.node.id, output: from.output },
        location: node.location,
      }));
      // An order without data that the new input makes plain is no longer told apart.
      const after = node.after.filter((id) => !mine.some(({ from }) => from.node.id === id));
      return mine.length > 0 ? { ...node, inputs: [...node.inputs, ...inputs], after } : node;
    }),
  });

/** The graph as it is. */
export const unchanged: Change = (pipeline) => pipeline;

/**
 * Edits, if what they leave parses without a new problem, its pipeline is the old one but for a change, and every other pipeline of
 * the definition is as it was or has the same change; else an error, in a sentence.
 */
export function verified(input: FixInput, edits: Result<FileEdits, string>, change: Change): Result<FileEdits, string> {
  if (!edits.ok) return edits;
  const { definition, pipeline, readText } = input;
  const changed: ReadText = (uri) => {
    const text = readText(uri);
    return text === null ? null : withEdits(text, edits.value.get(uri) ?? []);
  };
  for (const uri of edits.value.keys()) {
    const before = readText(uri);
    if (before === null) return err("The text could not be read again.");
    if (isPython(definition) && errorsIn(changed(uri) ?? "") > errorsIn(before))
      return err("What is left would not be valid Python.");
  }
  const after = readAgain(definition, pipeline, changed);
  const differs = after ? graphsDiffer(definition, pipeline, after, change) : "What is left would not be a pipeline.";
  return differs === null ? edits : err(differs);
}

/** A text with edits made; they must not overlap. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = lineIndex(text);
  const spans = edits.map(({ range, newText }) => ({
    from: lines.offset(range.start),
    to: lines.offset(range.end),
    newText,
  }));
  let result = text;
  for (const { from, to, newText } of spans.toSorted((one, other) => other.from - one.from || other.to - one.to)) {
    result = result.slice(0, from) + newText + result.slice(to);
  }
  return result;
}

const isPython = ({ format }: Definition): boolean => /python|notebook/.test(format);

const errorsIn = (text: string): number => syntaxErrors(cellCode(text)?.python ?? "");

/** The definition as it reads with other texts. */
export function readAgain(definition: Definition, { files }: PipelineDefinition, read: ReadText): Definition | null {
  const host = hostOf(files, read);
  const sources = (parsedSources(definition) ?? []).flat();
  const cells = sources.includes(definition.uri) ? [] : sources;
  if (cells.length === 0) {
    const text = read(definition.uri);
    return text === null ? null : parseDefinition(definition.uri, text, host, definition);
  }
  const texts = cells.flatMap((uri) => {
    const text = read(uri);
    return text === null ? [] : [{ uri, text }];
  });
  return parseNotebookCells(definition.uri, texts, host, definition);
}

function graphsDiffer(
  before: Definition,
  pipeline: PipelineDefinition,
  after: Definition,
  change: Change,
): string | null {
  const others = before.pipelines.filter((other) => other !== pipeline);
  const left = after.pipelines.map(graphText);
  if (!take(left, [graphText(change(pipeline))])) return "What is left would be another pipeline.";
  for (const other of others) {
    const same = take(left, [graphText(other), graphText(change(other))]);
    if (!same) return `The pipeline ${other.name ?? "beside it"} would be another.`;
  }
  if (problemsOf(after).length > problemsOf(before).length) return "What is left would not be understood as before.";
  return null;
}

/** Takes the first text that is among the wanted ones out of a list. */
function take(texts: string[], wanted: readonly string[]): boolean {
  const at = texts.findIndex((text) => wanted.includes(text));
  if (at >= 0) texts.splice(at, 1);
  return at >= 0;
}

const problemsOf = ({ problems, pipelines }: Definition): DefinitionProblem[] => [
  ...problems,
  ...pipelines.flatMap((pipeline) => pipeline.problems),
];

/** What makes a pipeline itself, as a text: nodes, edges, order, conditions, caching, groups. */
export function graphText({ name, caching, nodes, groups }: PipelineDefinition): string {
  const nodeText = ({ id, type, inputs, outputs, after, condition, caching: own }: DefinitionNode): string =>
    JSON.stringify([
      id,
      type,
      inputs.map(({ key, from }) => `${key}=${from ? `${from.node}.${from.output}` : ""}`).sort(),
      outputs.map(({ key }) => key),
      after.toSorted(),
      condition,
      own?.enabled === false ? "uncached" : "",
    ]);
  return [JSON.stringify([name, caching]), ...nodes.map(nodeText), JSON.stringify(groups)].join("\n");
}
