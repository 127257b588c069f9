import { cutColumns, graphletsOf } from "../../../../server/src/graphlets/index.ts";
import { nodeHistories } from "../../../../server/src/graphlets/nodeHistory.ts";
import { neverCancelled } from "../../../../server/src/model/cancel.ts";
import { type IntColumn, intAt } from "../../../../server/src/model/intColumn.ts";
import type { Trace } from "../../../../server/src/model/trace.ts";
import { failureOf } from "../../../../server/src/workspace/traceFailure.ts";
import { followTraceWith, readTraceWith } from "../../../../server/src/workspace/traceInThread.ts";

/** By which means a trace is read: as a whole by one engine, or as it is followed, from the pages of its file. */
export type Means = "node:sqlite" | "sql.js" | "follow";

export interface Reading {
  readonly means: Means;
  readonly path: string;
  readonly scratch: string;
}

const options = { operatorKinds: {}, costProperty: "" };
const control = { token: neverCancelled, onProgress: () => {} };

/** `read`, or the one line that is told; anything else is a fault of the reader. */
export async function readHostile({ means, path, scratch }: Reading): Promise<string> {
  if (means === "follow") {
    try {
      const { follower } = await followTraceWith("auto", scratch, path, options);
      const { trace } = await follower.look(control);
      return trace ? faultOf(trace) : "a first look without a trace";
    } catch (error) {
      return failureOf(error, path).message;
    }
  }
  const result = await readTraceWith(means, scratch, path, options, control);
  return result.ok ? faultOf(result.value) : result.error.message;
}

function integersOf(column: IntColumn): readonly number[] {
  if ("has" in column) return [...column.values];
  return "near" in column ? Array.from(column.near, (_, row) => intAt(column, row)) : [...column];
}

/** Whatever was read can be cut and told: nothing points out of it. */
function faultOf(trace: Trace): string {
  const { executions, artifacts, strings, runs, pipelines } = trace;
  const isOutside = (column: IntColumn, length: number): boolean =>
    integersOf(column).some((index) => index < -1 || index >= length);
  const texts = [executions.type, executions.node, executions.code, executions.parameters, executions.storedPipeline];
  for (const column of [...texts, artifacts.type, artifacts.uri, artifacts.name, artifacts.content, artifacts.span]) {
    if (isOutside(column, strings.length)) return "a text that is none";
  }
  if (isOutside(trace.reads.target, artifacts.count) || isOutside(trace.writes.target, artifacts.count))
    return "an artifact that is none";
  if (isOutside(trace.readers.target, executions.count) || isOutside(trace.writers.target, executions.count))
    return "an execution that is none";
  if (isOutside(executions.run, runs.pipeline.length) || isOutside(executions.pipeline, pipelines.length))
    return "a run that is none";
  const graphlets = graphletsOf(trace, cutColumns(trace, neverCancelled));
  for (const [index] of pipelines.entries()) nodeHistories(trace, graphlets, index);
  return "read";
}
