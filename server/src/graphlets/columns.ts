/** A list of integers for each graphlet: those of i are `values[offsets[i]] .. values[offsets[i + 1] - 1]`. */
export interface IntLists {
  readonly offsets: Int32Array;
  readonly values: Int32Array;
}

/**
 * All graphlets of a trace in columns: row i is graphlet i of the list. Plain typed arrays, so they go between threads
 * without a copy; `graphletsOf` shows them as `Graphlets`.
 */
export interface GraphletColumns {
  readonly count: number;
  /** Row of the train execution. */
  readonly trainer: Int32Array;
  /** Row of an execution and its roles in one: `row << roleBits | roles`; rows ascending. */
  readonly members: IntLists;
  /** Rows of train executions, ascending. */
  readonly parents: IntLists;
  /** Rows of executions, ascending. */
  readonly evidence: IntLists;
  /** Identities of input spans, ascending: index of the content's text, or `-1 - row` of an artifact without one. */
  readonly spans: IntLists;
  /** 1 or 0. */
  readonly pushed: Uint8Array;
  /** 1, 0, or -1 where there is no blessing. */
  readonly blessed: Int8Array;
  readonly batchUse: Uint8Array;
  /** Code in `graphletStatuses`. */
  readonly status: Uint8Array;
  /** Code in `notPushedReasons`, -1 for none. */
  readonly whyNotPushed: Int8Array;
  readonly costSeconds: Float64Array;
  readonly ownCostSeconds: Float64Array;
  readonly wastedSeconds: Float64Array;
  readonly unknownCosts: Int32Array;
  /** NaN where it is null. */
  readonly dataJaccard: Float64Array;
  /** 1, 0, or -1 where it is null. */
  readonly sameCode: Int8Array;
  readonly sameParameters: Int8Array;
  readonly redundant: Uint8Array;
  /** Index of the graphlet before in the same pipeline, -1 for the first. */
  readonly previous: Int32Array;
  /** Per execution: index of the earliest graphlet that holds it, -1 for none. */
  readonly owner: Int32Array;
  /** Per execution: code in `executionStatuses`. */
  readonly executionStatus: Uint8Array;
  /** Per execution: 1 when it is new or running and will not come back. */
  readonly abandoned: Uint8Array;
}

/** What a member is to its graphlet; a member may be several: the train execution is `trainer`, `up` and `down`. */
export const role = { up: 1, down: 2, side: 4, trainer: 8 } as const;

/** Bits of a packed member that hold its roles; its row stands above them. */
export const roleBits = 4;
export const roleMask = (1 << roleBits) - 1;
