import type { Finding } from "../model/finding.ts";
import { idAt, type Trace } from "../model/trace.ts";

/** How many executions are shown with a message each. */
const shown = 5;

/** The trace's side of a finding: all executions that it counts (rows, oldest first), and what the newest of them show. */
export function executionEvidence(
  { executions: { id } }: Trace,
  rows: readonly number[],
  message: (row: number) => string,
): Pick<Finding, "executions" | "evidence"> {
  return {
    executions: rows.map((row) => idAt(id, row)),
    evidence: rows
      .slice(-shown)
      .reverse()
      .map((row) => ({ execution: idAt(id, row), message: message(row) })),
  };
}

/** A finding that rests on the text alone. */
export const noExecutions: Pick<Finding, "executions" | "evidence"> = { executions: [], evidence: [] };
