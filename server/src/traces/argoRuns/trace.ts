import { artifactKindOfType } from "../../model/artifactKind.ts";
import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { guessOperatorKind } from "../../model/guessKind.ts";
import type { ArtifactKind, ExecutionState } from "../../model/kinds.ts";
import { kindOverride } from "../../model/operatorKind.ts";
import type { Trace } from "../../model/trace.ts";
import { timeOf } from "../isoTime.ts";
import type { ReadOptions } from "../reader.ts";
import { createRecorder } from "../recorder.ts";
import type { WorkflowNode, WorkflowRun } from "./workflow.ts";

/** What groups others: none of these ran anything itself. A retry takes the time of its attempts once more. */
const groups: ReadonlySet<string> = new Set(["DAG", "Steps", "StepGroup", "TaskGroup", "Retry"]);
/** A retry that came to no attempt (left out, or waiting) is all that there is of its step. */
const isGroup = ({ type, children }: WorkflowNode): boolean =>
  groups.has(type) && !(type === "Retry" && children.length === 0);

/** Nodes whose time is nobody's work: waiting for an approval, and containers of a pod, whose time is the pod's. */
const unpaid: ReadonlySet<string> = new Set(["Suspend", "Container"]);

const states: Readonly<Record<string, ExecutionState>> = {
  Pending: "new",
  Running: "running",
  Succeeded: "complete",
  Failed: "failed",
  Error: "failed",
  Skipped: "canceled",
  Omitted: "canceled",
};

const maxDepth = 50;

/**
 * A trace of workflow runs: each pod is an execution, named by the tasks on the way to it. Argo hands on artifacts by where they lie; what goes over
 * parameters leaves no lineage.
 */
export function traceOf(runs: readonly WorkflowRun[], options: ReadOptions, token: CancelToken): Trace {
  const recorder = createRecorder();
  const override = kindOverride(options.operatorKinds);
  for (const run of runs) {
    throwIfCancelled(token);
    const retries = retriesIn(run);
    recorder.run(run.pipeline, run.name);
    for (const node of run.nodes.values()) {
      if (isGroup(node)) continue;
      const path = pathOf(run, node, retries);
      const given = override(path, node.template);
      const guess = given ?? guessOperatorKind(lastOf(path)) ?? guessOperatorKind(node.template);
      const startedAt = timeOf(node.startedAt);
      recorder.execution({
        id: node.id,
        type: node.template || "pod",
        node: path,
        kind: guess ?? "other",
        guessed: given === null && guess !== null,
        state: node.isCacheHit ? "cached" : (states[node.phase] ?? "unknown"),
        pipeline: run.pipeline,
        run: run.name,
        startedAt,
        updatedAt: timeOf(node.finishedAt),
        ...(unpaid.has(node.type) ? { cost: 0 } : {}),
        code: null,
        parameters: node.parameters.length === 0 ? null : JSON.stringify([...node.parameters].sort()),
      });
      for (const { name, uri } of node.inputs) {
        const id = uri === "" ? `${node.id}/in/${name}` : uri;
        recordArtifact(id, name, uri, Number.NaN);
        recorder.reads(node.id, id, name);
      }
      for (const { name, uri } of node.outputs) {
        const id = uri === "" ? `${node.id}/${name}` : uri;
        recordArtifact(id, name, uri, timeOf(node.finishedAt), guess === "deploy" ? "pushed" : undefined);
        recorder.writes(node.id, id, name);
      }
    }
  }
  return recorder.finish({ kind: "argo", schemaVersion: null }, { contexts: runs.length });

  function recordArtifact(id: string, name: string, uri: string, createdAt: number, kind?: ArtifactKind): void {
    if (recorder.hasArtifact(id)) return;
    const told = kind ?? kindOfName(name);
    recorder.artifact({ id, type: name, kind: told, uri: uri === "" ? null : uri, name, content: null, createdAt });
  }
}

/** Kind of an artifact by the words in its name: Argo's artifacts have no types. */
function kindOfName(name: string): ArtifactKind {
  const words = name.toLowerCase().split(/[^a-z]+/);
  if (words.includes("metrics") || words.includes("evaluation")) return "evaluation";
  if (words.includes("model")) return "model";
  if (words.some((word) => /^(?:data|dataset|examples?|csv|train|test)$/.test(word))) return "data";
  return artifactKindOfType(name, []);
}

/** Attempt → the retry that it belongs to. */
function retriesIn({ nodes }: WorkflowRun): ReadonlyMap<string, WorkflowNode> {
  const found = new Map<string, WorkflowNode>();
  for (const node of nodes.values()) {
    if (node.type === "Retry") for (const child of node.children) found.set(child, node);
  }
  return found;
}

/** Names of the tasks on the way, the workflow's own aside: `exit-handler-1/train`. Of an attempt the name of what is tried. */
function pathOf({ nodes }: WorkflowRun, node: WorkflowNode, retries: ReadonlyMap<string, WorkflowNode>): string {
  const names = [(retries.get(node.id) ?? node).displayName];
  let above = nodes.get(node.boundary);
  for (let depth = 0; above && above.boundary !== "" && depth < maxDepth; depth++) {
    names.unshift(above.displayName);
    above = nodes.get(above.boundary);
  }
  return names.join("/");
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
