import type { Trace } from "../model/trace.ts";
import type { ReadControl } from "./reader.ts";

/** What a look at a followed trace found. */
export interface TraceLook {
  /** The trace as it is now, equal to one that is read anew; null where it is as it was at the last look. */
  readonly trace: Trace | null;
  /** The follower reads on from this trace: who gives its memory away gives a copy. */
  readonly isReadOn?: boolean;
  /** Nothing can have been passed over, and a later change will show in the stamp. Else another look is due, although the stamp stays. */
  readonly isSettled: boolean;
}

/** Follows one trace: keeps what was read of it, so that a look reads only what is new. A file that was replaced, cut or restored is read anew. */
export interface TraceFollower {
  /** Throws what the format's `read` throws. */
  look(control: ReadControl): Promise<TraceLook>;
}
