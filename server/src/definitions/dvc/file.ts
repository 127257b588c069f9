import type { DefinitionProblem } from "../../model/definition.ts";
import type { Location } from "../../model/text.ts";
import type { DefinitionHost } from "../host.ts";
import type { Span } from "../python/ast.ts";
import { report } from "../report.ts";
import { innerSpan, type YamlScalar } from "../yaml/tree.ts";
import { type Context, fillIn, type TemplateFailure } from "./template.ts";

/** What every part of one `dvc.yaml` shares while it is read. */
export interface DvcFile {
  readonly uri: string;
  readonly host: DefinitionHost;
  /** URIs of every file that was read, its own first. */
  readonly files: string[];
  locate(span: Span): Location;
  readonly problems: DefinitionProblem[];
  /** A file of variables could not be read: what is not found may stand there. */
  open: boolean;
}

/** Text of a file that the `dvc.yaml` names, relative to its folder; null where there is none. */
export function readBeside(file: DvcFile, path: string): { readonly uri: string; readonly text: string } | null {
  const read = file.host.readFile(file.uri, path);
  if (read && !file.files.includes(read.uri)) file.files.push(read.uri);
  return read;
}

/** A scalar's text with its templates filled in. */
export function filled(file: DvcFile, scalar: YamlScalar, context: Context, inCommand = false): string {
  return fillIn(scalar.text, context, inCommand, (failure) => reportTemplate(file, scalar, failure));
}

/** Notes a template without a value, at its own place where the scalar's text stands there as it is. */
export function reportTemplate(file: DvcFile, scalar: YamlScalar, { template, reason }: TemplateFailure): void {
  const inner = innerSpan(scalar);
  const isExact = inner.to - inner.from === scalar.text.length;
  const span = isExact ? { from: inner.from + template.from, to: inner.from + template.to } : scalar;
  const name = template.expression.trim().slice(0, 100);
  if (file.open && reason === "unknown") {
    report(file, "not-determined", `The value of \`${name}\` stands in a file that was not read.`, span);
    return;
  }
  const message =
    reason === "unknown"
      ? `No variable or parameter is called \`${name}\`. Add it to \`params.yaml\` or \`vars\`, or correct the name.`
      : `\`${name}\` is no single value, so it cannot stand here. Name one of its parts.`;
  report(file, "unresolved-template", message, span);
}
