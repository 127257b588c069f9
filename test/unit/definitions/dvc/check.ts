import { expect } from "vitest";
import type { PipelineDefinition } from "../../../../server/src/model/definition.ts";
import { graphOf, pipelineOf, textAt } from "../helpers.ts";

/** The stages of a `dvc.yaml`, beside other files. */
export const readDvc = (text: string, files: Readonly<Record<string, string>> = {}): PipelineDefinition =>
  pipelineOf(text, files, "dvc.yaml");

/** Ids and commands of the stages, as `id: command`. */
export const commandsOf = (text: string, files: Readonly<Record<string, string>> = {}): string[] =>
  readDvc(text, files).nodes.map(
    ({ id, arguments: given }) => `${id}: ${given.find(({ name }) => name === "cmd")?.text}`,
  );

/** Checks the stages with what they read. */
export function checkStages(
  text: string,
  expected: readonly string[],
  files: Readonly<Record<string, string>> = {},
): void {
  expect(graphOf(readDvc(text, files))).toEqual(expected);
}

/** Problems as `code: text at its place`. */
export const dvcProblems = (text: string, files: Readonly<Record<string, string>> = {}): string[] =>
  readDvc(text, files).problems.map(({ code, location }) => `${code}: ${textAt(text, location)}`);
