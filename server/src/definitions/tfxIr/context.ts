import type { DefinitionProblem } from "../../model/definition.ts";
import type { Location } from "../../model/text.ts";
import type { Span } from "../python/ast.ts";

/** What every part of one file shares while it is read. */
export interface IrFile {
  locate(span: Span): Location;
  text(span: Span): string;
  readonly problems: DefinitionProblem[];
}
