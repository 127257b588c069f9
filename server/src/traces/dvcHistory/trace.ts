import { createHash } from "node:crypto";
import { dvcPathKind, dvcStageKind, isDvcCode } from "../../model/dvcKind.ts";
import { type KindOverride, kindOverride } from "../../model/operatorKind.ts";
import type { Trace } from "../../model/trace.ts";
import { isDeployedStage } from "../deployedStages.ts";
import type { ReadOptions } from "../reader.ts";
import { createRecorder, type Recorder } from "../recorder.ts";
import { gtoTag } from "./gto.ts";
import type { LockHistory } from "./history.ts";
import {
  type LockedPath,
  type LockedStage,
  lockedStages,
  namedArtifacts,
  registeredArtifacts,
  workFolders,
} from "./lock.ts";
import { makersIn, type StageOuts } from "./makers.ts";

/** A state of the lock file that somebody kept. */
export interface LockState {
  /** The commit, or a word for what is not committed. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly lock: string;
  /** The text that it was changed from; empty where there was none. */
  readonly before: string;
}

/**
 * A trace of the states of a `dvc.lock`, oldest first. Each state is a run; a stage whose entry its first parent lacks ran in it,
 * from an entry that an earlier state had already it was restored (`cached`). An artifact is a path at a hash. Git knows neither durations nor failures:
 * costs are unknown, and a run that failed left no trace.
 */
export function traceOf(
  name: string,
  states: readonly LockState[],
  { refs, tagged, yaml }: Pick<LockHistory, "refs" | "tagged" | "yaml">,
  options: ReadOptions,
): Trace {
  const recorder = createRecorder();
  const override = kindOverride(options.operatorKinds);
  const types = new Map(namedArtifacts(yaml).map(({ path, type }) => [path, type]));
  const folders = workFolders(yaml);
  const stagesIn = perText((lock) => lockedStages(lock, folders));
  const marksIn = perText((lock) => new Set(stagesIn(lock).map(markOf)));
  const seen = new Set<string>();
  let executions = 0;
  for (const { id, at, lock, before } of states) {
    const stages = stagesIn(lock);
    const outs = makersIn(stages);
    recorder.run(name, id.slice(0, shortId));
    for (const stage of stages) {
      const mark = markOf(stage);
      if (marksIn(before).has(mark)) continue;
      recordStage(recorder, stage, { run: id, at, pipeline: name, isRestored: seen.has(mark), types, override, outs });
      seen.add(mark);
      executions++;
    }
  }
  // A promotion is none of the pipeline's runs: it belongs to the one whose state was tagged.
  const runOf = (lock: string): string | null => states.findLast((state) => state.lock === lock)?.id ?? null;
  recordDeployments(recorder, { pipeline: name, runOf }, { refs, tagged });
  return recorder.finish({ kind: "dvc", schemaVersion: null }, { executions, contexts: states.length });
}

/** What a function gives for a text, worked out once for each. */
function perText<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const value = known.get(text) ?? of(text);
    known.set(text, value);
    return value;
  };
}

interface Place {
  readonly run: string;
  readonly at: number;
  readonly pipeline: string;
  readonly isRestored: boolean;
  readonly types: ReadonlyMap<string, string>;
  readonly override: KindOverride;
  readonly outs: StageOuts;
}

/** Characters of a commit's id that name a run. */
const shortId = 10;

function recordStage(recorder: Recorder, stage: LockedStage, place: Place): void {
  const { run, at, types } = place;
  const id = `${run.slice(0, shortId)}:${stage.name}`;
  const kinds = stage.outs.map(({ path }) => dvcPathKind(path, types.get(path)));
  const given = place.override(stage.name, "dvc.stage");
  const kind = given ?? dvcStageKind({ name: stage.name, cmd: stage.cmd, outs: kinds });
  const sources = stage.deps.filter(({ path }) => isDvcCode(path));
  recorder.execution({
    id,
    type: "dvc.stage",
    node: stage.name,
    kind,
    guessed: given === null && kind !== "other",
    state: place.isRestored ? "cached" : "complete",
    pipeline: place.pipeline,
    run: run.slice(0, shortId),
    startedAt: at,
    updatedAt: at,
    cost: place.isRestored ? 0 : Number.NaN,
    code: sources.length === 0 ? null : `${stage.cmd}\n${sources.map(versionId).sort().join("\n")}`,
    parameters: stage.params,
  });
  for (const path of stage.deps) {
    recordPath(recorder, path, place);
    recorder.reads(id, versionId(path), path.path);
    // A file in a folder that a stage wrote, or a folder of files, has a hash of its own.
    for (const made of place.outs.around(path)) recorder.reads(id, versionId(made), path.path);
  }
  for (const path of stage.outs) {
    recordPath(recorder, path, place);
    recorder.writes(id, versionId(path), path.path);
  }
}

function recordPath(recorder: Recorder, { path, hash }: LockedPath, { at, types }: Place): void {
  const id = versionId({ path, hash });
  if (recorder.hasArtifact(id)) return;
  recorder.artifact({
    id,
    type: types.get(path) === "model" ? "model" : "path",
    kind: dvcPathKind(path, types.get(path)),
    uri: path,
    name: path,
    content: hash === "" ? null : `${path}@${hash}`,
    createdAt: at,
  });
}

const versionId = ({ path, hash }: LockedPath): string => (hash === "" ? path : `${path}@${hash}`);

/** What tells that a stage ran as before: its command, what it took, and what it made. */
function markOf(stage: LockedStage): string {
  const { name, cmd, deps, outs, params } = stage;
  return createHash("sha1")
    .update(JSON.stringify([name, cmd, deps, outs, params]))
    .digest("base64");
}

/** Tags of GTO that moved a model to a stage which means use: each is a deployment of the model in the tagged commit. */
function recordDeployments(
  recorder: Recorder,
  { pipeline, runOf }: { readonly pipeline: string; readonly runOf: (lock: string) => string | null },
  { refs, tagged }: Pick<LockHistory, "refs" | "tagged">,
): void {
  for (const { name, commit, at } of refs) {
    const tag = name.startsWith("refs/tags/") ? gtoTag(name.slice("refs/tags/".length)) : null;
    const texts = tagged.get(commit);
    if (tag?.type !== "stage" || tag.isRemoved || !isDeployedStage(tag.stage) || !texts) continue;
    const outs = lockedStages(texts.lock, workFolders(texts.yaml)).flatMap((stage) => stage.outs);
    const names = [...namedArtifacts(texts.yaml), ...registeredArtifacts(texts.registry)];
    const named = names.find((one) => one.name === tag.artifact);
    const models = outs.filter(({ path }) => (named ? path === named.path : dvcPathKind(path) === "model"));
    const [model] = models;
    if (!model || models.length > 1) continue;
    const id = name.slice("refs/".length);
    recorder.execution({
      id,
      type: "gto.promotion",
      node: `${tag.artifact}#${tag.stage}`,
      kind: "deploy",
      guessed: false,
      state: "complete",
      pipeline,
      run: runOf(texts.lock)?.slice(0, shortId) ?? null,
      startedAt: at,
      updatedAt: at,
      cost: 0,
      code: null,
      parameters: null,
    });
    recorder.artifact({
      id: `${id}:${model.path}`,
      type: "promotion",
      kind: "pushed",
      uri: model.path,
      name: `${tag.artifact} (${tag.stage})`,
      content: null,
      pushed: 1,
      createdAt: at,
    });
    recorder.reads(id, versionId(model), "model");
    recorder.writes(id, `${id}:${model.path}`, "promotion");
  }
}
