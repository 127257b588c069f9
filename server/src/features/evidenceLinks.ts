import type { DiagnosticRelatedInformation } from "vscode-languageserver-types";
import type { Finding } from "../model/finding.ts";
import { recordUri } from "../views/traceText/index.ts";
import type { PipelineReport } from "./report.ts";

const firstLine = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The executions that a finding rests on, as places in the readable text of the trace: each stands in the first line of its own. */
export function evidenceLinks(
  finding: Finding,
  { definition, pipeline }: Pick<PipelineReport, "definition" | "pipeline">,
): DiagnosticRelatedInformation[] {
  return finding.evidence.map(({ execution, message }) => ({
    message,
    location: {
      uri: recordUri({
        uri: definition.uri,
        ...(pipeline.name === null ? {} : { pipeline: pipeline.name }),
        record: { type: "execution", id: execution },
      }),
      range: firstLine,
    },
  }));
}
