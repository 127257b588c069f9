import type { DefinitionNode, NodeArgument, NodeInput, NodeReference } from "../../model/definition.ts";
import type { Location } from "../../model/text.ts";
import type { Span } from "../python/ast.ts";
import { report } from "../report.ts";
import { entryOf, innerSpan, type YamlScalar } from "../yaml/tree.ts";
import { isDvcLock } from "./detect.ts";
import type { DvcFile } from "./file.ts";
import { kindOf } from "./kinds.ts";
import { type PathIndex, pathIndex } from "./paths.ts";
import type { Stage, StageOutput } from "./stage.ts";
import { templatesIn } from "./template.ts";

interface Made {
  readonly stage: Stage;
  readonly output: StageOutput;
}

/** Edges of one file that are shown. */
const maxEdges = 20_000;

/** What is known beside the stages themselves. */
export interface Beside {
  /** Further places of a stage's name. */
  placesOf(id: string): readonly Location[];
  /** What a path is declared as (`model`); null where nothing is. */
  typeOf(path: string): string | null;
}

/** Stages as nodes. One waits for another where it reads a path that the other writes, a folder above it or something within. */
export function nodesOf(file: DvcFile, stages: readonly Stage[], beside: Beside): DefinitionNode[] {
  const makers = pathIndex<Made>(
    stages.flatMap((stage) => stage.outputs.map((output) => [output.path, { stage, output }] as const)),
  );
  // A lock keeps the stages of earlier names, too.
  if (!isDvcLock(file.uri)) reportDuplicates(file, stages, makers);
  const references = new Map<string, NodeReference[]>();
  let edges = 0;
  const inputsOf = (stage: Stage): NodeInput[] => {
    const reads = [
      ...stage.deps.map(({ path, scalar }) => ({ key: path, path, scalar, carries: "artifact" as const })),
      ...stage.parameters.map(({ path, name, scalar }) => ({
        key: name === null ? path : `${path}:${name}`,
        path,
        scalar,
        carries: "parameter" as const,
      })),
    ];
    return reads.flatMap(({ key, path, scalar, carries }): NodeInput[] => {
      const input = { key, carries, type: typeName(beside.typeOf(path)), location: file.locate(innerSpan(scalar)) };
      const found = edges > maxEdges ? [] : makers.overlapping(path);
      edges += found.length;
      if (edges > maxEdges) {
        const message = `The stages of this file have more than ${maxEdges.toLocaleString("en-US")} edges; those from here on are not shown.`;
        report(file, "not-determined", message, stages[0]?.entry.key ?? innerSpan(scalar));
      }
      if (found.length === 0) return [{ ...input, from: null }];
      return found.map(({ stage: maker, output }) => {
        addReference(references, maker.id, { role: "channel", output: output.path, location: input.location });
        return { ...input, from: { node: maker.id, output: output.path } };
      });
    });
  };
  const built = stages.map((stage) => nodeOf(file, stage, inputsOf(stage), beside));
  return built.map((node) => ({ ...node, references: references.get(node.id) ?? [] }));
}

function addReference(references: Map<string, NodeReference[]>, id: string, reference: NodeReference): void {
  const known = references.get(id);
  if (!known) references.set(id, [reference]);
  else if (!known.some(({ location, output }) => location === reference.location && output === reference.output))
    known.push(reference);
}

function nodeOf(file: DvcFile, stage: Stage, inputs: readonly NodeInput[], beside: Beside): DefinitionNode {
  const { id, entry } = stage;
  const isWritten = stage.isSingle && templatesIn(entry.key.text).length === 0 && isPlain(entry.key);
  return {
    id,
    type: entry.key.text,
    ...kindOf(stage, beside.typeOf),
    location: file.locate(entry),
    nameRange: file.locate(innerSpan(entry.key)).range,
    variable: null,
    inputs,
    after: [],
    outputs: distinctOutputs(stage).map(({ path, role, scalar }) => ({
      key: path,
      carries: "artifact",
      type: role === "metrics" ? "Metrics" : role === "plots" ? "Plots" : typeName(beside.typeOf(path)),
      location: file.locate(innerSpan(scalar)),
    })),
    caching: stage.alwaysChanged ? { enabled: false, location: file.locate(stage.alwaysChanged) } : null,
    idLocations: isWritten ? [file.locate(innerSpan(entry.key)), ...beside.placesOf(id)] : [],
    arguments: argumentsOf(file, stage),
    references: [],
    condition: stage.unexpanded === null ? null : `for each of ${stage.unexpanded}`,
  };
}

/** The artifact's type as other formats write it. */
const typeName = (type: string | null): string | null =>
  type === "model" ? "Model" : type === "dataset" ? "Dataset" : type;

const isPlain = (key: YamlScalar): boolean => {
  const inner = innerSpan(key);
  return inner.to - inner.from === key.text.length;
};

/** A path may be an output and a metric at once. */
function distinctOutputs({ outputs }: Stage): readonly StageOutput[] {
  const byPath = new Map<string, StageOutput>();
  for (const output of outputs) if (!byPath.has(output.path) || output.role !== "out") byPath.set(output.path, output);
  return [...byPath.values()];
}

const maxArgument = 2000;

function argumentsOf(file: DvcFile, stage: Stage): NodeArgument[] {
  const shown: NodeArgument[] = [];
  const add = (name: string, text: string, span: Span): void => {
    shown.push({ name, text: text.slice(0, maxArgument), location: file.locate(span) });
  };
  const command = entryOf(stage.body, "cmd");
  if (command) add("cmd", stage.commands.join(" && "), command);
  for (const name of ["wdir", "desc", "frozen", "always_changed"]) {
    const entry = entryOf(stage.body, name);
    if (entry?.value.kind === "scalar") add(name, name === "wdir" ? stage.wdir : entry.value.text, entry);
  }
  return shown;
}

/** DVC refuses two stages that write one path, or one of them within the other's folder. */
function reportDuplicates(file: DvcFile, stages: readonly Stage[], makers: PathIndex<Made>): void {
  let looked = 0;
  for (const stage of stages) {
    for (const output of stage.outputs) {
      if (looked > maxEdges) return;
      // A path that is not known may be any.
      if (output.path.includes("${")) continue;
      const others = makers.overlapping(output.path);
      looked += others.length;
      const [first] = others.filter((other) => other.output !== output);
      if (!first || isBefore(stages, stage, output, first)) continue;
      const same = first.output.path === output.path;
      const maker = first.stage === stage ? "this stage already" : `the stage \`${first.stage.id}\``;
      const message = same
        ? `\`${output.path}\` is written by ${maker}. Give each output a path of its own.`
        : `\`${output.path}\` and \`${first.output.path}\` of ${maker} lie within each other. Give each output a path of its own.`;
      report(file, "duplicate-output", message, innerSpan(output.scalar));
    }
  }
}

/** Told at the later one. */
function isBefore(stages: readonly Stage[], stage: Stage, output: StageOutput, other: Made): boolean {
  if (stage === other.stage) return stage.outputs.indexOf(output) < stage.outputs.indexOf(other.output);
  return stages.indexOf(stage) < stages.indexOf(other.stage);
}
