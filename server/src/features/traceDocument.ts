import { basename } from "node:path";
import type { Connection } from "vscode-languageserver/node";
import { type CancelToken, throwIfCancelled } from "../model/cancel.ts";
import type { PropertiesOf } from "../model/explanation.ts";
import { idAt } from "../model/trace.ts";
import { type RecordParams, type RecordText, requests } from "../protocol.ts";
import { lackingText, recordRows, recordText } from "../views/traceText/index.ts";
import { type FeatureContext, namedReport, wording } from "./context.ts";
import type { FeatureHost, Reported } from "./host.ts";
import { protect } from "./protect.ts";

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
        source: basename(tracePath),
        propertiesOf: await readWanted(host, tracePath, evidence, rows, token),
        ...wording(context),
      };
      return recordText(input, record);
    }),
  );
}

/** Reads the properties of some rows, one after the other; what could not be read is a sentence. */
async function readWanted(
  host: FeatureHost,
  path: string,
  { trace }: NonNullable<Reported["reports"][number]["evidence"]>,
  rows: ReturnType<typeof recordRows>,
  token: CancelToken,
): Promise<PropertiesOf> {
  const known = new Map<string, ReturnType<PropertiesOf>>();
  for (const { of, row } of rows) {
    throwIfCancelled(token);
    const id = idAt(of === "execution" ? trace.executions.id : trace.artifacts.id, row);
    if (!known.has(`${of} ${row}`)) known.set(`${of} ${row}`, await host.properties(path, of, id));
  }
  return (of, row) => known.get(`${of} ${row}`) ?? null;
}
