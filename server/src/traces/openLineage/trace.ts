import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import type { OperatorKind } from "../../model/kinds.ts";
import { kindOverride } from "../../model/operatorKind.ts";
import type { Trace } from "../../model/trace.ts";
import type { ReadOptions } from "../reader.ts";
import { createRecorder } from "../recorder.ts";
import { kindOfDataset, kindOfRun } from "./kinds.ts";
import type { LineageRun } from "./runs.ts";
import { type DatasetVersion, versionsOf } from "./versions.ts";

const maxDepth = 20;
const askEvery = 4096;

/** Where a run belongs: the pipeline and run that its ancestors are, and its name below them. */
interface Place {
  readonly pipeline: string;
  readonly run: string;
  readonly node: string;
}

/**
 * A trace of runs: a run is an execution of its job, a written dataset a version of its own. Runs below one outermost parent are one run of a
 * pipeline that has the parent's name; a run without a parent is alone in a pipeline named by its namespace. A parent costs nothing
 * itself: its steps do.
 */
export function traceOf(runs: ReadonlyMap<string, LineageRun>, options: ReadOptions, token: CancelToken): Trace {
  const list = [...runs.values()];
  const versions = versionsOf(list);
  const override = kindOverride(options.operatorKinds);
  const parents = new Set(list.flatMap(({ parent, root }) => [parent?.runId ?? [], root?.runId ?? []].flat()));
  const recorder = createRecorder();
  const makers = new Map<string, { readonly version: DatasetVersion; readonly kinds: OperatorKind[] }>();
  const note = (version: DatasetVersion, kind: OperatorKind | null): void => {
    const known = makers.get(version.id) ?? { version, kinds: [] };
    makers.set(version.id, known);
    if (kind) known.kinds.push(kind);
  };
  for (const [index, run] of list.entries()) {
    if (index % askEvery === 0) throwIfCancelled(token);
    const place = placeOf(run, runs);
    const { kind, guessed } = kindOfRun(run, place.node, override);
    recorder.execution({
      id: run.id,
      type: run.job.name,
      node: place.node,
      kind,
      guessed,
      state: run.state,
      pipeline: place.pipeline === "" ? null : place.pipeline,
      run: place.run,
      startedAt: run.startedAt,
      updatedAt: run.updatedAt,
      ...(parents.has(run.id) ? { cost: 0 } : {}),
      code: run.code,
      parameters: run.parameters,
    });
    for (const version of versions.reads(run)) {
      recorder.reads(run.id, version.id, version.use.name);
      note(version, null);
    }
    for (const version of versions.writes(run)) {
      recorder.writes(run.id, version.id, version.use.name);
      note(version, kind);
    }
  }
  for (const [id, { version, kinds }] of makers) {
    const { namespace, name } = version.use;
    recorder.artifact({
      id,
      type: "Dataset",
      kind: kindOfDataset(name, kinds),
      uri: namespace === "" ? name : `${namespace}/${name}`,
      name,
      content: version.use.version === null ? null : id,
      createdAt: version.madeAt,
    });
  }
  return recorder.finish({ kind: "openlineage", schemaVersion: null });
}

function placeOf(run: LineageRun, runs: ReadonlyMap<string, LineageRun>): Place {
  let top = run.root ?? run.parent;
  for (let depth = 0; top && depth < maxDepth; depth++) {
    const above: LineageRun | undefined = runs.get(top.runId);
    const next: LineageRun["parent"] = above ? (above.root ?? above.parent) : null;
    if (!next || next.runId === top.runId) break;
    top = next;
  }
  if (!top || top.runId === run.id) return { pipeline: run.job.namespace, run: run.id, node: run.job.name };
  const pipeline = top.job.name === "" ? (runs.get(top.runId)?.job.name ?? run.job.namespace) : top.job.name;
  const prefix = `${pipeline}.`;
  const node = run.job.name.startsWith(prefix) ? run.job.name.slice(prefix.length) : run.job.name;
  return { pipeline, run: top.runId, node: node === "" ? run.job.name : node };
}
