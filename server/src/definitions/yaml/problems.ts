import type { DefinitionProblem } from "../../model/definition.ts";
import type { YamlText } from "./tree.ts";

/** What is wrong with a text as YAML or JSON, as a definition's problems. */
export const textProblems = (uri: string, { problems, lines }: YamlText): DefinitionProblem[] =>
  problems.map(({ code, message, from, to }) => ({
    code: code === "unknown-anchor" ? "syntax" : code,
    message,
    location: { uri, range: lines.range({ from, to }) },
  }));
