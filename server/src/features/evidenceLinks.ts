import type { DiagnosticRelatedInformation } from "vscode-languageserver-types";
import type { Finding } from "../model/finding.ts";
import { formatCount } from "../model/format.ts";
import type { TraceRecord } from "../protocol.ts";
import { recordUri } from "../views/traceText/index.ts";
import type { PipelineReport } from "./report.ts";

const firstLine = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** So many executions are linked one by one: a hover lists them all above the node's history. */
const mostNamed = 2;

/**
 * The newest executions that a finding rests on, as places in the readable text of the trace: each stands in the first line of its
 * own. Where there are more, the last place is the node's record, which has them all.
 */
export function evidenceLinks(
  finding: Finding,
  { definition, pipeline }: Pick<PipelineReport, "definition" | "pipeline">,
): DiagnosticRelatedInformation[] {
  const link = (record: TraceRecord, message: string): DiagnosticRelatedInformation => ({
    message,
    location: {
      uri: recordUri({ uri: definition.uri, ...(pipeline.name === null ? {} : { pipeline: pipeline.name }), record }),
      range: firstLine,
    },
  });
  const named = finding.evidence
    .slice(0, mostNamed)
    .map(({ execution, message }) => link({ type: "execution", id: execution }, message));
  const more = finding.executions.length - named.length;
  return more > 0 && finding.node && named.length > 0
    ? [
        ...named,
        link(
          { type: "node", node: finding.node.id },
          `${formatCount(more, "more run")}, among all of ${finding.node.id}.`,
        ),
      ]
    : named;
}
