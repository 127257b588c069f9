import { formatCost } from "../../model/cost.ts";
import type { Finding } from "../../model/finding.ts";
import { formatCount } from "../../model/format.ts";
import { type OperatorKind, stateCode } from "../../model/kinds.ts";
import type { Trace } from "../../model/trace.ts";
import { executionEvidence } from "../executionEvidence.ts";
import { workIdentity } from "../identity.ts";
import { costSince } from "../pipelineCost.ts";
import { knownCost, recentExecutions } from "../recentExecutions.ts";
import type { Rule } from "../rule.ts";

/** Trainings have a rule of their own; a deployment may be made anew on purpose; importers and resolvers compute nothing. */
const exempt: ReadonlySet<OperatorKind> = new Set<OperatorKind>(["train", "deploy", "import", "resolve"]);

/**
 * `repeated-work`: among the node's last `repeatedWork.window` executions, at least `repeatedWork.minimum` complete ones did what
 * one before them in that window, complete or from the cache, had done: the same inputs (by content where the trace has it), code and parameters; an
 * ingestion, which reads nothing, is known by the content of what it wrote. Cached executions do not count, and when the newest one came
 * from the cache the rule is silent: the cure is there. The repetitions must have cost `repeatedWork.percent` of what the pipeline cost
 * since the first execution of the window began. Needs a trace.
 */
export const repeatedWork: Rule = ({ pipeline, evidence, settings }) => {
  if (!evidence) return [];
  const { trace, histories } = evidence;
  const { state, startedAt } = trace.executions;
  const { window, minimum, percent } = settings.repeatedWork;
  const findings: Finding[] = [];
  for (const node of pipeline.nodes) {
    const history = exempt.has(node.kind) ? undefined : histories.get(node.id);
    if (!history) continue;
    const last = recentExecutions(trace, history, window);
    if (state[last.at(-1) ?? -1] === stateCode.cached) continue;
    const repeats = repetitions(trace, last);
    if (repeats.length < minimum) continue;
    const seconds = knownCost(trace, repeats);
    if (seconds <= 0 || seconds * 100 < percent * costSince(evidence, startedAt[last[0] ?? -1] ?? Number.NaN)) continue;
    const cost = formatCost(seconds, settings);
    findings.push({
      code: "repeated-work",
      node,
      subject: null,
      location: { uri: node.location.uri, range: node.nameRange },
      message: `The same inputs and parameters were processed again ${formatCount(repeats.length, "time")} in the last ${formatCount(last.length, "run")}${cost === "" ? "" : `: ${cost}`}.`,
      unnecessary: false,
      related:
        node.caching?.enabled === false ? [{ location: node.caching.location, message: "Caching is off here." }] : [],
      ...executionEvidence(trace, repeats, () => "Did what an earlier run had done."),
      seconds,
    });
  }
  return findings;
};

/** The complete executions that did what one before them, complete or from the cache, had done. */
function repetitions(trace: Trace, rows: readonly number[]): readonly number[] {
  const { state } = trace.executions;
  const done = new Set<number>();
  return rows.filter((row) => {
    const work = state[row] === stateCode.failed ? null : workIdentity(trace, row);
    if (work === null) return false;
    const isRepeated = done.has(work) && state[row] === stateCode.complete;
    done.add(work);
    return isRepeated;
  });
}
