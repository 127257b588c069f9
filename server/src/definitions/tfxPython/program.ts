import type { DefinitionProblem, PipelineDefinition } from "../../model/definition.ts";
import type { DefinitionHost } from "../host.ts";
import { type PythonSource, parsePython } from "../python/source.ts";
import { type Interpreted, interpret, type Program, sameUri } from "./interpret.ts";
import { problemOf } from "./nodes.ts";
import { buildPipelines } from "./pipelines.ts";

/** The pipelines of a program, what it leaves open beside them, and what was parsed for it. */
export interface ParsedProgram {
  readonly pipelines: readonly PipelineDefinition[];
  readonly problems: readonly DefinitionProblem[];
  readonly parsed: ReadonlyMap<string, PythonSource>;
}

/**
 * Finds the pipelines of a program. Where a file leaves a pipeline's name to whoever calls it, the scripts beside it
 * that usually do are looked at, too.
 */
export function pipelinesOf(program: Program): ParsedProgram {
  const interpreted = interpret(program);
  const parsed = sourcesOf(interpreted);
  const pipelines = named(program, pipelinesIn(program, interpreted), parsed);
  const problems = interpreted.machine.questions.map(problemOf);
  const [first, ...rest] = pipelines;
  if (!first || problems.length === 0) return { pipelines, problems, parsed };
  return { pipelines: [{ ...first, problems: [...first.problems, ...problems] }, ...rest], problems: [], parsed };
}

function pipelinesIn(program: Program, interpreted: Interpreted): PipelineDefinition[] {
  const { machine, main } = interpreted;
  const own = [...main.sources, ...[...program.held.values()].flat()];
  return buildPipelines(machine, main.sources, own, filesOf(program, interpreted));
}

/** URIs of every file that was worked through, the program's own first. */
export function filesOf(program: Program, { modules }: Interpreted): readonly string[] {
  const files = [program.uri];
  for (const { uri } of modules) if (!files.some((other) => sameUri(other, uri))) files.push(uri);
  return files;
}

/** Every source that was worked through, by URI. */
export function sourcesOf({ main, modules }: Interpreted): Map<string, PythonSource> {
  const sources = [...main.sources, ...modules.flatMap((module) => module.sources)];
  return new Map(sources.map((source) => [source.uri, source]));
}

/** Names of scripts that run a pipeline which another module defines. */
const runnerNames = [
  ..."local_runner runner run main local_pipeline kubeflow_runner kubeflow_v2_runner".split(" "),
  ..."local_dag_runner beam_dag_runner kubeflow_dag_runner kubeflow_v2_dag_runner".split(" "),
];

/** Pipelines without a name, or without their components, with what a script beside the file gives them. */
function named(
  program: Program,
  pipelines: readonly PipelineDefinition[],
  parsed: Map<string, PythonSource>,
): readonly PipelineDefinition[] {
  const isOpen = (pipeline: PipelineDefinition): boolean =>
    pipeline.name === null && pipeline.nameLocation !== null && program.sources[0]?.uri === pipeline.location.uri;
  if (!pipelines.some(isOpen)) return pipelines;
  for (const { uri, text } of runners(program)) {
    const source = parsePython(uri, text, program.parsed.get(uri));
    const run = interpret({ ...program, uri, sources: [source], held: new Map(), host: overlay(program) });
    const found = pipelinesIn({ ...program, uri, sources: [source] }, run).filter(
      ({ name, location }) => name !== null && sameUri(location.uri, program.uri),
    );
    if (found.length === 0) continue;
    for (const [key, other] of sourcesOf(run)) if (!parsed.has(key)) parsed.set(key, other);
    return pipelines.flatMap((pipeline) => {
      const same = found.filter(({ location }) => sameStart(location, pipeline.location));
      return isOpen(pipeline) && same.length > 0 ? same.map((other) => asOwn(other, program.uri)) : pipeline;
    });
  }
  return pipelines;
}

function* runners({ uri, host }: Program): Generator<{ uri: string; text: string }> {
  for (const dots of [".", ".."]) {
    for (const name of runnerNames) {
      const found = host.readModule(uri, dots + name);
      if (found && !sameUri(found.uri, uri) && found.text.includes("tfx")) yield found;
    }
  }
}

/** The file that is opened reads as it stands in the editor, whatever the host has. */
const overlay = ({ uri, sources, host }: Program): DefinitionHost => ({
  readModule(fromUri, module) {
    const found = host.readModule(fromUri, module);
    return found && sameUri(found.uri, uri) ? { uri, text: sources[0]?.text ?? found.text } : found;
  },
  readFile: (fromUri, path) => host.readFile(fromUri, path),
});

const sameStart = (left: PipelineDefinition["location"], right: PipelineDefinition["location"]): boolean =>
  left.range.start.line === right.range.start.line && left.range.start.character === right.range.start.character;

/** A pipeline found from a runner, told from the file that defines it. */
const asOwn = (pipeline: PipelineDefinition, uri: string): PipelineDefinition => ({
  ...pipeline,
  files: [uri, ...pipeline.files.filter((other) => !sameUri(other, uri))],
});
