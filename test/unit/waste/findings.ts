import { nodeHistories } from "../../../server/src/graphlets/nodeHistory.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import type { DefinitionFormatName, PipelineDefinition } from "../../../server/src/model/definition.ts";
import type { FindingCode } from "../../../server/src/model/finding.ts";
import { defaultSettings, type Settings } from "../../../server/src/model/settings.ts";
import type { Trace } from "../../../server/src/model/trace.ts";
import { findWaste } from "../../../server/src/waste/index.ts";
import { forecastPipeline } from "../../../server/src/waste/prediction/forecast.ts";
import type { Evidence } from "../../../server/src/waste/rule.ts";
import { byNode } from "../../../server/src/workspace/forecasts.ts";
import { builtTraceStart, type Step } from "../../generate/traceBuilder.ts";
import { cut } from "../graphlets/cut.ts";

/** Two days after the beginning of built traces. */
export const now = builtTraceStart + 2 * 86_400_000;

interface Given {
  readonly pipeline: PipelineDefinition;
  readonly steps?: readonly Step[];
  readonly settings?: Partial<Settings>;
  readonly format?: DefinitionFormatName;
  /** Forecasts are worked out, too. */
  readonly forecasts?: boolean;
}

/** The findings of one code as `node: message`. */
export function messages(code: FindingCode, given: Given): readonly string[] {
  return found(code, given).map(({ node, message }) => `${node?.id ?? "pipeline"}: ${message}`);
}

/** The findings of one code. */
export function found(
  code: FindingCode,
  { pipeline, steps, settings, format = "tfx-python", forecasts = false }: Given,
) {
  const evidence = steps ? evidenceOf(...steps) : null;
  const findings = findWaste(
    {
      definition: { uri: "file:///pipeline.py", format, pipelines: [pipeline], problems: [], links: [] },
      pipeline,
      evidence: evidence && { ...evidence, ...(forecasts && { forecasts: forecastsOf(evidence.trace) }) },
      settings: { ...defaultSettings, ...settings },
      now,
    },
    (_, error) => {
      throw error;
    },
  );
  return findings.filter((finding) => finding.code === code);
}

/** What a trace built from a description says of its first pipeline. */
export function evidenceOf(...steps: readonly Step[]): Evidence {
  const { trace, graphlets } = cut(...steps);
  return { trace, graphlets, histories: nodeHistories(trace, graphlets, 0) };
}

const forecastsOf = (trace: Trace) =>
  byNode(forecastPipeline(trace, 0, { minimum: 20, keep: 1, trees: 30 }, neverCancelled));
