import { type PipelineSummary, summarise, type TraceSummary } from "../graphlets/summary.ts";
import type { Graphlets } from "../model/graphlet.ts";
import type { Trace, TraceCounts, TraceSource } from "../model/trace.ts";
import { isoTime, seconds } from "./jsonNumbers.ts";

/** A trace as `graphlet inspect --format json` prints it: a stable contract, the order of its keys included. */
export interface InspectJson extends Omit<TraceSummary, "pipelines"> {
  readonly source: TraceSource;
  readonly counts: TraceCounts;
  readonly pipelines: readonly PipelineJson[];
}

export type PipelineJson = Omit<PipelineSummary, "index" | "firstStartedAt" | "lastStartedAt"> & {
  readonly firstStartedAt: string | null;
  readonly lastStartedAt: string | null;
};

/** What a trace holds and what it cost; with `only`, the cost of one pipeline. */
export function inspectJson(trace: Trace, graphlets: Graphlets, only: number | null = null): InspectJson {
  const { kind, schemaVersion } = trace.source;
  const { executions, artifacts, events, contexts, skippedEvents } = trace.counts;
  const { costSeconds, byStatus, pipelines } = summarise(trace, graphlets, only);
  return {
    source: { kind, schemaVersion },
    counts: { executions, artifacts, events, contexts, skippedEvents },
    costSeconds: seconds(costSeconds),
    byStatus: {
      useful: seconds(byStatus.useful),
      pending: seconds(byStatus.pending),
      wasted: seconds(byStatus.wasted),
      unattributed: seconds(byStatus.unattributed),
    },
    pipelines: pipelines.map(pipelineJson),
  };
}

const pipelineJson = (pipeline: PipelineSummary): PipelineJson => ({
  name: pipeline.name,
  runs: pipeline.runs,
  graphlets: pipeline.graphlets,
  pushed: pipeline.pushed,
  wasted: pipeline.wasted,
  costSeconds: seconds(pipeline.costSeconds),
  wastedSeconds: seconds(pipeline.wastedSeconds),
  firstStartedAt: isoTime(pipeline.firstStartedAt),
  lastStartedAt: isoTime(pipeline.lastStartedAt),
});
