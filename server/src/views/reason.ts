import type { Graphlet, Graphlets } from "../model/graphlet.ts";
import { artifactCode, operatorCode, stateCode } from "../model/kinds.ts";
import { idAt, type Trace } from "../model/trace.ts";
import { executionLabel, holds, nodeName, targetsOf } from "./rows.ts";

/**
 * Why a model was not deployed, in a sentence with its evidence: `Not deployed: not blessed by Evaluator (blessing 812).`
 * Null where it was deployed. `index`: into `graphlets.list`. Linear in the graphlet's members and their edges.
 * The text holds names from the trace: untrusted, escape it for Markdown and HTML.
 */
export function reasonSentence(trace: Trace, graphlets: Graphlets, index: number): string | null {
  const graphlet = graphlets.list[index];
  if (!graphlet || graphlet.status === "pushed" || graphlet.pushed) return null;
  if (graphlet.status === "pending") return pending(trace, graphlets, graphlet);
  const why = cause(trace, graphlets, graphlet);
  return `Not deployed: ${why}.${use(trace, graphlets, graphlet, index)}`;
}

function cause(trace: Trace, graphlets: Graphlets, graphlet: Graphlet): string {
  switch (graphlet.whyNotPushed) {
    case "trainer-failed":
      return `${naming(trace, [graphlet.trainer])} failed`;
    case "upstream-failed":
      return `${failed(trace, graphlet, (row) => row !== graphlet.trainer && !isDownOnly(graphlet, row))} failed`;
    case "validation-failed":
      return `${failed(trace, graphlet, (row) => checks.has(trace.executions.kind[row] ?? 0))} failed`;
    case "not-blessed":
      return notBlessed(trace, graphlet);
    case "push-failed":
      return `${failed(trace, graphlet, (row) => trace.executions.kind[row] === operatorCode.deploy)} failed`;
    case "push-refused":
      return `${naming(trace, deployers(trace, graphlet))} ran without deploying it`;
    case "abandoned":
      return `${naming(
        trace,
        members(graphlet, (row) => graphlets.abandoned[row] === 1),
      )} started and never finished`;
    case "never-reached-deploy":
      return `nothing that deploys ran after ${nodeName(trace, graphlet.trainer)}`;
    default:
      return "the trace does not say why";
  }
}

function pending(trace: Trace, graphlets: Graphlets, graphlet: Graphlet): string {
  const open = members(graphlet, (row) => {
    const state = trace.executions.state[row];
    return (state === stateCode.new || state === stateCode.running) && graphlets.abandoned[row] !== 1;
  });
  return open.length === 0 ? "Not deployed yet." : `Not deployed yet: ${naming(trace, open)} not finished.`;
}

/** A second sentence for what was used without being deployed. */
function use(trace: Trace, graphlets: Graphlets, graphlet: Graphlet, index: number): string {
  if (graphlet.status !== "useful") return "";
  if (graphlet.batchUse) {
    const { kind, state } = trace.executions;
    const infer = members(
      graphlet,
      (row) => kind[row] === operatorCode.infer && state[row] === stateCode.complete && holds(graphlet.down, row),
    );
    return ` Used for batch predictions by ${naming(trace, infer)}.`;
  }
  const child = graphlets.list.findIndex(
    (other, at) =>
      at !== index &&
      other.parents.includes(graphlet.trainer) &&
      (other.status === "pushed" || other.status === "useful"),
  );
  const heir = graphlets.list[child];
  return heir ? ` ${naming(trace, [heir.trainer])} started from it.` : "";
}

function notBlessed(trace: Trace, graphlet: Graphlet): string {
  for (const row of graphlet.down) {
    for (const artifact of targetsOf(trace.writes, row)) {
      if (trace.artifacts.kind[artifact] !== artifactCode.blessing || trace.artifacts.blessed[artifact] !== 0) continue;
      return `not blessed by ${nodeName(trace, row)} (blessing ${idAt(trace.artifacts.id, artifact)})`;
    }
  }
  return "not blessed";
}

const checks: ReadonlySet<number> = new Set([operatorCode.evaluate, operatorCode.validate]);

const isDownOnly = (graphlet: Graphlet, row: number): boolean => holds(graphlet.down, row) && !holds(graphlet.up, row);

const members = (graphlet: Graphlet, fits: (row: number) => boolean): number[] => [...graphlet.executions].filter(fits);

const failed = (trace: Trace, graphlet: Graphlet, fits: (row: number) => boolean): string =>
  naming(
    trace,
    members(graphlet, (row) => trace.executions.state[row] === stateCode.failed && fits(row)),
  );

const deployers = (trace: Trace, graphlet: Graphlet): number[] =>
  members(graphlet, (row) => trace.executions.kind[row] === operatorCode.deploy && holds(graphlet.down, row));

/** `Evaluator (execution 41)`, `Evaluator (execution 41) and 2 more`. */
function naming(trace: Trace, rows: readonly number[]): string {
  const [first] = rows;
  if (first === undefined) return "a step";
  const rest = rows.length > 1 ? ` and ${rows.length - 1} more` : "";
  return `${nodeName(trace, first)} (${executionLabel(trace, first)})${rest}`;
}
