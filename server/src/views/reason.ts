import { untoldDeploys } from "../graphlets/untoldDeploys.ts";
import type { Graphlet, Graphlets } from "../model/graphlet.ts";
import { intAt } from "../model/intColumn.ts";
import { artifactCode, operatorCode, stateCode } from "../model/kinds.ts";
import { idAt, type Trace } from "../model/trace.ts";
import { executionLabel } from "./labels.ts";
import { nodeName, targetsOf } from "./rows.ts";

/**
 * Why a model was not deployed, in a sentence with its evidence: `Not deployed: not blessed by Evaluator (blessing 812).`
 * Null where it was deployed. `index`: into `graphlets.list`. Linear in the graphlet's members; for a model that was used
 * without being deployed also in the number of graphlets. The text holds names from the trace: untrusted, escape it for
 * Markdown and HTML.
 */
export function reasonSentence(trace: Trace, graphlets: Graphlets, index: number): string | null {
  const graphlet = graphlets.list[index];
  if (!graphlet || graphlet.pushed) return null;
  if (graphlet.status === "pending") return pending(trace, graphlets, graphlet);
  const untold = untoldDeploys(trace, graphlet);
  if (untold.length > 0)
    return `Not known to be deployed: ${naming(trace, untold)} ran, and wrote nothing that tells.${use(trace, graphlets, graphlet)}`;
  return `Not deployed: ${cause(trace, graphlet)}.${use(trace, graphlets, graphlet)}`;
}

function cause(trace: Trace, graphlet: Graphlet): string {
  const evidence = naming(trace, graphlet.evidence);
  switch (graphlet.whyNotPushed) {
    case "trainer-failed":
    case "upstream-failed":
    case "validation-failed":
    case "push-failed":
      return `${evidence} failed`;
    case "not-blessed":
      return notBlessed(trace, graphlet);
    case "push-refused":
      return `${evidence} ran without deploying it`;
    case "abandoned":
      return `${evidence} started and never finished`;
    case "never-reached-deploy":
      return `nothing that deploys ran after ${nodeName(trace, graphlet.trainer)}`;
    case null:
      return "the trace does not say why";
  }
}

function pending(trace: Trace, graphlets: Graphlets, graphlet: Graphlet): string {
  const open = graphlet.executions.filter((row) => {
    const state = trace.executions.state[row];
    return (state === stateCode.new || state === stateCode.running) && graphlets.abandoned[row] !== 1;
  });
  return open.length === 0 ? "Not deployed yet." : `Not deployed yet: ${naming(trace, open)} has not finished.`;
}

/** A second sentence for what was used without being deployed. */
function use(trace: Trace, graphlets: Graphlets, graphlet: Graphlet): string {
  if (graphlet.status !== "useful") return "";
  const { kind, state } = trace.executions;
  if (graphlet.batchUse) {
    const infer = graphlet.down.filter((row) => kind[row] === operatorCode.infer && state[row] === stateCode.complete);
    return ` Used for batch predictions by ${naming(trace, infer)}.`;
  }
  const heir = graphlets.list.find(
    (other) => (other.status === "pushed" || other.status === "useful") && other.parents.includes(graphlet.trainer),
  );
  return heir ? ` ${naming(trace, Int32Array.of(heir.trainer))} started from it.` : "";
}

function notBlessed(trace: Trace, graphlet: Graphlet): string {
  for (const row of graphlet.evidence) {
    for (const artifact of targetsOf(trace.writes, row)) {
      if (trace.artifacts.kind[artifact] !== artifactCode.blessing || intAt(trace.artifacts.blessed, artifact) !== 0)
        continue;
      return `not blessed by ${nodeName(trace, row)} (blessing ${idAt(trace.artifacts.id, artifact)})`;
    }
  }
  return "not blessed";
}

/** `Evaluator (execution 41)`, `Evaluator (execution 41) and 2 more`. */
function naming(trace: Trace, rows: Int32Array): string {
  const first = rows[0];
  if (first === undefined) return "a step";
  const rest = rows.length > 1 ? ` and ${rows.length - 1} more` : "";
  return `${nodeName(trace, first)} (${executionLabel(trace, first)})${rest}`;
}
