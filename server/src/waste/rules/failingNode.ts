import { formatCost } from "../../model/cost.ts";
import type { Finding } from "../../model/finding.ts";
import { formatAge } from "../../model/format.ts";
import { stateCode } from "../../model/kinds.ts";
import { executionEvidence } from "../executionEvidence.ts";
import { knownCost, recentExecutions } from "../recentExecutions.ts";
import type { Rule } from "../rule.ts";

/**
 * `failing-node`: of the node's last `failingNode.window` executions that came to an end of their own, at least `failingNode.minimum` failed.
 * The cost is the sum of the known costs of those that failed. Needs a trace.
 */
export const failingNode: Rule = ({ pipeline, evidence, settings, now }) => {
  if (!evidence) return [];
  const { trace, histories } = evidence;
  const { state, cost, updatedAt, startedAt } = trace.executions;
  const findings: Finding[] = [];
  for (const node of pipeline.nodes) {
    const history = histories.get(node.id);
    if (!history) continue;
    const last = recentExecutions(trace, history, settings.failingNode.window);
    const failed = last.filter((row) => state[row] === stateCode.failed);
    const newest = failed.at(-1);
    if (newest === undefined || failed.length < settings.failingNode.minimum) continue;
    const seconds = knownCost(trace, failed);
    const phrase = formatCost(seconds, settings);
    const at = updatedAt[newest] ?? Number.NaN;
    const age = formatAge(Number.isFinite(at) ? at : (startedAt[newest] ?? Number.NaN), now);
    findings.push({
      code: "failing-node",
      node,
      subject: null,
      location: { uri: node.location.uri, range: node.nameRange },
      message: `${failed.length} of the last ${last.length} runs failed${phrase === "" ? "" : `: ${phrase}`}. Last: ${age}.`,
      unnecessary: false,
      related: [],
      ...executionEvidence(trace, failed, (row) => failedAfter(formatCost(cost[row] ?? Number.NaN, settings))),
      seconds,
    });
  }
  return findings;
};

const failedAfter = (cost: string): string => (cost === "" ? "Failed." : `Failed after ${cost}.`);
