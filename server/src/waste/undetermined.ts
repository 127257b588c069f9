import type { Definition, DefinitionProblem, PipelineDefinition } from "../model/definition.ts";

/** Problems that leave no node and no edge out. */
const harmless: ReadonlySet<DefinitionProblem["code"]> = new Set([
  "type-mismatch",
  "duplicate-output",
  "never-true",
  "cycle",
]);

/** Whether nodes or edges may be missing from what was understood of a definition: then it proves no absence. */
export const isUndetermined = (definition: Definition, pipeline: PipelineDefinition): boolean =>
  [...pipeline.problems, ...definition.problems].some(({ code }) => !harmless.has(code));
