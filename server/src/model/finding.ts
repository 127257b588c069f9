import type { DefinitionNode } from "./definition.ts";
import type { Location } from "./text.ts";
import type { TraceId } from "./trace.ts";

/** Stable codes of the diagnostics; each has a page `docs/rules/<code>.md`. */
export const findingCodes = ["unpushed-models", "dead-trainer", "redundant-trainer", "failing-node"] as const;
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
  /** Evidence in the trace: ids of executions. */
  readonly executions: readonly TraceId[];
  /** Share of compute time that it is about, in seconds; NaN where unknown. */
  readonly seconds: number;
}
