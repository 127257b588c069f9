import { type ExecutionStatus, executionStatuses, graphletStatuses } from "../model/graphlet.ts";
import type { Trace } from "../model/trace.ts";
import { type GraphletColumns, roleBits } from "./columns.ts";
import { statusCode } from "./verdict.ts";

const codeOf = (status: ExecutionStatus): number => executionStatuses.indexOf(status);
const useful = codeOf("useful");
const pending = codeOf("pending");
const wasted = codeOf("wasted");
const unattributed = codeOf("unattributed");

/** Status of a graphlet → what it says of its members. A smaller code wins over a larger one. */
const saysOf = new Uint8Array(graphletStatuses.length);
saysOf[statusCode.pushed] = useful;
saysOf[statusCode.useful] = useful;
saysOf[statusCode.pending] = pending;
saysOf[statusCode.wasted] = wasted;

type Members = Pick<GraphletColumns, "count" | "members" | "status">;

/**
 * What the graphlets say of each execution: useful if any that holds it is pushed or useful, else pending if any is pending,
 * else wasted if any holds it, else unattributed. Linear in the members.
 */
export function judgeExecutions(trace: Trace, graphlets: Members): Uint8Array {
  const { count, members, status } = graphlets;
  const said = new Uint8Array(trace.executions.count).fill(unattributed);
  for (let i = 0; i < count; i++) {
    const says = saysOf[status[i] as number] as number;
    const end = members.offsets[i + 1] as number;
    for (let j = members.offsets[i] as number; j < end; j++) {
      const member = (members.values[j] as number) >> roleBits;
      if (says < (said[member] as number)) said[member] = says;
    }
  }
  return said;
}

/** Costs that are counted once: for the owner, and where the execution is wasted as its waste. Unknown costs count nothing. */
export function ownCosts(
  trace: Trace,
  graphlets: Pick<GraphletColumns, "count" | "owner" | "executionStatus">,
): Pick<GraphletColumns, "ownCostSeconds" | "wastedSeconds"> {
  const { owner, executionStatus } = graphlets;
  const ownCostSeconds = new Float64Array(graphlets.count);
  const wastedSeconds = new Float64Array(graphlets.count);
  for (let row = 0; row < owner.length; row++) {
    const graphlet = owner[row] as number;
    const seconds = trace.executions.cost[row] as number;
    if (graphlet < 0 || !Number.isFinite(seconds)) continue;
    ownCostSeconds[graphlet] = (ownCostSeconds[graphlet] as number) + seconds;
    if (executionStatus[row] === wasted) wastedSeconds[graphlet] = (wastedSeconds[graphlet] as number) + seconds;
  }
  return { ownCostSeconds, wastedSeconds };
}
