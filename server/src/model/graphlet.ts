/** What became of a trained model. */
export const graphletStatuses = ["pushed", "useful", "pending", "wasted"] as const;
export type GraphletStatus = (typeof graphletStatuses)[number];

/** Why a model was not deployed, in the order in which the reasons are tried. */
export const notPushedReasons = [
  "trainer-failed",
  "upstream-failed",
  "validation-failed",
  "not-blessed",
  "push-failed",
  "push-refused",
  "abandoned",
  "never-reached-deploy",
] as const;
export type NotPushedReason = (typeof notPushedReasons)[number];

/** What the graphlets say of one execution. */
export const executionStatuses = ["useful", "pending", "wasted", "unattributed"] as const;
export type ExecutionStatus = (typeof executionStatuses)[number];

/** The sub-graph of a trace around one train execution. Executions and artifacts are rows of the trace. */
export interface Graphlet {
  /** Row of the train execution. */
  readonly trainer: number;
  /** Rows of all members, ascending, the trainer among them. */
  readonly executions: Int32Array;
  /** Rows of the members that the model was made from (the trainer among them), ascending. */
  readonly up: Int32Array;
  /** Rows of the members that its results went to (the trainer among them), ascending. */
  readonly down: Int32Array;
  /** Rows of the train executions that it was warm-started from, ascending. */
  readonly parents: Int32Array;
  readonly pushed: boolean;
  readonly blessed: boolean | null;
  readonly batchUse: boolean;
  readonly status: GraphletStatus;
  /** Null where pushed, or where nothing says why yet. */
  readonly whyNotPushed: NotPushedReason | null;
  /** Rows of the executions or artifacts that the reason rests on, ascending (executions). */
  readonly evidence: Int32Array;
  readonly costSeconds: number;
  readonly ownCostSeconds: number;
  readonly wastedSeconds: number;
  /** Number of members without a known cost. */
  readonly unknownCosts: number;
  /** Identities of the input spans, sorted. */
  readonly inputSpans: readonly string[];
  /** Against the graphlet before in the same pipeline; null for the first, and where both have no spans. */
  readonly dataJaccard: number | null;
  readonly sameCode: boolean | null;
  readonly sameParameters: boolean | null;
  readonly redundant: boolean;
}

/** Whether a graphlet's cost says anything: not where it comes to nothing beside members whose cost is unknown. */
export const isCostKnown = ({ costSeconds, unknownCosts }: Graphlet): boolean => costSeconds > 0 || unknownCosts === 0;

/** All graphlets of a trace and what they say of its executions. */
export interface Graphlets {
  /** By train start, then id. */
  readonly list: readonly Graphlet[];
  /** Execution row → index into `list` of the earliest graphlet that holds it, -1 for none. */
  readonly owner: Int32Array;
  /** Execution row → code in `executionStatuses`. */
  readonly status: Uint8Array;
  /** Execution row → 1 when it is new or running and will not come back. */
  readonly abandoned: Uint8Array;
  /** Index into `list` of the graphlet before in the same pipeline, -1 for the first. */
  readonly previous: Int32Array;
}
