import { expect } from "vitest";
import { problemsOf } from "../../../../server/src/definitions/check/index.ts";
import type { Definition, DefinitionProblem, PipelineDefinition } from "../../../../server/src/model/definition.ts";
import type { Location } from "../../../../server/src/model/text.ts";
import { pipelineOf } from "../../waste/pipelineText.ts";

export const uri = "file:///pipeline.py";

/** A place at the beginning of a line, of some characters. */
export const at = (line: number, length = 1): Location => ({
  uri,
  range: { start: { line, character: 0 }, end: { line, character: length } },
});

/** A definition of some pipelines. */
export const definitionOf = (
  pipelines: readonly PipelineDefinition[],
  problems: readonly DefinitionProblem[] = [],
): Definition => ({ uri, format: "kfp-ir", pipelines, problems, links: [] });

/** Checks the problems of a pipeline, as `line code: message`. */
export function checkProblems(pipeline: PipelineDefinition, expected: readonly string[]): void {
  const found = problemsOf(definitionOf([pipeline]));
  expect(found.map(({ code, message, location }) => `${location.range.start.line} ${code}: ${message}`)).toEqual(
    expected,
  );
}

/** A pipeline of the lines, its nodes with declared outputs: `Trainer: { model: "system.Model" }`. */
export function withOutputs(
  lines: readonly string[],
  outputs: Readonly<Record<string, Readonly<Record<string, string | null>>>>,
): PipelineDefinition {
  const pipeline = pipelineOf(...lines);
  const nodes = pipeline.nodes.map((node) => ({
    ...node,
    outputs: Object.entries(outputs[node.id] ?? {}).map(([key, type]) => ({
      key,
      type,
      carries: "artifact" as const,
      location: node.location,
    })),
  }));
  return { ...pipeline, nodes };
}
