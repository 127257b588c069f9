import { createHash } from "node:crypto";
import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
} from "vscode-languageserver/node";
import { problemsOf } from "../definitions/check/index.ts";
import type { CancelToken } from "../model/cancel.ts";
import { type FeatureContext, wording } from "./context.ts";
import { diagnosticsOf } from "./diagnosticsOf.ts";
import type { Reported } from "./host.ts";
import { prepareWaste } from "./prepareWaste.ts";
import { problemDiagnostics } from "./problemDiagnostics.ts";
import { protect } from "./protect.ts";

/** Diagnostics when the editor asks for them; what it has already is not sent again. */
export function registerDiagnostics(connection: Connection, context: FeatureContext): void {
  const none: DocumentDiagnosticReport = { kind: "full", items: [] };
  connection.languages.diagnostics.on(
    protect<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      "diagnostics",
      none,
      context.onFailure,
      async ({ textDocument, previousResultId }, token) => {
        const items = await diagnosticsFor(context, textDocument.uri, token);
        const resultId = createHash("sha1").update(JSON.stringify(items)).digest("base64");
        return resultId === previousResultId ? { kind: "unchanged", resultId } : { kind: "full", resultId, items };
      },
    ),
  );
}

/** Diagnostics of one document or cell. */
export async function diagnosticsFor(context: FeatureContext, uri: string, token: CancelToken): Promise<Diagnostic[]> {
  const reported = await context.host.reported(uri, token);
  if (!reported) return [];
  const lines = (context.host.textOf(uri) ?? "").split(/\r\n|\r|\n/);
  const words = wording(context);
  const problems = problemsOf(reported.definition);
  const severity = words.settings.diagnostics.definitionProblems;
  const isSure = (report: Reported["reports"][number]): boolean => !report.foreign && !reported.isEarly;
  const reports = reported.reports.map((report) => (isSure(report) ? report : { ...report, evidence: null }));
  for (const report of reports) await prepareWaste({ ...report, ...words }, token);
  const waste = reports.flatMap((report) => [
    ...diagnosticsOf(report, uri, lines, words, (code, error) => context.onFailure(code, error), context.traits.links),
  ]);
  return [...problemDiagnostics(problems, uri, lines, severity), ...waste];
}
