import type { ExecutionState } from "../../server/src/model/kinds.ts";
import type { eventType, StoredProperty, StoredValue } from "./mlmdWriter.ts";

/** The two ways in which TFX writes the same happenings into a store. */
export type Dialect = "legacy" | "ir";

/** Something that an execution wrote. The same object is the same artifact. */
export interface RecordedArtifact {
  readonly type: string;
  readonly uri: string;
  readonly createdAt: number;
  readonly properties: readonly StoredProperty[];
}

export interface RecordedEvent {
  readonly type: keyof typeof eventType;
  readonly key: string;
  readonly artifact: RecordedArtifact;
  readonly at: number;
}

/** One run of a node, as a launcher of the dialect would have recorded it. Times in milliseconds since the epoch. */
export interface RecordedExecution {
  readonly node: string;
  /** Full name of the type. */
  readonly type: string;
  readonly pipeline: string;
  readonly run: string;
  readonly state: ExecutionState;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly properties: Readonly<Record<string, StoredValue>>;
  readonly events: readonly RecordedEvent[];
  /** Universally unique name; the legacy launcher gave none. */
  readonly name: string | null;
}
