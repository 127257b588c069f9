import { err, type Result } from "../../model/result.ts";
import { isDatabaseAddress } from "../../traces/database/address.ts";
import { NotAStoreError } from "../../traces/notAStore.ts";
import type { ReadOptions, TraceFailure } from "../../traces/reader.ts";
import type { CutTrace } from "../../workspace/openTrace.ts";
import type { SearchedTraces } from "../../workspace/search.ts";
import { failureOf } from "../../workspace/traceFailure.ts";
import { readAndCut } from "../readAndCut.ts";

/** Traces that are read and cut when they are asked for. */
export interface CutTraces extends SearchedTraces {
  read(path: string): Promise<{ readonly cut: CutTrace | null; readonly failure: TraceFailure | null }>;
}

/** So many are kept at once: definitions that lie side by side often share one. */
const kept = 3;

/**
 * Reads traces, one state for the whole run. Of databases only `given` is connected to, which the user named on the command line: what is checked may be a
 * stranger's, and its settings must not choose whom a password is sent to.
 */
export function createCutTraces(options: ReadOptions, given: string | null): CutTraces {
  const known = new Map<string, Promise<Result<CutTrace, TraceFailure>>>();
  return {
    async read(path) {
      const job = known.get(path) ?? readPermitted(path, options, path === given);
      // What was asked for last is kept longest.
      known.delete(path);
      known.set(path, job);
      for (const oldest of known.keys()) {
        if (known.size <= kept) break;
        known.delete(oldest);
      }
      const result = await job;
      return result.ok ? { cut: result.value, failure: null } : { cut: null, failure: result.error };
    },
    release: () => {},
  };
}

async function readPermitted(
  path: string,
  options: ReadOptions,
  mayConnect: boolean,
): Promise<Result<CutTrace, TraceFailure>> {
  if (!isDatabaseAddress(path) || mayConnect) return await readAndCut(path, options);
  const cure = "Give it with --trace.";
  return err(
    failureOf(new NotAStoreError("unreadable", "a database that settings name is not connected to", cure), path),
  );
}
