import type { PipelineReport } from "../../../server/src/features/report.ts";
import { nodeHistories } from "../../../server/src/graphlets/nodeHistory.ts";
import type { PipelineDefinition } from "../../../server/src/model/definition.ts";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { builtTraceStart, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";

/** Five hours after the beginning of built traces. */
export const context = { settings: defaultSettings, now: builtTraceStart + 5 * 3_600_000 };

/** A pipeline with what a described trace says of it; without steps it has no trace. */
export function reportOf(pipeline: PipelineDefinition, ...steps: readonly Step[]): PipelineReport {
  const { trace, graphlets } = cut(...steps);
  return {
    definition: { uri: "file:///pipeline.py", format: "tfx-python", pipelines: [pipeline], problems: [], links: [] },
    pipeline,
    evidence: steps.length === 0 ? null : { trace, graphlets, histories: nodeHistories(trace, graphlets, 0) },
  };
}
