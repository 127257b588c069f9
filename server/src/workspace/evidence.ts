import { nodeHistories } from "../graphlets/nodeHistory.ts";
import type { PipelineDefinition } from "../model/definition.ts";
import type { Forecast } from "../model/forecast.ts";
import type { Evidence } from "../waste/rule.ts";
import { isForeign, match } from "./pairing.ts";
import type { CutTrace } from "./traceInWorker.ts";

/** What a trace says of one pipeline of a definition. */
export interface PipelineEvidence {
  /** Index into `trace.pipelines`, -1 for executions without one. */
  readonly index: number;
  readonly evidence: Evidence;
  /** It may be another pipeline's, which shares names of nodes. */
  readonly foreign: boolean;
}

const kept = new WeakMap<CutTrace, Map<number, Evidence>>();

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
  const found = match(pipeline, format, cut.summary, named);
  if (!found) return null;
  const { index } = found.pipeline;
  return { index, evidence: evidenceAt(cut, index), foreign: isForeign(found, pipeline) };
}

/** Histories of the nodes of a trace's pipeline (-1: executions without one), made once and kept with the trace. */
export function evidenceAt(cut: CutTrace, index: number): Evidence {
  const known = kept.get(cut) ?? new Map<number, Evidence>();
  kept.set(cut, known);
  let evidence = known.get(index);
  if (!evidence) {
    const { trace, graphlets } = cut;
    evidence = { trace, graphlets, histories: cut.histories.get(index) ?? nodeHistories(trace, graphlets, index) };
    known.set(index, evidence);
  }
  return evidence;
}

/** Adds forecasts, by node, to what is kept with the trace of one of its pipelines. */
export function keepForecasts(cut: CutTrace, index: number, forecasts: ReadonlyMap<string, Forecast>): void {
  const evidence = { ...evidenceAt(cut, index), forecasts };
  kept.get(cut)?.set(index, evidence);
}
