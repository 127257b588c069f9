import { resolve } from "node:path";
import { cutGraphlets } from "../graphlets/index.ts";
import { neverCancelled } from "../model/cancel.ts";
import { err, ok, type Result } from "../model/result.ts";
import { isDatabaseAddress } from "../traces/database/address.ts";
import { environmentPassword } from "../traces/database/environmentPassword.ts";
import type { ReadOptions, TraceFailure } from "../traces/reader.ts";
import { type CutTrace, readAndCutInWorker, readTrace } from "../workspace/openTrace.ts";
import { summarize } from "../workspace/pairing.ts";
import { failureOf } from "../workspace/traceFailure.ts";

/**
 * Reads a trace and cuts it: in this thread; with a folder for the cache (`options.cache`) as the editor does it, so that both share what they keep. The failure is one
 * line that names the file, the cause and what to do.
 */
export async function readAndCut(path: string, options: ReadOptions): Promise<Result<CutTrace, TraceFailure>> {
  const control = { token: neverCancelled, onProgress: () => {} };
  const password = environmentPassword(path);
  if (options.cache !== undefined) {
    return await readAndCutInWorker(isDatabaseAddress(path) ? path : resolve(path), options, control, password);
  }
  const read = await readTrace(path, options, control, password);
  if (!read.ok) return read;
  try {
    const trace = read.value;
    return ok({
      trace,
      graphlets: cutGraphlets(trace, neverCancelled),
      summary: summarize(trace),
      histories: new Map(),
    });
  } catch (error) {
    return err(failureOf(error, path));
  }
}
