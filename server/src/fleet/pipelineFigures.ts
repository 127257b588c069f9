import { executionStatuses, type Graphlet, type GraphletStatus, type Graphlets } from "../model/graphlet.ts";
import { operatorKinds, stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";
import type { OperatorFigures, PipelineFigures, PipelineSeconds, Similarity } from "./figures.ts";

type Writable<T> = {
  -readonly [K in keyof T]: T[K] extends Readonly<Record<string, infer V>> ? Record<string, V> : T[K];
};

/** What is summed up for one pipeline. */
interface Sums {
  executions: number;
  readonly runs: Set<number>;
  first: number;
  last: number;
  unknownCosts: number;
  readonly seconds: Writable<PipelineSeconds>;
  readonly operators: Map<number, Writable<OperatorFigures>>;
  readonly graphlets: Graphlet[];
}

/**
 * The figures of every pipeline of a trace, in the trace's order; executions without a pipeline are one. A graphlet counts for its train
 * execution's pipeline, an execution for its own. `pruning`: what stopping models early would have saved in a pipeline, null where nobody asks. Linear in executions
 * and graphlets.
 */
export function pipelineFigures(
  store: string,
  trace: Trace,
  graphlets: Graphlets,
  pruning: (pipeline: number) => PipelineFigures["pruning"] = () => null,
): readonly PipelineFigures[] {
  const sums = new Map<number, Sums>();
  const { pipeline } = trace.executions;
  for (let row = 0; row < trace.executions.count; row++)
    addExecution(sumsOf(sums, pipeline[row] ?? -1), trace, graphlets, row);
  for (const graphlet of graphlets.list) sumsOf(sums, pipeline[graphlet.trainer] ?? -1).graphlets.push(graphlet);
  return [...sums]
    .sort(([one], [other]) => one - other)
    .map(([index, one]) => ({
      store,
      pipeline: trace.pipelines[index]?.name ?? null,
      kind: trace.source.kind,
      firstStartedAt: Number.isFinite(one.first) ? one.first : null,
      lastStartedAt: Number.isFinite(one.last) ? one.last : null,
      executions: one.executions,
      runs: one.runs.size,
      models: modelsOf(one.graphlets),
      seconds: one.seconds,
      unknownCosts: one.unknownCosts,
      operators: Object.fromEntries(
        [...one.operators]
          .sort(([a], [b]) => a - b)
          .map(([code, figures]) => [operatorKinds[code] ?? "other", figures]),
      ),
      whyNotPushed: reasonsOf(one.graphlets),
      similarity: similarityOf(one.graphlets),
      pruning: pruning(index),
    }));
}

function sumsOf(sums: Map<number, Sums>, index: number): Sums {
  let found = sums.get(index);
  if (!found) {
    found = {
      executions: 0,
      runs: new Set(),
      first: Number.POSITIVE_INFINITY,
      last: Number.NEGATIVE_INFINITY,
      unknownCosts: 0,
      seconds: { useful: 0, pending: 0, wasted: 0, unattributed: 0 },
      operators: new Map(),
      graphlets: [],
    };
    sums.set(index, found);
  }
  return found;
}

function addExecution(sums: Sums, trace: Trace, graphlets: Graphlets, row: number): void {
  const { run, cost, startedAt, kind, state } = trace.executions;
  sums.executions++;
  const runRow = run[row] ?? -1;
  if (runRow >= 0) sums.runs.add(runRow);
  const start = startedAt[row] ?? Number.NaN;
  if (start < sums.first) sums.first = start;
  if (start > sums.last) sums.last = start;
  const code = kind[row] ?? 0;
  let operator = sums.operators.get(code);
  if (!operator) {
    operator = { executions: 0, failed: 0, cached: 0, seconds: 0, wastedSeconds: 0 };
    sums.operators.set(code, operator);
  }
  operator.executions++;
  if (state[row] === stateCode.failed) operator.failed++;
  if (state[row] === stateCode.cached) operator.cached++;
  const known = cost[row] ?? Number.NaN;
  if (!Number.isFinite(known)) {
    sums.unknownCosts++;
    return;
  }
  const status = executionStatuses[graphlets.status[row] ?? -1] ?? "unattributed";
  sums.seconds[status] += known;
  operator.seconds += known;
  if (status === "wasted") operator.wastedSeconds += known;
}

function modelsOf(graphlets: readonly Graphlet[]): Readonly<Record<GraphletStatus, number>> {
  const models = { pushed: 0, useful: 0, pending: 0, wasted: 0 };
  for (const { status } of graphlets) models[status]++;
  return models;
}

function reasonsOf(graphlets: readonly Graphlet[]): PipelineFigures["whyNotPushed"] {
  const reasons: Writable<PipelineFigures["whyNotPushed"]> = {};
  for (const { whyNotPushed: reason } of graphlets) if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return reasons;
}

const tenths = 10;

function similarityOf(graphlets: readonly Graphlet[]): Similarity {
  const histogram = new Array<number>(tenths + 2).fill(0);
  const sum = { pairs: 0, jaccard: 0, sameCode: 0, otherCode: 0, sameParameters: 0, otherParameters: 0, redundant: 0 };
  for (const { dataJaccard, sameCode, sameParameters, redundant } of graphlets) {
    if (dataJaccard !== null) {
      sum.pairs++;
      sum.jaccard += dataJaccard;
      const bin = dataJaccard === 0 ? 0 : dataJaccard === 1 ? tenths + 1 : 1 + Math.floor(dataJaccard * tenths);
      histogram[bin] = (histogram[bin] ?? 0) + 1;
    }
    if (sameCode !== null) sum[sameCode ? "sameCode" : "otherCode"]++;
    if (sameParameters !== null) sum[sameParameters ? "sameParameters" : "otherParameters"]++;
    if (redundant) sum.redundant++;
  }
  return { ...sum, histogram };
}
