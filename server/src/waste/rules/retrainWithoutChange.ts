import type { NodeHistory } from "../../graphlets/nodeHistory.ts";
import { formatCost } from "../../model/cost.ts";
import type { Finding } from "../../model/finding.ts";
import { formatCount } from "../../model/format.ts";
import type { Graphlet } from "../../model/graphlet.ts";
import { stateCode } from "../../model/kinds.ts";
import { executionEvidence } from "../executionEvidence.ts";
import { keptWith } from "../keptWith.ts";
import { makingOf } from "../making.ts";
import { knownCost } from "../recentExecutions.ts";
import { recentModels } from "../recentModels.ts";
import type { Evidence, Rule } from "../rule.ts";

/**
 * `retrain-without-change`: of the train node's last `retrainWithoutChange.window` retrainings (complete trainings after a complete one),
 * at least `retrainWithoutChange.minimum` were made from the same as the one before: data, code, parameters and warm start, those of the
 * steps before the training included. The cost is that of these trainings alone. Needs a trace that knows data and code.
 */
export const retrainWithoutChange: Rule = ({ pipeline, evidence, settings }) => {
  if (!evidence) return [];
  const { window, minimum } = settings.retrainWithoutChange;
  const findings: Finding[] = [];
  for (const node of pipeline.nodes) {
    const history = node.kind === "train" ? evidence.histories.get(node.id) : undefined;
    if (!history) continue;
    const { retrainings, same } = retrained(evidence, history, window);
    if (same.length < minimum) continue;
    const seconds = knownCost(evidence.trace, same);
    const cost = formatCost(seconds, settings);
    findings.push({
      code: "retrain-without-change",
      node,
      subject: null,
      location: { uri: node.location.uri, range: node.nameRange },
      message: `${same.length} of ${formatCount(retrainings, "retraining")} had the same data, code and parameters as the one before${cost === "" ? "" : `: ${cost}`}.`,
      unnecessary: false,
      related:
        node.caching?.enabled === false ? [{ location: node.caching.location, message: "Caching is off here." }] : [],
      ...executionEvidence(evidence.trace, same, () => "Same data, code and parameters as the training before."),
      seconds,
    });
  }
  return findings;
};

interface Retrained {
  readonly retrainings: number;
  /** Train executions (rows, oldest first) of those that changed nothing. */
  readonly same: readonly number[];
}

const kept = keptWith<NodeHistory, Retrained>();

/** How many retrainings a node had, and which changed nothing. Kept with the history. */
function retrained(evidence: Evidence, history: NodeHistory, window: number): Retrained {
  return kept(history, String(window), () => {
    const { trace } = evidence;
    const { models } = recentModels(evidence, history.node);
    // Failed trainings in between are no models: a second try after a failure is none without a change.
    const last: Graphlet[] = [];
    for (let at = models.length - 1; at >= 0 && last.length <= window; at--) {
      const model = models[at];
      if (model && trace.executions.state[model.trainer] === stateCode.complete) last.push(model);
    }
    last.reverse();
    const same = last.slice(1).filter((model, index) => {
      const before = last[index];
      const making = makingOf(trace, model);
      return before !== undefined && making !== null && making === makingOf(trace, before);
    });
    return { retrainings: Math.max(0, last.length - 1), same: same.map(({ trainer }) => trainer) };
  });
}
