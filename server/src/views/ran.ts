import type { Graphlets } from "../model/graphlet.ts";
import { type ExecutionState, executionStates } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";

/** How an execution ran, also where nothing says its end any more. */
export const ranOf = (trace: Trace, graphlets: Graphlets, row: number): ExecutionState | "abandoned" =>
  graphlets.abandoned[row] === 1 ? "abandoned" : (executionStates[trace.executions.state[row] ?? 0] ?? "unknown");
