import type { PipelineDefinition } from "../../model/definition.ts";
import { locationOf, type PythonSource } from "../python/source.ts";
import { optionsOf, textOfValue } from "./choices.ts";
import { interactivePipeline } from "./interactive.ts";
import type { Machine, OpenQuestion } from "./machine.ts";
import { claimed, membersOf } from "./members.ts";
import { buildNodes, problemOf } from "./nodes.ts";
import type { Made, PipelineMade, Place } from "./values.ts";
import { withoutCall } from "./withoutCall.ts";

/** What every pipeline of one definition shares. */
export interface Shared {
  readonly machine: Machine;
  /** What is run when the opened file is. */
  readonly main: readonly PythonSource[];
  /** What the opened file itself holds. */
  readonly own: readonly PythonSource[];
  /** URIs of all files that were read, the definition's own first. */
  readonly files: readonly string[];
  /** Components of any pipeline. */
  readonly claimed: ReadonlySet<Made>;
}

/** The pipelines that a worked-through program makes: those that are in no other, sessions of a notebook, or a list without its pipeline. */
export function buildPipelines(
  machine: Machine,
  main: readonly PythonSource[],
  own: readonly PythonSource[],
  files: readonly string[],
): PipelineDefinition[] {
  const outermost = withoutNested(machine.pipelines).filter(({ imported }) => !imported);
  const shared: Shared = {
    machine,
    main,
    own,
    files,
    claimed: claimed(machine.pipelines.filter(({ unfinished }) => !unfinished)),
  };
  const pipelines = distinct(outermost.map((pipeline) => buildPipeline(shared, pipeline)));
  const interactive = interactivePipeline(shared);
  if (interactive && interactive.nodes.length > 0) return [interactive, ...pipelines];
  if (pipelines.length > 0) return pipelines;
  const only = looseComponents(shared) ?? interactive;
  return only ? [only] : [];
}

function withoutNested(pipelines: readonly PipelineMade[]): readonly PipelineMade[] {
  const nested = new Set<PipelineMade>();
  for (const { members } of pipelines) {
    for (const { value } of members) {
      for (const option of optionsOf(value)) if (option.type === "pipeline") nested.add(option.pipeline);
    }
  }
  return pipelines.filter((pipeline) => !nested.has(pipeline));
}

function buildPipeline(shared: Shared, pipeline: PipelineMade): PipelineDefinition {
  const { machine, claimed: taken, files } = shared;
  const more = pipeline.unfinished ? machine.made.filter((made) => made.isComponent && !taken.has(made)) : [];
  const members = membersOf(pipeline, more);
  const built = buildNodes(machine, members, taken, false);
  const name = textOfValue(pipeline.name) ?? null;
  return {
    name,
    nameLocation: pipeline.namePlace ? locationOf(pipeline.namePlace.source, pipeline.namePlace.span) : null,
    kind: "tfx",
    location: locationOf(pipeline.place.source, pipeline.place.span),
    nodes: built.nodes,
    groups: built.groups,
    stores: pipeline.stores.map(({ path, place }) => ({ path, location: locationOf(place.source, place.span) })),
    ...(pipeline.inDatabase ? { inDatabase: true } : {}),
    files,
    caching: pipeline.caching,
    problems: [...built.questions, ...questionsOf(pipeline)].map(problemOf),
  };
}

function questionsOf({ open, unfinished, place }: PipelineMade): OpenQuestion[] {
  if (!open || unfinished) return [];
  if (open.missing) {
    const message = `The module \`${open.missing.module}\`, from which components of this pipeline come, was not found.`;
    return [{ code: "module-not-found", message, place: open.missing.place }];
  }
  const sameFile = open.place.source === place.source;
  const message = "The text does not tell which components this adds to the pipeline.";
  return [{ code: "not-determined", message, place: sameFile ? open.place : place }];
}

/** One of each call: the same one worked through from several places counts once, with a name where any has one. */
function distinct(pipelines: readonly PipelineDefinition[]): PipelineDefinition[] {
  const place = ({ location: { uri, range } }: PipelineDefinition): string =>
    `${uri}:${range.start.line}:${range.start.character}`;
  const named = new Set(pipelines.filter(({ name }) => name !== null).map(place));
  const seen = new Set<string>();
  return pipelines.filter((pipeline) => {
    if (pipeline.name === null && named.has(place(pipeline))) return false;
    const key = [place(pipeline), pipeline.name, ...pipeline.nodes.map(({ id }) => id)].join("\n");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A file that makes components and leaves the `Pipeline(…)` to another, or to be typed. */
function looseComponents(shared: Shared): PipelineDefinition | null {
  const { machine, own, files } = shared;
  const isMain = (made: Made): boolean => own.includes(made.source);
  const components = machine.made.filter((made) => made.isComponent && !made.imported);
  const [first] = components.filter(isMain);
  const [source] = own;
  const certain = components.some((made) => made.class.standard !== null);
  if (!first || !source || !certain) return null;
  const builder = components.every((made) => made.function === first.function) ? first.function : null;
  const place: Place = { source: first.source, span: builder ?? source.body };
  const list = withoutCall(place);
  const built = buildNodes(machine, membersOf(list, components), shared.claimed, false);
  return {
    name: null,
    nameLocation: null,
    kind: "tfx",
    location: locationOf(place.source, place.span),
    nodes: built.nodes,
    groups: [],
    stores: [],
    files,
    caching: null,
    problems: built.questions.map(problemOf),
  };
}
