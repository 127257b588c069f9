import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import type { Finding, FindingCode } from "../model/finding.ts";
import type { Severity } from "../model/settings.ts";
import { findWaste, severityOf } from "../waste/index.ts";
import type { PipelineReport, ReportContext } from "./report.ts";
import { ruleDocs } from "./ruleDocs.ts";

/** What a diagnostic carries for its quick fixes. */
export interface DiagnosticData {
  readonly code: FindingCode;
  readonly pipeline: string | null;
  readonly node: string | null;
}

/** Name under which the findings are listed. */
export const diagnosticSource = "graphlet";

const severities: Readonly<Record<Exclude<Severity, "off">, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/**
 * The findings on one pipeline that stand in one document, as diagnostics. `lines` are the document's: a comment
 * `# graphlet: ignore[code]` on a finding's first line, or alone on the line above, silences it.
 */
export function diagnosticsOf(
  report: PipelineReport,
  uri: string,
  lines: readonly string[],
  context: ReportContext,
  onError?: (code: FindingCode, error: unknown) => void,
): readonly Diagnostic[] {
  const findings = findWaste({ ...report, ...context }, onError);
  return findings
    .filter(({ location }) => location.uri === uri)
    .filter((finding) => !isSilenced(finding, lines))
    .flatMap((finding) => diagnosticOf(finding, report, context));
}

function diagnosticOf(finding: Finding, { pipeline }: PipelineReport, { settings }: ReportContext): Diagnostic[] {
  const severity = severityOf(finding.code, settings);
  if (severity === "off") return [];
  const data: DiagnosticData = { code: finding.code, pipeline: pipeline.name, node: finding.node?.id ?? null };
  return [
    {
      range: finding.location.range,
      severity: severities[severity],
      source: diagnosticSource,
      code: finding.code,
      codeDescription: { href: ruleDocs(finding.code) },
      message: finding.message,
      ...(finding.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
      ...(finding.related.length > 0 ? { relatedInformation: finding.related.map((one) => ({ ...one })) } : {}),
      data,
    },
  ];
}

const ignoring = /#\s*graphlet:\s*ignore\[([\w\-, ]+)\]/;

/** On the line itself, or alone on the line above. */
function isSilenced({ code, location, node }: Finding, lines: readonly string[]): boolean {
  const text = (line: number): string => (lines[line] ?? "").slice(0, 2_000);
  return [location.range.start.line, ...(node ? [node.location.range.start.line] : [])]
    .flatMap((line) => [
      text(line),
      text(line - 1)
        .trimStart()
        .startsWith("#")
        ? text(line - 1)
        : "",
    ])
    .some(
      (comment) =>
        ignoring
          .exec(comment)?.[1]
          ?.split(",")
          .some((one) => one.trim() === code) ?? false,
    );
}
