import { type PipelineSummary, summarise } from "../../graphlets/summary.ts";
import type { CutTrace } from "../../workspace/openTrace.ts";
import type { PipelineCost } from "./report.ts";

const summaries = new WeakMap<CutTrace, readonly PipelineSummary[]>();

/** What a pipeline of a trace cost and wasted: the figures of `graphlet inspect`. `index`: in `trace.pipelines`, -1 without one. */
export function costOf(cut: CutTrace, index: number, unit: string): PipelineCost | null {
  const known = summaries.get(cut) ?? summarise(cut.trace, cut.graphlets).pipelines;
  summaries.set(cut, known);
  const name = cut.trace.pipelines[index]?.name ?? null;
  const found = known.find((pipeline) => pipeline.name === name);
  return found ? { costSeconds: found.costSeconds, wastedSeconds: found.wastedSeconds, unit } : null;
}
