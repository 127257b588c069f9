import { type GraphletStatus, graphletStatuses, type NotPushedReason, notPushedReasons } from "../model/graphlet.ts";
import { type OperatorKind, operatorKinds } from "../model/kinds.ts";
import {
  lifespanDays,
  meanJaccard,
  modelCount,
  modelsADay,
  type OperatorFigures,
  type PipelineFigures,
  type PipelineSeconds,
  pushRate,
  totalSeconds,
  wasteShare,
} from "./figures.ts";
import { type FleetPruning, fleetPruning } from "./fleetPruning.ts";

/** What a fleet of pipelines comes to. Computed from the rows in one order, so that how they were gathered makes no difference. */
export interface FleetFigures {
  readonly pipelines: number;
  /** Pipelines that trained a model. */
  readonly training: number;
  readonly executions: number;
  readonly runs: number;
  readonly models: Readonly<Record<GraphletStatus, number>>;
  readonly seconds: PipelineSeconds;
  readonly unknownCosts: number;
  /** Share of the compute time that the tenth of the pipelines with most of it spent; null where nothing has a cost. */
  readonly topTenthOfCost: number | null;
  /** By kind, in the order of the kinds. */
  readonly operators: readonly FleetOperator[];
  /** In the order in which reasons are tried. */
  readonly whyNotPushed: readonly { readonly reason: NotPushedReason; readonly models: number }[];
  readonly similarity: PipelineFigures["similarity"];
  /** Null where nobody asked what stopping models early would have saved. */
  readonly pruning: FleetPruning | null;
  /** How pipelines spread. */
  readonly spread: {
    readonly lifespanDays: Spread | null;
    readonly models: Spread | null;
    readonly modelsADay: Spread | null;
    readonly hours: Spread | null;
    readonly pushRate: Spread | null;
    readonly wasteShare: Spread | null;
    readonly meanJaccard: Spread | null;
  };
}

export interface FleetOperator extends OperatorFigures {
  readonly kind: OperatorKind;
  /** Pipelines that have it. */
  readonly pipelines: number;
}

/** Quantiles of what is known of the pipelines, by linear interpolation between the two nearest. */
export interface Spread {
  /** Pipelines of which it is known. */
  readonly count: number;
  readonly least: number;
  readonly tenth: number;
  readonly quarter: number;
  readonly median: number;
  readonly threeQuarters: number;
  readonly nineTenths: number;
  readonly most: number;
  readonly mean: number;
}

/** The rows of several parts as one list, by store, then pipeline; a row that is in several parts once. */
export function mergeFigures(parts: readonly (readonly PipelineFigures[])[]): readonly PipelineFigures[] {
  const rows = new Map<string, PipelineFigures>();
  for (const row of parts.flat()) rows.set(keyOf(row), row);
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

const keyOf = ({ store, pipeline }: PipelineFigures): string => JSON.stringify([store, pipeline]);

/** What pipelines come to together; rows as {@link mergeFigures} orders them. Time n log n in the pipelines. */
export function fleetFigures(rows: readonly PipelineFigures[]): FleetFigures {
  const sum = (of: (row: PipelineFigures) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const training = rows.filter((row) => modelCount(row) > 0);
  const spread = (of: (row: PipelineFigures) => number | null): Spread | null =>
    spreadOf(training.flatMap((row) => of(row) ?? []));
  return {
    pipelines: rows.length,
    training: training.length,
    executions: sum(({ executions }) => executions),
    runs: sum(({ runs }) => runs),
    models: record(graphletStatuses, (status) => sum(({ models }) => models[status])),
    seconds: record(["useful", "pending", "wasted", "unattributed"], (status) => sum(({ seconds }) => seconds[status])),
    unknownCosts: sum(({ unknownCosts }) => unknownCosts),
    topTenthOfCost: topTenth(rows.map(totalSeconds)),
    operators: operatorKinds.flatMap((kind) => operatorOf(kind, rows) ?? []),
    whyNotPushed: notPushedReasons.flatMap((reason) => {
      const models = sum(({ whyNotPushed }) => whyNotPushed[reason] ?? 0);
      return models > 0 ? [{ reason, models }] : [];
    }),
    similarity: similarityOf(rows),
    pruning: fleetPruning(rows),
    spread: {
      lifespanDays: spread(lifespanDays),
      models: spread(modelCount),
      modelsADay: spread(modelsADay),
      hours: spread((row) => totalSeconds(row) / 3600),
      pushRate: spread(pushRate),
      wasteShare: spread(wasteShare),
      meanJaccard: spread(meanJaccard),
    },
  };
}

const record = <K extends string>(keys: readonly K[], of: (key: K) => number): Readonly<Record<K, number>> =>
  Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, number>;

function operatorOf(kind: OperatorKind, rows: readonly PipelineFigures[]): FleetOperator | null {
  const having = rows.flatMap(({ operators }) => operators[kind] ?? []);
  if (having.length === 0) return null;
  const sum = (of: (figures: OperatorFigures) => number): number => having.reduce((total, one) => total + of(one), 0);
  return {
    kind,
    pipelines: having.length,
    executions: sum(({ executions }) => executions),
    failed: sum(({ failed }) => failed),
    cached: sum(({ cached }) => cached),
    seconds: sum(({ seconds }) => seconds),
    wastedSeconds: sum(({ wastedSeconds }) => wastedSeconds),
  };
}

function similarityOf(rows: readonly PipelineFigures[]): PipelineFigures["similarity"] {
  const all = rows.map(({ similarity }) => similarity);
  const sum = (of: (one: PipelineFigures["similarity"]) => number): number =>
    all.reduce((total, one) => total + of(one), 0);
  const bins = Math.max(0, ...all.map(({ histogram }) => histogram.length));
  return {
    pairs: sum(({ pairs }) => pairs),
    jaccard: sum(({ jaccard }) => jaccard),
    histogram: Array.from({ length: bins }, (_, bin) => sum(({ histogram }) => histogram[bin] ?? 0)),
    sameCode: sum(({ sameCode }) => sameCode),
    otherCode: sum(({ otherCode }) => otherCode),
    sameParameters: sum(({ sameParameters }) => sameParameters),
    otherParameters: sum(({ otherParameters }) => otherParameters),
    redundant: sum(({ redundant }) => redundant),
  };
}

/** Share of the whole that the largest tenth has, one at least. */
function topTenth(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => b - a);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  if (total === 0) return null;
  const top = sorted.slice(0, Math.ceil(sorted.length / 10));
  return top.reduce((sum, value) => sum + value, 0) / total;
}

function spreadOf(values: readonly number[]): Spread | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) return null;
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? least;
    const above = sorted[Math.ceil(place)] ?? most;
    return below + (above - below) * (place - Math.floor(place));
  };
  return {
    count: sorted.length,
    least,
    tenth: at(0.1),
    quarter: at(0.25),
    median: at(0.5),
    threeQuarters: at(0.75),
    nineTenths: at(0.9),
    most,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
  };
}
