import { artifactKindOfType } from "../../model/artifactKind.ts";
import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { guessOperatorKind } from "../../model/guessKind.ts";
import type { ExecutionState } from "../../model/kinds.ts";
import { kindOverride } from "../../model/operatorKind.ts";
import type { Trace } from "../../model/trace.ts";
import type { ReadOptions } from "../reader.ts";
import { createRecorder } from "../recorder.ts";
import { groupsIn, pathsOf } from "./groups.ts";
import type { KubeflowArtifact, KubeflowRun, KubeflowTask } from "./run.ts";

const states: Readonly<Record<string, ExecutionState>> = {
  PENDING: "new",
  RUNNING: "running",
  PAUSED: "running",
  CANCELING: "running",
  CANCELLING: "running",
  CANCEL_PENDING: "running",
  SUCCEEDED: "complete",
  FAILED: "failed",
  CANCELED: "canceled",
  CANCELLED: "canceled",
  NOT_TRIGGERED: "canceled",
};

/** A task is skipped where its result was there already, and it then has it; or where its condition was false. */
const stateOf = ({ state, outputs }: KubeflowTask): ExecutionState =>
  state === "SKIPPED" ? (outputs.length > 0 ? "cached" : "canceled") : (states[state] ?? "unknown");

/**
 * A trace of runs as the API tells them: each task is an execution, what groups tasks is none. Kubeflow's own API tells few artifacts, Vertex AI's all of
 * them with their types.
 */
export function traceOf(runs: readonly KubeflowRun[], options: ReadOptions, token: CancelToken): Trace {
  const recorder = createRecorder();
  const override = kindOverride(options.operatorKinds);
  const record = ({ id, uri, type, name }: KubeflowArtifact, endedAt: number, isPushed: boolean): void => {
    if (recorder.hasArtifact(id)) return;
    const kind = artifactKindOfType(type, []);
    recorder.artifact({
      id,
      type: type || "artifact",
      kind: isPushed && kind === "other" ? "pushed" : kind,
      uri: uri === "" ? null : uri,
      name,
      content: null,
      createdAt: endedAt,
    });
  };
  for (const run of runs) {
    throwIfCancelled(token);
    recorder.run(run.pipeline, run.name);
    const groups = groupsIn(run.tasks);
    const paths = pathsOf(run.tasks, groups);
    for (const task of run.tasks) {
      if (groups.has(task)) continue;
      const node = paths.get(task) ?? task.id;
      const given = override(node, "kfp.task");
      const isTrainer = task.outputs.some(({ type }) => artifactKindOfType(type, []) === "model");
      const known = given ?? (isTrainer ? "train" : null);
      const guess = known ?? guessOperatorKind(node.slice(node.lastIndexOf("/") + 1));
      recorder.execution({
        id: task.id,
        type: "kfp.task",
        node,
        kind: guess ?? "other",
        guessed: known === null && guess !== null,
        state: stateOf(task),
        pipeline: run.pipeline,
        run: run.name,
        startedAt: task.startedAt,
        updatedAt: task.endedAt,
        code: null,
        parameters: null,
      });
      for (const artifact of task.outputs) {
        record(artifact, task.endedAt, guess === "deploy");
        recorder.writes(task.id, artifact.id, artifact.key);
      }
      for (const artifact of task.inputs) recorder.reads(task.id, artifact.id, artifact.key);
    }
  }
  // What only was read is known last: whoever made it knows it better.
  for (const { tasks } of runs) {
    for (const { inputs } of tasks) for (const artifact of inputs) record(artifact, Number.NaN, false);
  }
  return recorder.finish({ kind: "kfp", schemaVersion: null }, { contexts: runs.length });
}
