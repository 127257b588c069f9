import type { DefinitionNode } from "./definition.ts";
import type { Location } from "./text.ts";
import type { TraceId } from "./trace.ts";

/** Stable codes of the diagnostics; each has a page `docs/rules/<code>.md`. */
export const findingCodes = [
  "unpushed-models",
  "dead-trainer",
  "redundant-trainer",
  "retrain-without-change",
  "repeated-work",
  "overlapping-windows",
  "late-validation",
  "failing-node",
  "unused-output",
  "drift-from-trace",
  "likely-unpushed",
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** What a rule found, in the domain's terms. Its severity is the user's. */
export interface Finding {
  readonly code: FindingCode;
  /** Null where it is about the pipeline as a whole. */
  readonly node: DefinitionNode | null;
  /** What of the node it is about, where that is not the node itself: an output's key. */
  readonly subject: string | null;
  /** Where the squiggle stands. */
  readonly location: Location;
  /** One sentence or two with the numbers. */
  readonly message: string;
  /** The fix is a removal: shown faded. */
  readonly unnecessary: boolean;
  /** Evidence in the definition. */
  readonly related: readonly { readonly location: Location; readonly message: string }[];
  /** Evidence in the trace: ids of all executions that it counts, oldest first. */
  readonly executions: readonly TraceId[];
  /** The newest of them, at most five, newest first, each with what it shows in a few words. */
  readonly evidence: readonly { readonly execution: TraceId; readonly message: string }[];
  /**
   * Cost that it is about, in seconds or the unit of `graphlet.costProperty`: what its page says. Never more than the known costs of the
   * pipeline's executions; findings of different codes may speak of the same executions and must not be summed. NaN where unknown.
   */
  readonly seconds: number;
}
