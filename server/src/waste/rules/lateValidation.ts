import { costWord, formatCost } from "../../model/cost.ts";
import type { DefinitionNode } from "../../model/definition.ts";
import type { Finding } from "../../model/finding.ts";
import { formatPercent } from "../../model/format.ts";
import type { Graphlet } from "../../model/graphlet.ts";
import { nodeName } from "../../model/rows.ts";
import { executionEvidence } from "../executionEvidence.ts";
import { recentModels, wasteRows } from "../recentModels.ts";
import type { Evidence, Rule } from "../rule.ts";
import { type Candidate, type Signal, signals } from "../signals.ts";

/** A model with the execution (row) of the check that stopped it; -1 where that check did not. */
interface Judged extends Candidate {
  readonly stoppedBy: number;
}

/**
 * `late-validation`: of a trainer's last `lateValidation.window` models whose fate is known, the evaluate or validate node stopped (did not
 * bless, or failed on) at least `lateValidation.minimum` and more than half of those that were not deployed or used, after at least
 * `afterPercent` of their cost; as many models at least got past it; and one of the signals that are known before the training began
 * had, on these models, a precision and a recall of at least `signalPercent`. The cost is the waste, between the beginning of the
 * training and that of the check, of those models that the signal would have told. Needs a trace.
 */
export const lateValidation: Rule = ({ pipeline, evidence, settings }) => {
  if (!evidence) return [];
  const { window, minimum, afterPercent } = settings.lateValidation;
  const findings: Finding[] = [];
  for (const trainer of pipeline.nodes) {
    if (trainer.kind !== "train") continue;
    const { models } = recentModels(evidence, trainer.id, window + 1);
    const check = checkThatStopsMost(evidence, models.slice(-window), pipeline.nodes);
    if (!check) continue;
    const judged = judge(evidence, models, check.id).slice(-window);
    const stopped = judged.filter(({ stoppedBy }) => stoppedBy >= 0);
    const others = judged.length - stopped.length;
    const unused = judged.filter(({ model }) => model.status === "wasted").length;
    if (stopped.length < minimum || others < minimum || stopped.length * 2 <= unused) continue;
    const after = shareBefore(evidence, stopped);
    if (!(after * 100 >= afterPercent)) continue;
    const told = bestSignal(evidence, judged, settings.lateValidation.signalPercent / 100);
    if (!told) continue;
    const rows = told.rightly.flatMap((one) => avoidable(evidence, one));
    const seconds = rows.reduce((sum, row) => sum + (evidence.trace.executions.cost[row] as number), 0);
    findings.push({
      code: "late-validation",
      node: check,
      subject: null,
      location: { uri: check.location.uri, range: check.nameRange },
      message:
        `${stopped.length} of the last ${judged.length} models of ${trainer.id} were stopped here, after ${formatPercent(after)} of their ${costWord(settings)}. ` +
        `Known before the training: ${told.signal.words}, for ${told.rightly.length} of these ${stopped.length} and ${told.wrongly} of the other ${others}` +
        `${seconds > 0 ? `: ${formatCost(seconds, settings)}` : ""}.`,
      unnecessary: false,
      related: [
        {
          location: { uri: trainer.location.uri, range: trainer.nameRange },
          message: `${trainer.id}: a gate before it would have saved these trainings.`,
        },
      ],
      ...executionEvidence(
        evidence.trace,
        stopped.map(({ stoppedBy }) => stoppedBy),
        () => "Stopped the model.",
      ),
      seconds: rows.length === 0 ? Number.NaN : seconds,
    });
  }
  return findings;
};

/** Rows of the checks that stopped a model: those that failed on it or did not bless it. */
function stoppersOf(model: Graphlet): Int32Array {
  const { status, whyNotPushed, evidence } = model;
  const isStopped = status === "wasted" && (whyNotPushed === "not-blessed" || whyNotPushed === "validation-failed");
  return isStopped ? evidence : new Int32Array(0);
}

/** The evaluate or validate node that stopped most of the models; the first in the definition's order of several. */
function checkThatStopsMost(
  { trace }: Evidence,
  models: readonly Graphlet[],
  nodes: readonly DefinitionNode[],
): DefinitionNode | null {
  const counts = new Map<string, number>();
  for (const model of models) {
    for (const name of new Set([...stoppersOf(model)].map((row) => nodeName(trace, row)))) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const checks = nodes.filter(({ id, kind }) => (kind === "evaluate" || kind === "validate") && counts.has(id));
  return checks.sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0))[0] ?? null;
}

function judge({ trace }: Evidence, models: readonly Graphlet[], check: string): readonly Judged[] {
  const stoppedBy = models.map((model) => stoppersOf(model).find((row) => nodeName(trace, row) === check) ?? -1);
  return models.map((model, at) => ({
    model,
    before: models[at - 1] ?? null,
    beforeStopped: (stoppedBy[at - 1] ?? -1) >= 0,
    stoppedBy: stoppedBy[at] ?? -1,
  }));
}

/** Part of the known cost of the stopped models that was spent by executions that started before the check; NaN where none is known. */
function shareBefore({ trace }: Evidence, stopped: readonly Judged[]): number {
  const { cost, startedAt } = trace.executions;
  let before = 0;
  let whole = 0;
  for (const { model, stoppedBy } of stopped) {
    for (const row of model.executions) {
      const seconds = cost[row] as number;
      if (!Number.isFinite(seconds)) continue;
      whole += seconds;
      if ((startedAt[row] as number) < (startedAt[stoppedBy] as number)) before += seconds;
    }
  }
  return before / whole;
}

interface Told {
  readonly signal: Signal;
  readonly rightly: readonly Judged[];
  readonly wrongly: number;
}

/** The signal with the best F-measure of those whose precision and recall are good enough; null where none is. */
function bestSignal({ trace }: Evidence, judged: readonly Judged[], least: number): Told | null {
  let best: Told | null = null;
  let bestMeasure = 0;
  const stopped = judged.filter(({ stoppedBy }) => stoppedBy >= 0).length;
  for (const signal of signals) {
    const told = judged.filter((one) => signal.tells(trace, one));
    const rightly = told.filter(({ stoppedBy }) => stoppedBy >= 0);
    const precision = rightly.length / told.length;
    const recall = rightly.length / stopped;
    const measure = (2 * rightly.length) / (told.length + stopped);
    if (rightly.length === 0 || precision < least || recall < least || measure <= bestMeasure) continue;
    best = { signal, rightly, wrongly: told.length - rightly.length };
    bestMeasure = measure;
  }
  return best;
}

/** Rows of known cost that a gate before the training would have saved. */
function avoidable(evidence: Evidence, { model, stoppedBy }: Judged): number[] {
  const { cost, startedAt } = evidence.trace.executions;
  const start = startedAt[model.trainer] as number;
  return wasteRows(evidence, model).filter(
    (row) =>
      Number.isFinite(cost[row]) &&
      (startedAt[row] as number) >= start &&
      (startedAt[row] as number) <= (startedAt[stoppedBy] as number),
  );
}
