import type { Definition, DefinitionFormatName } from "../model/definition.ts";

/** The definition of a file that is longer than what is read, in characters. */
export function tooLarge(uri: string, format: DefinitionFormatName, limit: number): Definition {
  const start = { line: 0, character: 0 };
  const message = `This file has more than ${limit / 1e6} MB, so it was not read. Split the pipeline.`;
  const problem = { code: "too-large", message, location: { uri, range: { start, end: start } } };
  return { uri, format, pipelines: [], problems: [problem], links: [] };
}
