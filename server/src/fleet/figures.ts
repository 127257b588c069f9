import type { GraphletStatus, NotPushedReason } from "../model/graphlet.ts";
import type { OperatorKind } from "../model/kinds.ts";
import type { NodePruning } from "./pruning.ts";

/**
 * What one pipeline of one store comes to: the row that everything about a fleet is computed from. Plain JSON; a few hundred bytes. Seconds
 * are sums of known costs.
 */
export interface PipelineFigures {
  /** The store, as it was named. */
  readonly store: string;
  /** Null for executions without a pipeline. */
  readonly pipeline: string | null;
  /** What kind of trace it is: `mlmd`, `dvc`, … */
  readonly kind: string;
  /** Milliseconds since the epoch; null where no start is known. */
  readonly firstStartedAt: number | null;
  readonly lastStartedAt: number | null;
  readonly executions: number;
  readonly runs: number;
  /** Train executions that made a model or tried to, by what became of it. */
  readonly models: Readonly<Record<GraphletStatus, number>>;
  readonly seconds: PipelineSeconds;
  /** Executions whose cost is not known. */
  readonly unknownCosts: number;
  /** By kind of operator; kinds that did not run are left out. */
  readonly operators: Readonly<Partial<Record<OperatorKind, OperatorFigures>>>;
  /** Models that were not deployed, by the reason; those of which none is known yet are left out. */
  readonly whyNotPushed: Readonly<Partial<Record<NotPushedReason, number>>>;
  readonly similarity: Similarity;
  /** What stopping models early would have saved, by train node; null where nobody asked. */
  readonly pruning: readonly NodePruning[] | null;
}

/** Compute time by what the graphlets say of the executions. */
export interface PipelineSeconds {
  readonly useful: number;
  readonly pending: number;
  readonly wasted: number;
  readonly unattributed: number;
}

export interface OperatorFigures {
  readonly executions: number;
  readonly failed: number;
  readonly cached: number;
  readonly seconds: number;
  readonly wastedSeconds: number;
}

/** How a pipeline's models compare with the one before each. */
export interface Similarity {
  /** Models whose input spans could be compared. */
  readonly pairs: number;
  /** Sum over the pairs of the share of spans that both have. */
  readonly jaccard: number;
  /** Pairs by that share: 0, then tenths (0 to 0.1, …, 0.9 to 1, ends not counted), then 1. */
  readonly histogram: readonly number[];
  readonly sameCode: number;
  readonly otherCode: number;
  readonly sameParameters: number;
  readonly otherParameters: number;
  /** Same data, code, parameters and parents. */
  readonly redundant: number;
}

export const modelCount = ({ models }: PipelineFigures): number =>
  models.pushed + models.useful + models.pending + models.wasted;

export const totalSeconds = ({ seconds }: PipelineFigures): number =>
  seconds.useful + seconds.pending + seconds.wasted + seconds.unattributed;

const day = 86_400_000;

/** Days from the first start to the last; null where no start is known. */
export const lifespanDays = ({ firstStartedAt, lastStartedAt }: PipelineFigures): number | null =>
  firstStartedAt === null || lastStartedAt === null ? null : (lastStartedAt - firstStartedAt) / day;

/** Models a day over the lifespan; null for a pipeline that lived less than a day. */
export function modelsADay(figures: PipelineFigures): number | null {
  const days = lifespanDays(figures);
  return days === null || days < 1 ? null : modelCount(figures) / days;
}

/** Share of the models that were deployed, of those whose fate is known; null where there is none. */
export function pushRate({ models }: PipelineFigures): number | null {
  const decided = models.pushed + models.useful + models.wasted;
  return decided === 0 ? null : models.pushed / decided;
}

/** Share of the compute time that is wasted; null where nothing has a cost. */
export function wasteShare(figures: PipelineFigures): number | null {
  const total = totalSeconds(figures);
  return total === 0 ? null : figures.seconds.wasted / total;
}

/** Mean share of input spans that a model has in common with the one before; null where none could be compared. */
export const meanJaccard = ({ similarity: { pairs, jaccard } }: PipelineFigures): number | null =>
  pairs === 0 ? null : jaccard / pairs;
