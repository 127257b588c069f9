import type { NodeHistory } from "../../graphlets/nodeHistory.ts";
import type { PipelineDefinition } from "../../model/definition.ts";
import type { PropertiesOf } from "../../model/explanation.ts";
import type { Graphlets } from "../../model/graphlet.ts";
import type { Settings } from "../../model/settings.ts";
import type { Trace } from "../../model/trace.ts";

/** What the text of a record is made from. */
export interface RecordInput {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  /** The definition's pipeline, null where none is at hand: its nodes are not linked then. */
  readonly pipeline: PipelineDefinition | null;
  /** Index into `trace.pipelines` of that pipeline, null where unknown. */
  readonly tracePipeline: number | null;
  /** Histories of that pipeline's nodes, where the caller keeps them. */
  readonly histories: ReadonlyMap<string, NodeHistory> | null;
  /** Name of the file that holds the trace. */
  readonly source: string;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Name of the reader's time zone; without it times are in UTC. */
  readonly timeZone?: string | undefined;
  /** See {@link recordRows}: those that were read. */
  readonly propertiesOf: PropertiesOf;
}
