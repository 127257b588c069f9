import type { NodeHistory } from "../graphlets/nodeHistory.ts";
import type { Definition, PipelineDefinition } from "../model/definition.ts";
import type { Forecast } from "../model/forecast.ts";
import type { Graphlets } from "../model/graphlet.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace, TraceId } from "../model/trace.ts";
import type { TimeRange } from "../protocol.ts";

/** What every view is made from. */
export interface ViewInput {
  readonly uri: string;
  readonly definition: Definition;
  /** The pipeline shown, one of the definition's. */
  readonly pipeline: PipelineDefinition;
  readonly trace: Trace | null;
  readonly graphlets: Graphlets | null;
  /** The trace is still being looked for or read for the first time. */
  readonly pending?: boolean | undefined;
  /** Why no trace is known, in sentences. */
  readonly lack?: string | undefined;
  /** Index into `trace.pipelines`, -1 for executions without one; where absent, found by name, then by nodes in common. */
  readonly tracePipeline?: number | null | undefined;
  /** Histories of that pipeline's nodes, where the caller keeps them; else made here. */
  readonly histories?: ReadonlyMap<string, NodeHistory> | undefined;
  /** Forecasts of that pipeline's train nodes, where they are worked out. */
  readonly forecasts?: ReadonlyMap<string, Forecast> | undefined;
  readonly settings: Settings;
  /** Milliseconds since the epoch: what ages are counted from. */
  readonly now: number;
  /** Draw every artifact, also those with one maker and one reader. */
  readonly artifacts?: boolean | undefined;
  /** Histories of what began then alone. */
  readonly range?: TimeRange | undefined;
  /** Centre of a picture that must be narrowed: the start or a part of a node's label. */
  readonly around?: string | undefined;
  /** Ids of stacks whose members are drawn one by one. */
  readonly opened?: readonly string[] | undefined;
  /** A selection: only what it means is drawn. */
  readonly selection?: string | undefined;
}

/** What a picture of one graphlet is made from besides. */
export interface GraphletViewInput extends ViewInput {
  /** Id of the train execution; else the newest graphlet of `node`, else of the pipeline. */
  readonly trainer?: TraceId | undefined;
  /** Id of a definition's train node. */
  readonly node?: string | undefined;
}
