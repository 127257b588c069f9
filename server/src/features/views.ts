import type { Connection } from "vscode-languageserver/node";
import { isStoreUri } from "../model/storeScheme.ts";
import {
  type Details,
  type DetailsParams,
  type GraphView,
  requests,
  type ViewFailure,
  type ViewParams,
} from "../protocol.ts";
import { detailsOf, graphletView, pipelineView, propertiesWanted } from "../views/index.ts";
import { type FeatureContext, namedReport, wording } from "./context.ts";
import type { Reported } from "./host.ts";
import { protect } from "./protect.ts";

const noDefinition: ViewFailure = {
  type: "failure",
  message: "No pipeline is defined in this file.",
  action: "openDefinition",
};
const failed: ViewFailure = { type: "failure", message: "The graph could not be made.", action: "showLog" };

/** The pictures of the graph view, and what it tells of the selected node. */
export function registerViews(connection: Connection, context: FeatureContext): void {
  const { host, onFailure } = context;
  connection.onRequest<GraphView | ViewFailure, unknown>(
    requests.view,
    protect<ViewParams, GraphView | ViewFailure>("graph", failed, onFailure, async (params, token) => {
      const reported = await host.reported(params.uri, token);
      if (reported && reported.failure !== null) return { type: "failure", message: reported.failure, action: "retry" };
      const report = reported && namedReport(reported, params.pipeline);
      if (!report) return noDefinition;
      const input = { ...inputOf(context, params.uri, report), artifacts: params.artifacts, around: params.around };
      if (params.level === "pipeline") return pipelineView(input);
      const view = graphletView({ ...input, trainer: params.trainer, node: params.node });
      // Of a store there is no other trace to choose.
      return view.type === "failure" && isStoreUri(params.uri) ? { ...view, action: null } : view;
    }),
  );
  connection.onRequest(
    requests.details,
    protect<DetailsParams, Details | null>("details", null, onFailure, async (params, token) => {
      const reported = await host.reported(params.uri, token);
      const report = reported && namedReport(reported, params.pipeline);
      if (!report) return null;
      const wanted =
        params.level === "graphlet" && report.evidence ? propertiesWanted(report.evidence.trace, params.node) : null;
      const properties =
        wanted && report.tracePath !== null ? await host.properties(report.tracePath, wanted.of, wanted.id) : null;
      return detailsOf({
        ...inputOf(context, params.uri, report),
        level: params.level,
        trainer: params.trainer,
        selected: params.node,
        properties,
      });
    }),
  );
}

function inputOf(context: FeatureContext, uri: string, report: Reported["reports"][number]) {
  const { definition, pipeline, evidence, tracePipeline } = report;
  return {
    uri,
    definition,
    pipeline,
    trace: evidence?.trace ?? null,
    graphlets: evidence?.graphlets ?? null,
    tracePipeline,
    histories: evidence?.histories,
    ...wording(context),
  };
}
