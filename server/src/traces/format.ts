import type { Trace, TraceId } from "../model/trace.ts";
import type { TraceFollower } from "./follower.ts";
import type { ReadControl, ReadOptions, TraceProperty } from "./reader.ts";
import type { SqlEngine } from "./sqlite/readConsistently.ts";

/** What a format may use besides the path. */
export interface ReadResources {
  readonly engine: SqlEngine;
  /** Folder that may be made for a private copy, and is removed again. Does not exist yet. */
  readonly scratch: string;
  /** What changes while it is read is busy, and not waited for. */
  readonly isOnce?: boolean;
  /** Of a database's user; null or absent where none is known. */
  readonly password?: string | null;
}

/** What is seen of a path before anything of it is read. */
export interface Seen {
  readonly isFolder: boolean;
  /** Bytes of the file; 0 for a folder. */
  readonly size: number;
  /** The file's first bytes, at most 64 kB; empty for a folder. */
  readonly start: Uint8Array;
}

/**
 * One kind of trace: how it is recognised, read and followed. Nothing is ever locked, written or run beside it. Functions but
 * `looksLike` and `stamp` throw `NotAStoreError`, `CancelledError` and file system errors; `workspace/traceFailure.ts` words them.
 */
export interface TraceFormat {
  /** `source.kind` of the traces that it reads. */
  readonly kind: string;
  /** Whether a path is worth reading as such a trace. Cheap: by the first bytes, or names in a folder. Never throws. */
  looksLike(path: string, seen: Seen): Promise<boolean>;
  read(path: string, options: ReadOptions, control: ReadControl, resources: ReadResources): Promise<Trace>;
  /**
   * What of a large trace is there in a fraction of the time: one pipeline, as the whole trace would show it. Null where it would take long, or where there is no
   * such pipeline. Absent where a trace is read as a whole or not at all.
   */
  readEarly?(
    path: string,
    options: ReadOptions & { readonly pipeline: string },
    control: ReadControl,
    resources: ReadResources,
  ): Promise<Trace | null>;
  /** Follows the trace from now on. Absent where a changed trace is read again as a whole. */
  follow?(path: string, options: ReadOptions, resources: ReadResources): TraceFollower;
  /** Properties of one row, read on demand: at most 200, values cut at 2,000 characters. Empty where there are none or no such row. */
  properties(
    path: string,
    of: "execution" | "artifact",
    id: TraceId,
    resources: ReadResources,
    mayRun: boolean,
  ): Promise<readonly TraceProperty[]>;
  /** What tells one state of the store from another, without reading it; null where there is none. Never throws. */
  stamp(path: string): Promise<string | null>;
}
