import type { Connection } from "vscode-languageserver/node";
import type { CancelToken } from "../model/cancel.ts";
import type { PropertiesOf } from "../model/explanation.ts";
import { isStoreUri } from "../model/storeScheme.ts";
import {
  type Details,
  type DetailsParams,
  requests,
  type View,
  type ViewFailure,
  type ViewParams,
} from "../protocol.ts";
import {
  compareDetails,
  compareView,
  detailsOf,
  graphletView,
  historySteps,
  pipelineView,
  propertiesWanted,
  rowsToCompare,
} from "../views/index.ts";
import { type FeatureContext, namedReport, wording } from "./context.ts";
import type { Reported } from "./host.ts";
import { inTurns } from "./inTurns.ts";
import { protect } from "./protect.ts";
import { readProperties } from "./readProperties.ts";

const noDefinition: ViewFailure = {
  type: "failure",
  message: "No pipeline is defined in this file.",
  action: "openDefinition",
};
const beingRead: ViewFailure = { type: "failure", message: "The runs are being read.", action: null, pending: true };
const failed: ViewFailure = { type: "failure", message: "The graph could not be made.", action: "showLog" };

/** The pictures of the graph view, and what it tells of the selected node. */
export function registerViews(connection: Connection, context: FeatureContext): void {
  const { host, onFailure } = context;
  connection.onRequest<View, unknown>(
    requests.view,
    protect<ViewParams, View>("graph", failed, onFailure, async (params, token) => {
      const reported = await host.reported(params.uri, token);
      if (reported && reported.failure !== null) return { type: "failure", message: reported.failure, action: "retry" };
      const report = reported && namedReport(reported, params.pipeline);
      if (!report) return noDefinition;
      const view = await viewOf(context, report, params, token);
      // Of a store there is no other trace to choose.
      return view.type === "failure" && view.action === "chooseTrace" && isStoreUri(params.uri)
        ? { ...view, action: null }
        : view;
    }),
  );
  connection.onRequest(
    requests.details,
    protect<DetailsParams, Details | null>("details", null, onFailure, async (params, token) => {
      const reported = await host.reported(params.uri, token);
      const report = reported && namedReport(reported, params.pipeline);
      if (!report || params.level === "history") return null;
      if (params.level === "compare") {
        const asked = { ...inputOf(context, params.uri, report), trainer: params.trainer, against: params.against };
        const propertiesOf = await propertiesToCompare(context, report, asked, token);
        return compareDetails({ ...asked, propertiesOf }, params.node);
      }
      const wanted =
        params.level === "graphlet" && report.evidence ? propertiesWanted(report.evidence.trace, params.node) : null;
      const properties =
        wanted && report.tracePath !== null ? await host.properties(report.tracePath, wanted.of, wanted.id) : null;
      return detailsOf({
        ...inputOf(context, params.uri, report),
        level: params.level,
        range: params.range,
        trainer: params.trainer,
        selected: params.node,
        properties,
      });
    }),
  );
}

type Report = Reported["reports"][number];

async function viewOf(
  context: FeatureContext,
  report: Report,
  { uri, level, trainer, against, node, artifacts, around, range, opened, selection }: ViewParams,
  token: CancelToken,
): Promise<View> {
  if (report.pending && level !== "pipeline") return beingRead;
  const input = { ...inputOf(context, uri, report), artifacts, around, opened, selection };
  switch (level) {
    case "pipeline":
      return pipelineView({
        ...input,
        range,
        selection: selection ?? (around === undefined ? input.settings.graph.select : undefined),
      });
    case "history":
      return await inTurns(historySteps(input), token);
    case "graphlet":
      return graphletView({ ...input, trainer, node });
    case "compare": {
      const asked = { ...input, trainer, node, against };
      return compareView({ ...asked, propertiesOf: await propertiesToCompare(context, report, asked, token) });
    }
  }
}

/** Reads what a comparison of two models is better with. */
async function propertiesToCompare(
  { host }: FeatureContext,
  { evidence, tracePath }: Report,
  asked: Parameters<typeof rowsToCompare>[0],
  token: CancelToken,
): Promise<PropertiesOf> {
  if (!evidence || tracePath === null) return () => null;
  return readProperties(host, tracePath, evidence.trace, rowsToCompare(asked), token);
}

function inputOf(context: FeatureContext, uri: string, report: Report) {
  const { definition, pipeline, evidence, pending, lack, tracePipeline } = report;
  return {
    uri,
    definition,
    pipeline,
    trace: evidence?.trace ?? null,
    graphlets: evidence?.graphlets ?? null,
    pending,
    lack,
    tracePipeline,
    histories: evidence?.histories,
    forecasts: evidence?.forecasts,
    ...wording(context),
  };
}
