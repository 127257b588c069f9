import { type RunColumns, runName, type Trace } from "../../server/src/model/trace.ts";

export interface PlainRun {
  readonly name: string;
  readonly pipeline: number;
}

/** Runs as a trace holds them. */
export const runColumns = (runs: readonly PlainRun[]): RunColumns => ({
  names: runs.map(({ name }) => name),
  pipeline: Int32Array.from(runs, ({ pipeline }) => pipeline),
});

/** Names of all runs of a trace. */
export const runNames = (trace: Trace): readonly string[] =>
  Array.from(trace.runs.pipeline, (_, run) => runName(trace, run) ?? "");
