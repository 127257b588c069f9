import type { Connection } from "vscode-languageserver/node";
import { requests, type TradeOffAnswer, type TradeOffParams } from "../protocol.ts";
import { tradeOffViews } from "../views/tradeOffView.ts";
import { type FeatureContext, namedReport } from "./context.ts";
import type { Reported } from "./host.ts";
import { protect } from "./protect.ts";

const failed: TradeOffAnswer = { type: "failure", message: "The trade-off could not be made. The log says why." };

/** What stopping models early would have saved and cost. Does not wait until it is worked out: what rests on it is then told to be stale. */
export function registerTradeOff(connection: Connection, context: FeatureContext): void {
  connection.onRequest<TradeOffAnswer, unknown>(
    requests.tradeOff,
    protect<TradeOffParams, TradeOffAnswer>("trade-off", failed, context.onFailure, async (params, token) => {
      const reported = await context.host.reported(params.uri, token);
      const report = reported && namedReport(reported, params.pipeline);
      return report ? answerOf(context, report) : { type: "failure", message: "No pipeline is defined in this file." };
    }),
  );
}

function answerOf({ host }: FeatureContext, { evidence, foreign }: Reported["reports"][number]): TradeOffAnswer {
  const settings = host.settings();
  if (!evidence || foreign) return { type: "failure", message: "No runs found." };
  if (settings.diagnostics.likelyUnpushed === "off") {
    return { type: "failure", message: "Forecasts are off: graphlet.diagnostics.likelyUnpushed turns them on." };
  }
  return { type: "tradeOffs", nodes: evidence.forecasts ? tradeOffViews(evidence.forecasts, settings) : null };
}
