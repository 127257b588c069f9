import { startsBefore } from "../../graphlets/order.ts";
import type { Trace } from "../../model/trace.ts";

/** Rows of executions by start, then id. */
export const byStart = (trace: Trace, rows: Iterable<number>): number[] =>
  [...rows].sort((a, b) => (a === b ? 0 : startsBefore(trace, a, b) ? -1 : 1));
