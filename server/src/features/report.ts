import type { Definition, PipelineDefinition } from "../model/definition.ts";
import type { Settings } from "../model/settings.ts";
import type { Evidence } from "../waste/rule.ts";

/** One pipeline of a definition with what a trace says of it: what lenses, hovers and diagnostics are made from. */
export interface PipelineReport {
  readonly definition: Definition;
  readonly pipeline: PipelineDefinition;
  /** Null where no trace is paired, or while it is being read for the first time. */
  readonly evidence: Evidence | null;
}

/** What reports are worded with. */
export interface ReportContext {
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Name of the reader's time zone; without it times are in UTC. */
  readonly timeZone?: string | undefined;
}
