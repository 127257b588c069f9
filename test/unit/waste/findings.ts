import { nodeHistories } from "../../../server/src/graphlets/nodeHistory.ts";
import { neverCancelled } from "../../../server/src/model/cancel.ts";
import type { DefinitionFormatName, PipelineDefinition } from "../../../server/src/model/definition.ts";
import type { FindingCode } from "../../../server/src/model/finding.ts";
import { defaultSettings, type Settings } from "../../../server/src/model/settings.ts";
import type { Trace } from "../../../server/src/model/trace.ts";
import { findWaste } from "../../../server/src/waste/index.ts";
import { forecastPipeline } from "../../../server/src/waste/prediction/forecast.ts";
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
  const built = steps ? cut(...steps) : null;
  const findings = findWaste(
    {
      definition: { uri: "file:///pipeline.py", format, pipelines: [pipeline], problems: [], links: [] },
      pipeline,
      evidence: built && {
        trace: built.trace,
        graphlets: built.graphlets,
        histories: nodeHistories(built.trace, built.graphlets, 0),
        ...(forecasts && { forecasts: forecastsOf(built.trace) }),
      },
      settings: { ...defaultSettings, ...settings },
      now,
    },
    (_, error) => {
      throw error;
    },
  );
  return findings.filter((finding) => finding.code === code);
}

const forecastsOf = (trace: Trace) =>
  byNode(forecastPipeline(trace, 0, { minimum: 20, keep: 1, trees: 30 }, neverCancelled));
