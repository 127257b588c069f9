import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import type { Definition, PipelineDefinition } from "../model/definition.ts";
import type { Finding } from "../model/finding.ts";
import type { Forecast } from "../model/forecast.ts";
import type { Graphlets } from "../model/graphlet.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace } from "../model/trace.ts";

/** What every rule looks at: one pipeline of a definition and, where there is one, what a trace says of it. */
export interface WasteInput {
  readonly definition: Definition;
  /** One of the definition's. */
  readonly pipeline: PipelineDefinition;
  /** Null where no trace is paired. */
  readonly evidence: Evidence | null;
  readonly settings: Settings;
  /** Milliseconds since the epoch: what ages are counted from. */
  readonly now: number;
}

/** A trace and what was made of it for the pipeline. */
export interface Evidence {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  /** By node name. */
  readonly histories: ReadonlyMap<string, NodeHistory>;
  /** By name of the train node; none while they are not worked out. */
  readonly forecasts?: ReadonlyMap<string, Forecast>;
}

/** Finds one kind of waste. Pure; linear in the nodes and in the runs of its window. */
export type Rule = (input: WasteInput) => readonly Finding[];
