import { costInWords } from "../../model/cost.ts";
import type { DefinitionNode } from "../../model/definition.ts";
import type { Finding } from "../../model/finding.ts";
import type { Forecast, NextModel, PointRecord } from "../../model/forecast.ts";
import { formatCount, formatPercent } from "../../model/format.ts";
import type { Settings } from "../../model/settings.ts";
import { modelEvidence } from "../modelEvidence.ts";
import { recentModels } from "../recentModels.ts";
import type { Evidence, Rule } from "../rule.ts";

/**
 * `likely-unpushed`: the next model of a train node will probably be neither deployed nor used, by a forecast from the node's own past, and following such
 * forecasts would have saved something and kept at least `likelyUnpushed.keptPercent` of the deployments. The cost is what following them would have
 * saved. Silent where the node has fewer than `likelyUnpushed.minimum` models of known fate, where the forecast abstains, and until it is worked out.
 * Needs a trace.
 */
export const likelyUnpushed: Rule = ({ pipeline, evidence, settings }) => {
  if (!evidence?.forecasts) return [];
  const { forecasts } = evidence;
  return pipeline.nodes.flatMap((node): readonly Finding[] => {
    const forecast = node.kind === "train" ? forecasts.get(node.id) : undefined;
    const told = forecast ? toldBy(forecast, settings) : null;
    return told ? [finding(evidence, settings, node, told.next, told.record)] : [];
  });
};

/** What a forecast tells of the next model, and how good it was; null where it is not to be told. */
function toldBy(
  { models, abstains, next, points }: Forecast,
  { likelyUnpushed: { minimum, keptPercent } }: Settings,
): { readonly next: NextModel; readonly record: PointRecord } | null {
  const record = points[0];
  if (models < minimum || abstains !== null || !next?.stops || next.probability < 0.5 || !record) return null;
  const { followed, deployments } = record;
  const keptEnough = followed.kept * 100 >= deployments * keptPercent;
  return keptEnough && followed.avoidedSeconds > 0 ? { next, record } : null;
}

function finding(
  evidence: Evidence,
  settings: Settings,
  node: DefinitionNode,
  { probability, reasons }: NextModel,
  { judged, deployments, followed, wastedSeconds }: PointRecord,
): Finding {
  const because = reasons.length === 0 ? "" : `; ${reasons.join("; ")}`;
  const saved = `${costInWords(followed.avoidedSeconds, settings)}, ${formatPercent(followed.avoidedSeconds / wastedSeconds)} of the waste`;
  const kept = followed.kept === deployments ? `all ${deployments}` : `${followed.kept} of ${deployments}`;
  const { models } = recentModels(evidence, node.id, judged);
  return {
    code: "likely-unpushed",
    node,
    subject: null,
    location: { uri: node.location.uri, range: node.nameRange },
    message:
      `The next model will probably not be deployed (${formatPercent(probability)}${because}). ` +
      `Of the last ${formatCount(judged, "model")}, such forecasts would have stopped ${followed.stopped}, saved ${saved}, and kept ${kept} deployments.`,
    unnecessary: false,
    related: [],
    ...modelEvidence(
      evidence.trace,
      models.filter(({ status }) => status === "wasted"),
    ),
    seconds: followed.avoidedSeconds,
  };
}
