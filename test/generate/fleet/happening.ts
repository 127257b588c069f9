import type { ExecutionState } from "../../../server/src/model/kinds.ts";

/** Something that a generated execution wrote. The same object is the same artifact. */
export interface FleetArtifact {
  /** Last part of the type's name. */
  readonly type: string;
  /** Identity of the content, of data only. */
  readonly content: string | null;
  readonly blessed: -1 | 0 | 1;
  readonly pushed: -1 | 0 | 1;
  readonly createdAt: number;
}

export type FleetEdge = readonly [key: string, artifact: FleetArtifact];

/** One run of a node in a generated fleet. Times in milliseconds since the epoch. */
export interface FleetExecution {
  readonly node: string;
  /** Last part of the type's name. */
  readonly type: string;
  readonly pipeline: string;
  readonly run: string;
  readonly state: ExecutionState;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Version of the user's code, where the node runs any, and of its parameters. */
  readonly code: string | null;
  readonly parameters: string;
  readonly reads: readonly FleetEdge[];
  readonly writes: readonly FleetEdge[];
}
