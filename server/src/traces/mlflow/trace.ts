import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { guessOperatorKind } from "../../model/guessKind.ts";
import type { ExecutionState, OperatorKind } from "../../model/kinds.ts";
import { kindOverride } from "../../model/operatorKind.ts";
import type { Trace } from "../../model/trace.ts";
import { isDeployedStage } from "../deployedStages.ts";
import type { ReadOptions } from "../reader.ts";
import { createRecorder, type Recorder } from "../recorder.ts";
import { modelsOf, type RunModel } from "./models.ts";
import type { MlflowRun, MlflowStatus, MlflowStore, ModelVersion } from "./records.ts";
import { stepOf } from "./step.ts";

const states: Readonly<Record<MlflowStatus, ExecutionState>> = {
  RUNNING: "running",
  SCHEDULED: "new",
  FINISHED: "complete",
  FAILED: "failed",
  KILLED: "canceled",
  "": "unknown",
};

const maxDepth = 20;

/**
 * A trace of a tracking store. A run is an execution of its step, its experiment the pipeline, the outermost parent the run of the pipeline.
 * MLflow tells little lineage: datasets by digest, models that were logged and taken. A version of a registered model in a stage or under an alias that means use is a
 * deployment, an execution of its own without cost. A parent's cost is its time without its children's.
 */
export function traceOf(store: MlflowStore, options: ReadOptions, token: CancelToken): Trace {
  const recorder = createRecorder();
  const override = kindOverride(options.operatorKinds);
  const models = modelsOf(store);
  const byId = new Map(store.runs.map((run) => [run.id, run]));
  const inside = childSeconds(store.runs);
  let edges = 0;
  for (const [index, run] of store.runs.entries()) {
    if (index % 1024 === 0) throwIfCancelled(token);
    const experiment = store.experiments.get(run.experiment) ?? run.experiment;
    const node = stepOf(run, experiment);
    const made = models.byRun.get(run.id) ?? [];
    const given = override(node, "mlflow.run");
    const known: OperatorKind | null = given ?? (made.length > 0 ? "train" : null);
    const guess = known === null ? (guessOperatorKind(node) ?? (run.modelInputs.length > 0 ? "evaluate" : null)) : null;
    const children = inside.get(run.id);
    recorder.execution({
      id: run.id,
      type: "mlflow.run",
      node,
      kind: known ?? guess ?? "other",
      guessed: known === null && guess !== null,
      state: states[run.status],
      pipeline: experiment === "" ? null : experiment,
      run: outermost(run, byId),
      startedAt: run.startedAt,
      updatedAt: run.endedAt,
      ...costWithout(run, children),
      code: codeOf(run),
      parameters: run.params.size === 0 ? null : canonical(run.params),
    });
    for (const { name, digest, context } of run.datasets) {
      const id = `dataset:${name}#${digest}`;
      recorder.artifact({
        id,
        type: "Dataset",
        kind: "data",
        uri: null,
        name,
        content: digest === "" ? null : `${name}#${digest}`,
        createdAt: Number.NaN,
      });
      recorder.reads(run.id, id, context === "" ? name : context);
      edges++;
    }
    for (const model of made) {
      recordModel(recorder, model);
      recorder.writes(run.id, model.id, "model");
      edges++;
    }
    for (const id of run.modelInputs) {
      recorder.reads(run.id, `models:/${id}`, "model");
      edges++;
    }
  }
  for (const version of store.versions) recordVersion(recorder, version, models.of(version), store, byId);
  return recorder.finish(
    { kind: "mlflow", schemaVersion: null },
    {
      executions: store.runs.length,
      events: edges,
      contexts: store.experiments.size,
    },
  );
}

const recordModel = (recorder: Recorder, { id, name, uri, createdAt }: RunModel): void =>
  recorder.artifact({ id, type: "Model", kind: "model", uri, name, content: null, createdAt });

/** A deployment where the registry says so; a model that only stands in the registry has none. */
function recordVersion(
  recorder: Recorder,
  version: ModelVersion,
  model: RunModel | null,
  store: MlflowStore,
  byId: ReadonlyMap<string, MlflowRun>,
): void {
  const label = [version.stage, ...version.aliases].find(isDeployedStage);
  if (!model || label === undefined) return;
  const run = byId.get(model.run);
  const name = `models:/${version.name}/${version.version}`;
  const at = Number.isNaN(version.updatedAt) ? version.createdAt : version.updatedAt;
  const experiment = run ? (store.experiments.get(run.experiment) ?? run.experiment) : null;
  recordModel(recorder, model);
  recorder.execution({
    id: `${name}@${label}`,
    type: "mlflow.registry",
    node: version.name,
    kind: "deploy",
    guessed: false,
    state: "complete",
    pipeline: experiment,
    run: run ? outermost(run, byId) : null,
    startedAt: at,
    updatedAt: at,
    cost: 0,
    code: null,
    parameters: null,
  });
  recorder.artifact({
    id: name,
    type: "ModelVersion",
    kind: "pushed",
    uri: name,
    name: `${version.name} ${version.version} (${label})`,
    content: null,
    pushed: 1,
    createdAt: at,
  });
  recorder.reads(`${name}@${label}`, model.id, "model");
  recorder.writes(`${name}@${label}`, name, "version");
}

const parentOf = ({ tags }: MlflowRun): string | null => tags.get("mlflow.parentRunId") || null;

function outermost(run: MlflowRun, byId: ReadonlyMap<string, MlflowRun>): string {
  let top = run.id;
  let next = parentOf(run);
  for (let depth = 0; next !== null && depth < maxDepth; depth++) {
    top = next;
    const above = byId.get(next);
    next = above ? parentOf(above) : null;
  }
  return top;
}

/** Seconds that the children of each run took together. */
function childSeconds(runs: readonly MlflowRun[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const run of runs) {
    const parent = parentOf(run);
    if (parent === null) continue;
    const seconds = run.endedAt >= run.startedAt ? (run.endedAt - run.startedAt) / 1000 : 0;
    found.set(parent, (found.get(parent) ?? 0) + seconds);
  }
  return found;
}

function costWithout(run: MlflowRun, children: number | undefined): { readonly cost?: number } {
  if (children === undefined || !["FINISHED", "FAILED", "KILLED"].includes(run.status)) return {};
  return run.endedAt >= run.startedAt ? { cost: Math.max(0, (run.endedAt - run.startedAt) / 1000 - children) } : {};
}

/** The commit and what was run of it. */
function codeOf({ tags }: MlflowRun): string | null {
  const commit = tags.get("mlflow.source.git.commit") ?? "";
  return commit === "" ? null : `${commit} ${tags.get("mlflow.source.name")?.split("#")[1] ?? ""}`.trimEnd();
}

const canonical = (values: ReadonlyMap<string, string>): string =>
  JSON.stringify(Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1))));
