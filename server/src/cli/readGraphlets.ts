import type { Graphlet, Graphlets } from "../model/graphlet.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Trace } from "../model/trace.ts";
import { noPipeline } from "../traces/mlmd/readPipeline.ts";
import { failureOf } from "../workspace/traceFailure.ts";
import type { CommandOptions } from "./arguments.ts";
import { readAndCut } from "./readAndCut.ts";

/** A trace, what it was cut into, and what of it was asked for. */
export interface CutForCommand {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  /** Index of the pipeline that was asked for; null for all. */
  readonly only: number | null;
  /** Graphlets of that pipeline, or all. */
  readonly list: readonly Graphlet[];
}

/** Reads a trace and cuts it. The error is one line that names the file, the cause and what to do. */
export async function readGraphlets(file: string, options: CommandOptions): Promise<Result<CutForCommand, string>> {
  const read = await readAndCut(file, options);
  if (!read.ok) return err(read.error.message);
  try {
    const { trace, graphlets } = read.value;
    const only = options.pipeline === undefined ? null : pipelineNamed(trace, options.pipeline);
    const isAsked = ({ trainer }: Graphlet): boolean => only === null || trace.executions.pipeline[trainer] === only;
    return ok({ trace, graphlets, only, list: graphlets.list.filter(isAsked) });
  } catch (error) {
    return err(failureOf(error, file).message);
  }
}

/** Index of a pipeline. Throws `NotAStoreError` where the trace has none of this name. */
function pipelineNamed({ pipelines }: Trace, name: string): number {
  const index = pipelines.findIndex((one) => one.name === name);
  if (index < 0) throw noPipeline(name, pipelines.map((one) => one.name).sort());
  return index;
}
