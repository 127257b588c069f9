import { formatCost } from "../../model/cost.ts";
import type { Finding } from "../../model/finding.ts";
import { formatPercent } from "../../model/format.ts";
import type { Graphlet } from "../../model/graphlet.ts";
import { modelEvidence } from "../modelEvidence.ts";
import { reachableFrom } from "../reach.ts";
import type { Evidence, Rule } from "../rule.ts";

/**
 * `unpushed-models`: of the train node's last `unpushedModels.window` models whose fate is known (pending ones aside), at
 * least half, and at least `unpushedModels.minimum`, were neither deployed nor used otherwise. The cost is the sum of
 * their graphlets' wasted seconds, each execution counted once for its earliest graphlet; its share is of the known cost
 * of the pipeline's executions since the first of these models began to be made. Needs a trace. Silent where the definition has nothing that deploys or predicts
 * behind the trainer: then it is by design, and `dead-trainer` speaks where it is not.
 */
export const unpushedModels: Rule = ({ pipeline, evidence, settings }) => {
  if (!evidence) return [];
  const findings: Finding[] = [];
  for (const node of pipeline.nodes) {
    if (node.kind !== "train") continue;
    const deploys = [...reachableFrom(pipeline, node.id)].some(({ kind }) => kind === "deploy" || kind === "infer");
    if (!deploys) continue;
    const known = modelsOf(evidence, node.id).filter(({ status }) => status !== "pending");
    const last = known.slice(-settings.unpushedModels.window);
    const wasted = last.filter(({ status }) => status === "wasted");
    if (wasted.length < Math.max(1, settings.unpushedModels.minimum) || wasted.length * 2 < last.length) continue;
    const seconds = wasted.reduce((sum, graphlet) => sum + graphlet.wastedSeconds, 0);
    const whole = costSince(
      evidence,
      last.length < known.length ? beginningOf(evidence, last) : Number.NEGATIVE_INFINITY,
    );
    const share = whole > 0 ? `, ${formatPercent(seconds / whole)} of this pipeline's` : "";
    const cost =
      settings.costProperty === "" ? `${formatCost(seconds, settings)} of compute` : formatCost(seconds, settings);
    findings.push({
      code: "unpushed-models",
      node,
      subject: null,
      location: { uri: node.location.uri, range: node.nameRange },
      message: `${wasted.length} of the last ${last.length} models were never deployed: ${cost}${share}.`,
      unnecessary: false,
      related: [],
      ...modelEvidence(evidence.trace, wasted),
      seconds,
    });
  }
  return findings;
};

/** Graphlets of a node's models, oldest first. */
function modelsOf({ histories, graphlets }: Evidence, node: string): readonly Graphlet[] {
  return (histories.get(node)?.graphlets ?? []).flatMap((index) => graphlets.list[index] ?? []);
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

/** Known cost of the pipeline's executions that started at a time or later. */
function costSince({ trace, histories }: Evidence, time: number): number {
  const { startedAt, cost } = trace.executions;
  let sum = 0;
  for (const { executions } of histories.values()) {
    for (const row of executions) {
      const seconds = cost[row] ?? Number.NaN;
      if (Number.isFinite(seconds) && !((startedAt[row] ?? Number.NaN) < time)) sum += seconds;
    }
  }
  return sum;
}
