import { type ExecutionStatus, executionStatuses, type Graphlets } from "../model/graphlet.ts";
import type { Trace } from "../model/trace.ts";

/** What a trace comes to, in full precision. */
export interface TraceSummary {
  /** Sum of all known costs. */
  readonly costSeconds: number;
  /** The same by what the graphlets say of the executions. */
  readonly byStatus: Readonly<Record<ExecutionStatus, number>>;
  /** By first start (an unknown one first), then name; executions without a pipeline are one entry. */
  readonly pipelines: readonly PipelineSummary[];
}

export interface PipelineSummary {
  /** Index into `trace.pipelines`, -1 for executions without one. */
  readonly index: number;
  /** Null for executions without a pipeline. All interactive sessions are one pipeline. */
  readonly name: string | null;
  readonly runs: number;
  readonly graphlets: number;
  readonly pushed: number;
  readonly wasted: number;
  readonly costSeconds: number;
  /** Of its executions that are wasted, whichever pipeline's model they led to. Never more than its cost. */
  readonly wastedSeconds: number;
  /** Milliseconds since the epoch; NaN where no start is known. */
  readonly firstStartedAt: number;
  readonly lastStartedAt: number;
}

/** Sums up a trace, or one pipeline of it. Linear in executions and graphlets; a graphlet counts for its train execution's pipeline. */
export function summarise(trace: Trace, graphlets: Graphlets, only: number | null = null): TraceSummary {
  const work = summing(trace, graphlets, only);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Rows between two pauses. */
const pauseEvery = 8_192;

function* summing(trace: Trace, graphlets: Graphlets, only: number | null): Generator<void, TraceSummary> {
  const byStatus = { useful: 0, pending: 0, wasted: 0, unattributed: 0 };
  const counters = new Map<number, Counter>();
  const { count, pipeline, run, cost, startedAt } = trace.executions;
  for (let row = 0; row < count; row++) {
    if (row % pauseEvery === pauseEvery - 1) yield;
    if (only !== null && pipeline[row] !== only) continue;
    const counter = counterOf(counters, pipeline[row] ?? -1);
    const known = cost[row] ?? Number.NaN;
    if (Number.isFinite(known)) {
      counter.costSeconds += known;
      const status = executionStatuses[graphlets.status[row] ?? -1];
      if (status) byStatus[status] += known;
      if (status === "wasted") counter.wastedSeconds += known;
    }
    const runRow = run[row] ?? -1;
    if (runRow >= 0 && runRow !== counter.lastRun) counter.runs.add(runRow);
    counter.lastRun = runRow;
    const start = startedAt[row] ?? Number.NaN;
    if (Number.isNaN(start)) continue;
    counter.firstStartedAt = Number.isNaN(counter.firstStartedAt) ? start : Math.min(start, counter.firstStartedAt);
    counter.lastStartedAt = Number.isNaN(counter.lastStartedAt) ? start : Math.max(start, counter.lastStartedAt);
  }
  for (const [index, graphlet] of graphlets.list.entries()) {
    if (index % pauseEvery === pauseEvery - 1) yield;
    const counter = counterOf(counters, pipeline[graphlet.trainer] ?? -1);
    counter.graphlets++;
    if (graphlet.pushed) counter.pushed++;
    if (graphlet.status === "wasted") counter.wasted++;
  }
  const pipelines = [...counters].map(([index, { lastRun: _, ...counter }]) => ({
    index,
    name: trace.pipelines[index]?.name ?? null,
    ...counter,
    runs: counter.runs.size,
  }));
  return {
    costSeconds: pipelines.reduce((sum, one) => sum + one.costSeconds, 0),
    byStatus,
    pipelines: pipelines.sort(byFirstStart),
  };
}

type Counter = { -readonly [K in Exclude<keyof PipelineSummary, "index" | "name" | "runs">]: number } & {
  readonly runs: Set<number>;
  /** Run of the execution before. */
  lastRun: number;
};

function counterOf(counters: Map<number, Counter>, pipeline: number): Counter {
  let counter = counters.get(pipeline);
  if (!counter) {
    counter = {
      runs: new Set(),
      lastRun: -1,
      graphlets: 0,
      pushed: 0,
      wasted: 0,
      costSeconds: 0,
      wastedSeconds: 0,
      firstStartedAt: Number.NaN,
      lastStartedAt: Number.NaN,
    };
    counters.set(pipeline, counter);
  }
  return counter;
}

function byFirstStart(a: PipelineSummary, b: PipelineSummary): number {
  const unknownA = Number.isNaN(a.firstStartedAt);
  const unknownB = Number.isNaN(b.firstStartedAt);
  if (unknownA !== unknownB) return unknownA ? -1 : 1;
  if (!unknownA && a.firstStartedAt !== b.firstStartedAt) return a.firstStartedAt - b.firstStartedAt;
  const nameA = a.name ?? "";
  const nameB = b.name ?? "";
  return nameA < nameB ? -1 : nameA > nameB ? 1 : 0;
}

const kept = new WeakMap<Graphlets, TraceSummary>();

/** As {@link summarise}, made once and kept with the graphlets. */
export function summaryOf(trace: Trace, graphlets: Graphlets): TraceSummary {
  const known = kept.get(graphlets) ?? summarise(trace, graphlets);
  kept.set(graphlets, known);
  return known;
}

/** As {@link summaryOf}, giving way. */
export function* summaryInTurns(trace: Trace, graphlets: Graphlets): Generator<void, TraceSummary> {
  const known = kept.get(graphlets) ?? (yield* summing(trace, graphlets, null));
  kept.set(graphlets, known);
  return known;
}
