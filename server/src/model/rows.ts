import { type IntColumn, intAt } from "./intColumn.ts";
import { type EdgeRows, idAt, type Trace, textOf } from "./trace.ts";

/** Rows at the far ends of a row's edges, as a window on the column: nothing is copied. */
export function targetsOf(edges: EdgeRows, row: number): Int32Array {
  return edges.target.subarray(edges.offsets[row] ?? 0, edges.offsets[row + 1] ?? 0);
}

/** Text at an index of a text column; empty where there is none. */
export function textAt(trace: Trace, column: IntColumn, row: number): string {
  return textOf(trace.strings, intAt(column, row));
}

/** Name of the node that an execution ran. */
export const nodeName = (trace: Trace, execution: number): string => textAt(trace, trace.executions.node, execution);

/** `execution 41`, in the store's own ids. */
export const executionLabel = (trace: Trace, execution: number): string =>
  `execution ${idAt(trace.executions.id, execution)}`;

/** Whether a sorted column of rows holds a row. Logarithmic. */
export function holds(sorted: Int32Array, row: number): boolean {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle] ?? 0;
    if (value === row) return true;
    if (value < row) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
