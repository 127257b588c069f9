import type { DefinitionProblem } from "../model/definition.ts";
import type { Location } from "../model/text.ts";
import type { Span } from "./python/ast.ts";

const maxProblems = 200;

/** Where problems of one file go. */
interface Problems {
  locate(span: Span): Location;
  readonly problems: DefinitionProblem[];
}

/** Notes what is wrong, once for each code and place, 200 times at most. */
export function report(file: Problems, code: string, message: string, span: Span): void {
  const location = file.locate(span);
  const { line, character } = location.range.start;
  const isKnown = file.problems.some(
    (other) =>
      other.code === code &&
      other.location.range.start.line === line &&
      other.location.range.start.character === character,
  );
  if (!isKnown && file.problems.length < maxProblems) file.problems.push({ code, message, location });
}
