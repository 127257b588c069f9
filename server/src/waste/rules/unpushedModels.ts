import { untoldDeploys } from "../../graphlets/untoldDeploys.ts";
import { formatCost } from "../../model/cost.ts";
import type { PipelineDefinition } from "../../model/definition.ts";
import type { Finding } from "../../model/finding.ts";
import { formatPercent } from "../../model/format.ts";
import type { Graphlet } from "../../model/graphlet.ts";
import type { Settings } from "../../model/settings.ts";
import { modelEvidence } from "../modelEvidence.ts";
import { costSince } from "../pipelineCost.ts";
import { reachableFrom } from "../reach.ts";
import { recentModels, wasteOf } from "../recentModels.ts";
import type { Evidence, Rule } from "../rule.ts";
import { stopCounts } from "../stops.ts";

/**
 * `unpushed-models`: of the train node's last `unpushedModels.window` models whose fate is known (pending ones aside), at
 * least half, and at least `unpushedModels.minimum`, were neither deployed nor used otherwise. Models that a step may have deployed without writing
 * what it did are left out, too. The cost is the sum of
 * their graphlets' waste, each execution counted once for its earliest graphlet; its share is of the known cost
 * of the pipeline's executions since the first of these models began to be made. Needs a trace. Silent where the definition has nothing that deploys or predicts
 * behind the trainer and none of its models was ever deployed from elsewhere (a registry, a tag): then it is by design, and `dead-trainer` speaks where it is not.
 */
export const unpushedModels: Rule = ({ pipeline, evidence, settings }) => {
  if (!evidence) return [];
  const { window } = settings.unpushedModels;
  const findings: Finding[] = [];
  for (const node of pipeline.nodes) {
    if (node.kind !== "train") continue;
    const deploys = [...reachableFrom(pipeline, node.id)].some(({ kind }) => kind === "deploy" || kind === "infer");
    if (!deploys && !recentModels(evidence, node.id).models.some(({ pushed }) => pushed)) continue;
    const { models: last, all } = toldModels(evidence, node.id, window);
    const wasted = last.filter(({ status }) => status === "wasted");
    if (wasted.length < Math.max(1, settings.unpushedModels.minimum) || wasted.length * 2 < last.length) continue;
    const seconds = wasteOf(evidence, wasted);
    const whole = costSince(evidence, all ? Number.NEGATIVE_INFINITY : beginningOf(evidence, last));
    findings.push({
      code: "unpushed-models",
      node,
      subject: null,
      location: { uri: node.location.uri, range: node.nameRange },
      message: `${wasted.length} of the last ${last.length} models were never deployed${costPhrase(seconds, whole, settings)}.`,
      unnecessary: false,
      related: stoppers(evidence, pipeline, node.id, window),
      ...modelEvidence(evidence.trace, wasted),
      seconds,
    });
  }
  return findings;
};

/** The last models of which the trace tells what became of them, at most `window`, oldest first. `all`: there are no others before. */
function toldModels(evidence: Evidence, node: string, window: number): ReturnType<typeof recentModels> {
  const { models } = recentModels(evidence, node);
  const told: Graphlet[] = [];
  let at = models.length;
  while (at > 0 && told.length < window) {
    const model = models[--at];
    if (model && untoldDeploys(evidence.trace, model).length === 0) told.push(model);
  }
  return { models: told.reverse(), all: at === 0 };
}

/** Start of the earliest execution that one of the graphlets owns, milliseconds since the epoch. */
function beginningOf({ trace, graphlets }: Evidence, models: readonly Graphlet[]): number {
  let first = Number.POSITIVE_INFINITY;
  for (const model of models) {
    for (const row of model.executions) {
      if (graphlets.list[graphlets.owner[row] ?? -1] !== model) continue;
      const start = trace.executions.startedAt[row] ?? Number.NaN;
      if (start < first) first = start;
    }
  }
  return first;
}

/** `: 19.7 h of compute, 63 % of this pipeline's`; empty where no cost is known. */
function costPhrase(seconds: number, whole: number, settings: Settings): string {
  const cost = formatCost(seconds, settings);
  if (cost === "") return "";
  const unit = settings.costProperty === "" ? " of compute" : "";
  return `: ${cost}${unit}${whole > 0 ? `, ${formatPercent(seconds / whole)} of this pipeline's` : ""}`;
}

/** The checks that stopped some of these models. */
function stoppers(
  evidence: Evidence,
  { nodes }: PipelineDefinition,
  trainer: string,
  window: number,
): Finding["related"] {
  const history = evidence.histories.get(trainer);
  if (!history) return [];
  const counts = stopCounts(evidence, history, window);
  return nodes.flatMap(({ id, location, nameRange }) => {
    const count = counts.get(id);
    if (count === undefined) return [];
    return [{ location: { uri: location.uri, range: nameRange }, message: `${id} stopped ${count} of these models.` }];
  });
}
