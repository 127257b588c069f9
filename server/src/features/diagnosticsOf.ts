import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import type { Finding, FindingCode } from "../model/finding.ts";
import type { Severity } from "../model/settings.ts";
import { findWaste, severityOf } from "../waste/index.ts";
import { isSilenced } from "../waste/silence.ts";
import type { DiagnosticData } from "./actionData.ts";
import { evidenceLinks } from "./evidenceLinks.ts";
import type { PipelineReport, ReportContext } from "./report.ts";
import { ruleDocs } from "./ruleDocs.ts";

/** Name under which the findings are listed. */
export const diagnosticSource = "graphlet";

/** The editor's severities by the user's. */
export const diagnosticSeverities: Readonly<Record<Exclude<Severity, "off">, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/**
 * The findings on one pipeline that stand in one document, as diagnostics, but for those that a comment silences. `lines` are the
 * document's. `linksEvidence`: the editor shows records of a trace as documents, and related information leads there.
 */
export function diagnosticsOf(
  report: PipelineReport,
  uri: string,
  lines: readonly string[],
  context: ReportContext,
  onError?: (code: FindingCode, error: unknown) => void,
  linksEvidence = false,
): readonly Diagnostic[] {
  const findings = findWaste({ ...report, ...context }, onError);
  return findings
    .filter(({ location }) => location.uri === uri)
    .filter((finding) => !isSilenced(finding, lines))
    .flatMap((finding) => diagnosticOf(finding, report, context, linksEvidence));
}

function diagnosticOf(
  finding: Finding,
  { definition, pipeline }: PipelineReport,
  { settings }: ReportContext,
  linksEvidence: boolean,
): Diagnostic[] {
  const severity = severityOf(finding.code, settings);
  if (severity === "off") return [];
  const data: DiagnosticData = {
    code: finding.code,
    at: definition.pipelines.indexOf(pipeline),
    pipeline: pipeline.name,
    node: finding.node?.id ?? null,
    subject: finding.subject,
  };
  const related = [
    ...finding.related.map((one) => ({ ...one })),
    ...(linksEvidence ? evidenceLinks(finding, { definition, pipeline }) : []),
  ];
  return [
    {
      range: finding.location.range,
      severity: diagnosticSeverities[severity],
      source: diagnosticSource,
      code: finding.code,
      codeDescription: { href: ruleDocs(finding.code) },
      message: finding.message,
      ...(finding.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
      ...(related.length > 0 ? { relatedInformation: related } : {}),
      data,
    },
  ];
}
