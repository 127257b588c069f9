import { nodeHistories } from "../graphlets/nodeHistory.ts";
import type { PipelineDefinition } from "../model/definition.ts";
import type { Evidence } from "../waste/rule.ts";
import { isForeign, match, summarize, type TraceSummary } from "./pairing.ts";
import type { CutTrace } from "./traceInWorker.ts";

/** What a trace says of one pipeline of a definition. */
export interface PipelineEvidence {
  /** Index into `trace.pipelines`, -1 for executions without one. */
  readonly index: number;
  readonly evidence: Evidence;
  /** It may be another pipeline's, which shares names of nodes. */
  readonly foreign: boolean;
}

interface Kept {
  readonly summary: TraceSummary;
  readonly byPipeline: Map<number, Evidence>;
}

const kept = new WeakMap<CutTrace, Kept>();

/**
 * Histories of a definition's nodes in a trace; null where the trace has nothing of it. Made once for each trace and pipeline, then
 * kept with the trace. `named`: the user or the definition says that this is the trace.
 */
export function evidenceOf(
  cut: CutTrace,
  pipeline: PipelineDefinition,
  format: string,
  named: boolean,
): PipelineEvidence | null {
  let known = kept.get(cut);
  if (!known) {
    known = { summary: summarize(cut.trace), byPipeline: new Map() };
    kept.set(cut, known);
  }
  const found = match(pipeline, format, known.summary, named);
  if (!found) return null;
  const { index } = found.pipeline;
  let evidence = known.byPipeline.get(index);
  if (!evidence) {
    evidence = { ...cut, histories: nodeHistories(cut.trace, cut.graphlets, index) };
    known.byPipeline.set(index, evidence);
  }
  return { index, evidence, foreign: isForeign(found, pipeline) };
}
