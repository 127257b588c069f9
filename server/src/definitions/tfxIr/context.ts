import type { DefinitionProblem } from "../../model/definition.ts";
import type { Location } from "../../model/text.ts";
import type { Span } from "../python/ast.ts";

/** What every part of one file shares while it is read. */
export interface IrFile {
  locate(span: Span): Location;
  text(span: Span): string;
  readonly problems: DefinitionProblem[];
}

const maxProblems = 200;

/** Notes what is wrong, once for each place. */
export function report(file: IrFile, code: string, message: string, span: Span): void {
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
