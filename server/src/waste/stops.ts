import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import type { Graphlet } from "../model/graphlet.ts";
import { nodeName } from "../model/rows.ts";
import { keptWith } from "./keptWith.ts";
import { recentModels, wasteRows } from "./recentModels.ts";
import type { Evidence } from "./rule.ts";
import { type Candidate, type Signal, signals } from "./signals.ts";

/** What a check did to a trainer's last models, and what told so before. */
export interface Judgement {
  readonly models: number;
  /** The check's executions (rows, oldest first) that stopped a model. */
  readonly stoppedBy: readonly number[];
  /** Models that were not deployed or used, for whatever reason. */
  readonly unused: number;
  /** Part of the stopped models' known cost that was spent before the check began; NaN where none is known. */
  readonly after: number;
  /** One a signal that told rightly at least once. */
  readonly told: readonly Told[];
}

/** How good a signal was. */
export interface Told {
  readonly words: string;
  /** Models with the signal that were stopped, and those that were not. */
  readonly rightly: number;
  readonly wrongly: number;
  readonly precision: number;
  readonly recall: number;
  /** Rows of known cost that a gate before the training would have saved. Linear in the members of the models. */
  readonly avoidable: () => readonly number[];
}

/** A model with the execution (row) of the check that stopped it; -1 where that check did not. */
interface Judged extends Candidate {
  readonly stoppedBy: number;
}

const keptCounts = keptWith<NodeHistory, ReadonlyMap<string, number>>();
const keptJudgements = keptWith<NodeHistory, Judgement>();

/** How many of a trainer's last models each node stopped. Kept with the history. */
export function stopCounts(evidence: Evidence, trainer: NodeHistory, window: number): ReadonlyMap<string, number> {
  return keptCounts(trainer, String(window), () => {
    const counts = new Map<string, number>();
    for (const model of recentModels(evidence, trainer.node, window).models) {
      for (const name of new Set([...stoppersOf(model)].map((row) => nodeName(evidence.trace, row)))) {
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    return counts;
  });
}

/** What a check, a node by its name, did to a trainer's last models. Kept with the trainer's history. */
export function judgementBy(evidence: Evidence, trainer: NodeHistory, check: string, window: number): Judgement {
  return keptJudgements(trainer, `${window} ${check}`, () => {
    const { models } = recentModels(evidence, trainer.node, window + 1);
    const judged = judge(evidence, models, check).slice(-window);
    const stopped = judged.filter(({ stoppedBy }) => stoppedBy >= 0);
    return {
      models: judged.length,
      stoppedBy: stopped.map(({ stoppedBy }) => stoppedBy),
      unused: judged.filter(({ model }) => model.status === "wasted").length,
      after: shareBefore(evidence, stopped),
      told: signals.flatMap((signal) => tellings(evidence, signal, judged) ?? []),
    };
  });
}

/** Rows of the checks that stopped a model: those that failed on it or did not bless it. */
function stoppersOf(model: Graphlet): Int32Array {
  const { status, whyNotPushed, evidence } = model;
  const isStopped = status === "wasted" && (whyNotPushed === "not-blessed" || whyNotPushed === "validation-failed");
  return isStopped ? evidence : new Int32Array(0);
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

/** Null where the signal never told rightly. */
function tellings(evidence: Evidence, signal: Signal, judged: readonly Judged[]): Told | null {
  const stopped = judged.filter(({ stoppedBy }) => stoppedBy >= 0).length;
  const told = judged.filter((one) => signal.tells(evidence.trace, one));
  const rightly = told.filter(({ stoppedBy }) => stoppedBy >= 0);
  if (rightly.length === 0) return null;
  return {
    words: signal.words,
    rightly: rightly.length,
    wrongly: told.length - rightly.length,
    precision: rightly.length / told.length,
    recall: rightly.length / stopped,
    avoidable: () => rightly.flatMap((one) => avoidable(evidence, one)),
  };
}

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
