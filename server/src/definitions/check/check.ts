import type { Definition, DefinitionProblem, PipelineDefinition } from "../../model/definition.ts";

/**
 * Finds one kind of mistake in what a parser made of a text, for every format. Certain mistakes only: where the text leaves something open,
 * nothing is found. Pure; linear in nodes and channels.
 */
export type Check = (pipeline: PipelineDefinition, definition: Definition) => readonly DefinitionProblem[];
