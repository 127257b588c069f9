import type { DefinitionProblem } from "../../model/definition.ts";
import { entriesOf, type YamlNode, type YamlText } from "./tree.ts";

/**
 * What is wrong with a text as YAML or JSON, as a definition's problems. `named`: maps whose keys are ids of nodes; one that stands twice there
 * is an id that stands twice.
 */
export function textProblems(
  uri: string,
  { problems, lines }: YamlText,
  named: readonly (YamlNode | null)[] = [],
): DefinitionProblem[] {
  if (problems.length === 0) return [];
  const ids = new Set(named.flatMap((map) => [...entriesOf(map)].map(({ key }) => key.from)));
  return problems.map(({ code, message, from, to }) => ({
    code: code === "duplicate-key" && ids.has(from) ? "duplicate-id" : code === "unknown-anchor" ? "syntax" : code,
    message,
    location: { uri, range: lines.range({ from, to }) },
  }));
}
