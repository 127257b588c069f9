import type { PipelineDefinition } from "../../model/definition.ts";
import { locationOf, type PythonSource } from "../python/source.ts";
import { textOfValue } from "../tfxPython/choices.ts";
import type { Interpreted } from "../tfxPython/interpret.ts";
import type { Machine } from "../tfxPython/machine.ts";
import { problemOf } from "../tfxPython/nodes.ts";
import { graphOfOne } from "./alone.ts";
import { fitName } from "./names.ts";
import { buildNodes } from "./nodes.ts";
import { pipelinePlace } from "./pipelineFunctions.ts";
import { runPipeline } from "./run.ts";
import type { State } from "./state.ts";
import type { Component, PipelineFunction } from "./values.ts";

/**
 * The pipelines that a worked-through program defines: those that no other calls, in the text's order. Where there is none, the components
 * that it compiles by themselves.
 */
export function pipelinesOf(
  state: State,
  { machine }: Interpreted,
  own: readonly PythonSource[],
  files: readonly string[],
): PipelineDefinition[] {
  // What one calls may be found while another is worked through.
  for (let index = 0; index < state.pipelines.length; index++) {
    const pipeline = state.pipelines[index];
    if (pipeline && own.includes(pipeline.function.source)) runPipeline(state, machine, pipeline);
  }
  const mine = distinct(state.pipelines.filter((pipeline) => own.includes(pipeline.function.source)));
  const outermost = mine.filter(({ isNested }) => !isNested);
  const shown = outermost.length > 0 ? outermost : mine;
  // A file of one pipeline runs that one.
  const [caching = null, other] = shown.length === 1 ? state.caching : [];
  const defined = shown.flatMap((pipeline) => {
    const definition = definitionOf(pipeline, files);
    return definition ? { ...definition, caching: other === undefined ? caching : null } : [];
  });
  if (defined.length > 0) return defined;
  return state.compiled.flatMap((component) => definitionOfOne(state, machine, component, own, files) ?? []);
}

/** A component that is compiled by itself is a pipeline of one task. */
function definitionOfOne(
  state: State,
  machine: Machine,
  component: Component,
  own: readonly PythonSource[],
  files: readonly string[],
): PipelineDefinition | null {
  const value = component.function;
  const graph = graphOfOne(state, machine, component);
  if (!value || !graph || !own.includes(value.source) || value.definition.type !== "function") return null;
  return {
    name: fitName(component.name),
    nameLocation: locationOf(value.source, value.definition.nameSpan),
    kind: "kfp",
    location: locationOf(value.source, value.definition),
    nodes: buildNodes(graph).nodes,
    groups: [],
    stores: [],
    files,
    caching: null,
    problems: [],
  };
}

/** Each function once: one that defines a pipeline may be defined in a function that runs several times. */
function distinct(pipelines: readonly PipelineFunction[]): PipelineFunction[] {
  const seen = new Map<object, PipelineFunction>();
  for (const pipeline of pipelines) {
    const known = seen.get(pipeline.function.definition);
    if (!known || (known.graph?.tasks.length ?? 0) === 0) seen.set(pipeline.function.definition, pipeline);
  }
  return [...seen.values()];
}

function definitionOf(pipeline: PipelineFunction, files: readonly string[]): PipelineDefinition | null {
  const { graph, namePlace } = pipeline;
  const { source, definition } = pipeline.function;
  if (!graph || definition.type !== "function") return null;
  const { nodes, groups, questions } = buildNodes(graph);
  const place = pipelinePlace(pipeline);
  return {
    name: nameOf(pipeline, definition.name),
    nameLocation: namePlace && locationOf(namePlace.source, namePlace.span),
    kind: "kfp",
    location: locationOf(source, place.span),
    nodes,
    groups,
    stores: [],
    files,
    caching: null,
    problems: questions.map(problemOf),
  };
}

/** The name as given; where none is, the function's, as the SDK makes it fit. Null where it is not known. */
function nameOf({ name }: PipelineFunction, functionName: string): string | null {
  return name ? textOfValue(name) : fitName(functionName);
}
