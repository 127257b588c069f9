import type { Severity } from "../../model/settings.ts";
import type { Range, TextEdit } from "../../model/text.ts";
import type { TraceId } from "../../model/trace.ts";

/** A severity that is reported. */
export type ReportedSeverity = Exclude<Severity, "off">;

/** A stretch of a file; in a notebook of one of its cells. */
export interface Place {
  /** Absolute. */
  readonly path: string;
  /** Index in the notebook's cells; null in any other file. */
  readonly cell: number | null;
  readonly range: Range;
}

/** What tells a finding from any other, now and after its numbers and lines have changed. */
export interface Identity {
  readonly code: string;
  /** Null where the definition does not name its pipeline, or where it is about the file. */
  readonly pipeline: string | null;
  readonly node: string | null;
  /** What of the node it is about; null for the node itself. */
  readonly subject: string | null;
  /** Absolute path of the definition. Counts where there is no name of a pipeline. */
  readonly definition: string;
}

/** A finding with its severity, and what was made of it. */
export interface CheckedFinding extends Identity {
  readonly severity: ReportedSeverity;
  readonly place: Place;
  readonly message: string;
  /** The fix is a removal. */
  readonly unnecessary: boolean;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  /** Absolute path of the trace that it rests on; null where it rests on the text alone. */
  readonly trace: string | null;
  /** Ids of executions in the trace, oldest first. */
  readonly executions: readonly TraceId[];
  /** The newest of them, newest first, each with what it shows. */
  readonly evidence: readonly { readonly execution: TraceId; readonly message: string }[];
  /** Cost that it is about, in seconds or the user's unit; NaN where unknown. */
  readonly seconds: number;
  /** A comment in the text accepts it. */
  readonly silenced: boolean;
  /** The fixes that can be made safely. */
  readonly fixes: readonly CheckedFix[];
}

export interface CheckedFix {
  readonly title: string;
  readonly edits: readonly { readonly path: string; readonly edits: readonly TextEdit[] }[];
}

/** A pipeline that was checked, and what its trace says of its cost. */
export interface CheckedPipeline {
  readonly name: string | null;
  /** Absolute path of the definition. */
  readonly definition: string;
  /** Absolute path of the trace; null without one that is the pipeline's own. */
  readonly trace: string | null;
  /** The pipeline's index in that trace; two definitions may have the same. */
  readonly tracePipeline: number | null;
  /** How the trace was found, or why there is none. */
  readonly why: string;
  /** Null without a trace. */
  readonly cost: PipelineCost | null;
}

/** Seconds, unless the user named another unit. */
export interface PipelineCost {
  readonly costSeconds: number;
  readonly wastedSeconds: number;
  /** The setting `costProperty`: empty for compute time. */
  readonly unit: string;
}

/** Something that stood in the way of the check, in one line: what, why, what to do. */
export interface CheckProblem {
  /** Absolute. */
  readonly path: string;
  readonly message: string;
  /** All that was asked for was checked nevertheless. */
  readonly isWhole: boolean;
}

/** All that a check found, sorted: the same files give the same report. */
export interface CheckReport {
  readonly findings: readonly CheckedFinding[];
  readonly pipelines: readonly CheckedPipeline[];
  readonly problems: readonly CheckProblem[];
}
