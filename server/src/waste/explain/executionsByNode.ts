import { byStart } from "../../graphlets/order.ts";
import type { Graphlet } from "../../model/graphlet.ts";
import { nodeName } from "../../model/rows.ts";
import type { Trace } from "../../model/trace.ts";

/** Rows of a graphlet's executions by the name of their node, nodes and rows in order of start. */
export function executionsByNode(trace: Trace, { executions }: Graphlet): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  for (const row of byStart(trace, executions)) {
    const node = nodeName(trace, row);
    const list = rows.get(node);
    if (list) list.push(row);
    else rows.set(node, [row]);
  }
  return rows;
}
