import { cutGraphlets } from "../graphlets/index.ts";
import { neverCancelled } from "../model/cancel.ts";
import type { Graphlets } from "../model/graphlet.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Trace } from "../model/trace.ts";
import { readTrace } from "../workspace/openTrace.ts";
import { failureOf } from "../workspace/traceFailure.ts";
import type { CommandOptions } from "./arguments.ts";

/** Reads a trace and cuts it. The error is one line that names the file, the cause and what to do. */
export async function readGraphlets(
  file: string,
  options: CommandOptions,
): Promise<Result<{ readonly trace: Trace; readonly graphlets: Graphlets }, string>> {
  const read = await readTrace(file, options, { token: neverCancelled, onProgress: () => {} });
  if (!read.ok) return err(read.error.message);
  try {
    return ok({ trace: read.value, graphlets: cutGraphlets(read.value, neverCancelled) });
  } catch (error) {
    return err(failureOf(error, file).message);
  }
}
