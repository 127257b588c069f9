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

export function report(file: IrFile, code: string, message: string, span: Span): void {
  if (file.problems.length < maxProblems) file.problems.push({ code, message, location: file.locate(span) });
}
