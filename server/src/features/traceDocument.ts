import type { Connection } from "vscode-languageserver/node";
import { type RecordParams, type RecordText, requests } from "../protocol.ts";
import { traceName } from "../traces/traceName.ts";
import { lackingText, recordRows, recordText } from "../views/traceText/index.ts";
import { type FeatureContext, namedReport, wording } from "./context.ts";
import { protect } from "./protect.ts";
import { readProperties } from "./readProperties.ts";

const failed = lackingText("The record could not be shown. The log says why.");

/** The readable text of a record of the trace that a definition is paired with. */
export function registerTraceDocument(connection: Connection, context: FeatureContext): void {
  const { host, onFailure } = context;
  connection.onRequest(
    requests.record,
    protect<RecordParams, RecordText>("record", failed, onFailure, async ({ uri, pipeline, record }, token) => {
      const reported = await host.reported(uri, token);
      if (reported && reported.failure !== null) return lackingText(reported.failure, true);
      const report = reported && namedReport(reported, pipeline);
      if (!report) return lackingText("No pipeline is defined in the file that this record was opened from.");
      const { evidence, tracePath } = report;
      if (!evidence || tracePath === null) {
        return report.pending
          ? lackingText("The trace is being read.", true)
          : lackingText("No trace is paired with the pipeline. Graphlet: Choose Trace… in its file pairs one.", true);
      }
      const { trace, graphlets, histories } = evidence;
      const rows = recordRows(trace, graphlets, record);
      const input = {
        trace,
        graphlets,
        histories,
        pipeline: report.pipeline,
        tracePipeline: report.tracePipeline,
        source: traceName(tracePath),
        propertiesOf: await readProperties(host, tracePath, trace, rows, token),
        ...wording(context),
      };
      return recordText(input, record);
    }),
  );
}
