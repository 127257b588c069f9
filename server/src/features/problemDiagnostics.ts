import type { Diagnostic } from "vscode-languageserver-types";
import type { FoundProblem } from "../definitions/check/index.ts";
import type { Severity } from "../model/settings.ts";
import { isSilenced } from "../waste/silence.ts";
import { diagnosticSeverities, diagnosticSource } from "./diagnosticsOf.ts";
import { problemDocs } from "./ruleDocs.ts";

/**
 * The mistakes of a definition that stand in one document, as diagnostics of the user's severity; none where that is `off`. A comment silences
 * them as it does findings; `lines` are the document's.
 */
export function problemDiagnostics(
  problems: readonly FoundProblem[],
  uri: string,
  lines: readonly string[],
  severity: Severity,
): readonly Diagnostic[] {
  if (severity === "off") return [];
  return problems
    .filter((problem) => problem.location.uri === uri && !isSilenced({ ...problem, node: null }, lines))
    .map(({ code, message, location }) => ({
      range: location.range,
      severity: diagnosticSeverities[severity],
      source: diagnosticSource,
      code,
      codeDescription: { href: problemDocs(code) },
      message,
    }));
}
