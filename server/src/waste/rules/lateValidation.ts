import { costWord, formatCost } from "../../model/cost.ts";
import type { DefinitionNode } from "../../model/definition.ts";
import type { Finding } from "../../model/finding.ts";
import { formatPercent } from "../../model/format.ts";
import type { Settings } from "../../model/settings.ts";
import { executionEvidence } from "../executionEvidence.ts";
import { knownCost } from "../recentExecutions.ts";
import type { Evidence, Rule } from "../rule.ts";
import { type Judgement, judgementBy, stopCounts, type Told } from "../stops.ts";

/**
 * `late-validation`: of a trainer's last `lateValidation.window` models whose fate is known, the evaluate or validate node stopped (did not
 * bless, or failed on) at least `lateValidation.minimum` and more than half of those that were not deployed or used, after at least
 * `afterPercent` of their cost; as many models at least got past it; and one of the signals that are known before the training began
 * had, on these models, a precision and a recall of at least `signalPercent`. The cost is the waste, between the beginning of the
 * training and that of the check, of those models that the signal would have told. Needs a trace.
 */
export const lateValidation: Rule = ({ pipeline, evidence, settings }) => {
  if (!evidence) return [];
  const { window, signalPercent } = settings.lateValidation;
  const checks = pipeline.nodes.filter(({ kind }) => kind === "evaluate" || kind === "validate");
  return pipeline.nodes.flatMap((trainer): readonly Finding[] => {
    const history = trainer.kind === "train" ? evidence.histories.get(trainer.id) : undefined;
    if (!history) return [];
    const check = thatStopsMost(checks, stopCounts(evidence, history, window));
    if (!check) return [];
    const judgement = judgementBy(evidence, history, check.id, window);
    const told = isLate(judgement, settings) ? bestSignal(judgement, signalPercent / 100) : null;
    return told ? [finding(evidence, settings, trainer, check, judgement, told)] : [];
  });
};

/** The first in the definition's order of several. */
function thatStopsMost(
  checks: readonly DefinitionNode[],
  counts: ReadonlyMap<string, number>,
): DefinitionNode | undefined {
  const most = checks.reduce((best, { id }) => Math.max(best, counts.get(id) ?? 0), 0);
  return most === 0 ? undefined : checks.find(({ id }) => counts.get(id) === most);
}

function isLate({ models, stoppedBy, unused, after }: Judgement, { lateValidation }: Settings): boolean {
  const { minimum, afterPercent } = lateValidation;
  const stopped = stoppedBy.length;
  return stopped >= minimum && models - stopped >= minimum && stopped * 2 > unused && after * 100 >= afterPercent;
}

/** The signal with the best F-measure of those whose precision and recall are good enough; null where none is. */
function bestSignal({ told }: Judgement, least: number): Told | null {
  const measure = ({ precision, recall }: Told): number => (2 * precision * recall) / (precision + recall);
  const good = told.filter(({ precision, recall }) => precision >= least && recall >= least);
  return good.sort((a, b) => measure(b) - measure(a))[0] ?? null;
}

function finding(
  { trace }: Evidence,
  settings: Settings,
  trainer: DefinitionNode,
  check: DefinitionNode,
  { models, stoppedBy, after }: Judgement,
  told: Told,
): Finding {
  const stopped = stoppedBy.length;
  const seconds = knownCost(trace, told.avoidable());
  const cost = seconds > 0 ? `: ${formatCost(seconds, settings)}` : "";
  return {
    code: "late-validation",
    node: check,
    subject: null,
    location: { uri: check.location.uri, range: check.nameRange },
    message:
      `${stopped} of the last ${models} models of ${trainer.id} were stopped here, after ${formatPercent(after)} of their ${costWord(settings)}. ` +
      `Known before the training: ${told.words}, for ${told.rightly} of these ${stopped} and ${told.wrongly} of the other ${models - stopped}${cost}.`,
    unnecessary: false,
    related: [
      {
        location: { uri: trainer.location.uri, range: trainer.nameRange },
        message: `${trainer.id}: a gate before it would have saved these trainings.`,
      },
    ],
    ...executionEvidence(trace, stoppedBy, () => "Stopped the model."),
    seconds,
  };
}
