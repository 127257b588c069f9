import type { CancelToken } from "../model/cancel.ts";
import type { OperatorKind } from "../model/kinds.ts";
import type { Result } from "../model/result.ts";
import type { Shard } from "../model/shard.ts";
import type { Trace, TraceId } from "../model/trace.ts";

/** What the user sets for reading. */
export interface ReadOptions {
  readonly operatorKinds: Readonly<Record<string, OperatorKind>>;
  /** Execution property that replaces the cost; empty: compute time. */
  readonly costProperty: string;
  /** Whether the user's own programs (git) may be run; not in a workspace that nobody trusts. Absent: yes. */
  readonly mayRun?: boolean;
  /** Of a store of many pipelines only this one is needed: what can be read by index is read alone. Absent: all. */
  readonly pipeline?: string;
  /** Of a store of many pipelines only those of this part are needed, with the figures that they have in the whole; others may come with them. Absent: all. */
  readonly shard?: Shard;
  /** Folder in which what was cut from large files is kept for the next time. Absent: nowhere. */
  readonly cache?: string;
}

/** Why a file could not be read as a trace: one line that names the file, the cause and what to do. */
export interface TraceFailure {
  readonly code:
    | "missing"
    | "empty"
    | "not-a-trace"
    | "damaged"
    | "encrypted"
    | "future-schema"
    | "busy"
    | "unreadable"
    /** A database that is not reached, or no longer. */
    | "offline"
    /** A database that does not let the user in, or that cannot be trusted. */
    | "denied"
    | "cancelled";
  readonly message: string;
}

export interface ReadControl {
  readonly token: CancelToken;
  /** Share from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** One property of an execution or artifact, as text. */
export interface TraceProperty {
  readonly name: string;
  readonly value: string;
  readonly custom: boolean;
}

/**
 * Reads a store, in this thread. Implemented in `workspace/openTrace.ts`, which also offers the same in a worker thread.
 */
export type ReadTrace = (
  path: string,
  options: ReadOptions,
  control: ReadControl,
  /** Of a database's user; null or absent where none is known. */
  password?: string | null,
) => Promise<Result<Trace, TraceFailure>>;

/** Reads the properties of one row on demand; they are not kept in the trace. At most 200, values cut at 2,000 characters. */
export type ReadProperties = (
  path: string,
  of: "execution" | "artifact",
  id: TraceId,
  mayRun?: boolean,
  password?: string | null,
) => Promise<Result<readonly TraceProperty[], TraceFailure>>;
