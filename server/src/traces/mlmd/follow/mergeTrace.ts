import { narrow } from "../../../model/intColumn.ts";
import type { NumberIds } from "../../../model/trace.ts";
import { type Trace, type TraceCounts, textOf } from "../../../model/trace.ts";
import { turned } from "../../edges.ts";
import { StringTable } from "../../stringTable.ts";
import { rowFor, rowIndex } from "../rowIndex.ts";
import {
  mergedEdges,
  mergedIds,
  mergedInts,
  mergedNumbers,
  mergedPacked,
  mergedTimes,
  type RowMerge,
} from "./mergedColumns.ts";

/** Indexes of a trace's pipelines and runs by what tells them from each other; those that are new are added. */
export interface KnownGroups {
  readonly pipelines: Map<string, number>;
  readonly runs: Map<string, number>;
  /** Names of the runs, by index. */
  readonly runNames: StringTable;
}

export function groupsOf({ pipelines, runs }: Trace): KnownGroups {
  const known = new Map<string, number>();
  const runNames = new StringTable();
  for (const [index, pipeline] of runs.pipeline.entries()) {
    const name = textOf(runs.names, index);
    runNames.append(name);
    known.set(runKey(name, pipeline), index);
  }
  return { pipelines: new Map(pipelines.map(({ name }, index) => [name, index])), runs: known, runNames };
}

const runKey = (name: string, pipeline: number): string => `${pipeline}\n${name}`;

/**
 * A trace with what was told of some of its executions and artifacts: the new ones, and those that changed. Texts of both stand in one table. `artifacts`: ids
 * of those that were told for their own sake. Null where that is not all that changed for others: then the trace is to be read as a whole.
 */
export function mergeTrace(
  before: Trace,
  told: Trace,
  groups: KnownGroups,
  artifacts: ReadonlySet<number>,
  counts: Pick<TraceCounts, "events" | "contexts">,
): Trace | null {
  if (told.counts.skippedEvents > 0) return null;
  const ran = rowMerge(before.executions.id, told.executions.id, () => true);
  const made = rowMerge(before.artifacts.id, told.artifacts.id, (id) => artifacts.has(id));
  if (!ran || !made) return null;
  if (!stays(before.artifacts.kind, told.artifacts.kind, made.merge)) return null;
  const { pipelineOf, runOf, pipelines, runs } = placed(before, told, groups);
  const was = before.executions;
  const is = told.executions;
  const one = ran.merge;
  const pipeline = mergedInts(was.pipeline, is.pipeline, one, pipelineOf);
  const run = mergedInts(was.run, is.run, one, runOf);
  for (const row of one.taken) {
    const place = one.places[row] as number;
    // Others of the same run may have come first by this one.
    if (place < was.count && (pipeline[place] !== was.pipeline[place] || run[place] !== was.run[place])) return null;
  }
  const reads = mergedEdges(before.reads, told.reads, one, made.merge.places);
  const writes = mergedEdges(before.writes, told.writes, one, made.merge.places);
  const packed = (name: "uri" | "name" | "content" | "span" | "blessed" | "pushed") =>
    mergedPacked(before.artifacts[name], told.artifacts[name], made.merge, before.artifacts.count);
  return {
    source: told.source,
    strings: told.strings,
    executions: {
      count: one.count,
      id: ran.ids,
      type: mergedInts(was.type, is.type, one),
      kind: mergedNumbers(was.kind, is.kind, one),
      kindGuessed: mergedNumbers(was.kindGuessed, is.kindGuessed, one),
      state: mergedNumbers(was.state, is.state, one),
      node: mergedInts(was.node, is.node, one),
      pipeline,
      storedPipeline: mergedInts(was.storedPipeline, is.storedPipeline, one),
      run,
      startedAt: mergedNumbers(was.startedAt, is.startedAt, one),
      updatedAt: mergedNumbers(was.updatedAt, is.updatedAt, one),
      cost: mergedNumbers(was.cost, is.cost, one),
      code: mergedInts(was.code, is.code, one),
      parameters: mergedInts(was.parameters, is.parameters, one),
    },
    artifacts: {
      count: made.merge.count,
      id: made.ids,
      type: mergedInts(before.artifacts.type, told.artifacts.type, made.merge),
      kind: mergedNumbers(before.artifacts.kind, told.artifacts.kind, made.merge),
      uri: packed("uri"),
      name: packed("name"),
      content: packed("content"),
      span: packed("span"),
      blessed: packed("blessed"),
      pushed: packed("pushed"),
      createdAt: mergedTimes(before.artifacts.createdAt, told.artifacts.createdAt, made.merge, before.artifacts.count),
    },
    reads,
    writes,
    readers: turned(reads, made.merge.count),
    writers: turned(writes, made.merge.count),
    pipelines,
    runs,
    counts: { ...counts, executions: one.count, artifacts: made.merge.count, skippedEvents: 0 },
  };
}

/** Where rows that were told stand among those from before; null where new ones would stand between these. */
function rowMerge(
  before: Trace["executions"]["id"],
  told: Trace["executions"]["id"],
  isTaken: (id: number) => boolean,
): { readonly merge: RowMerge; readonly ids: NumberIds } | null {
  if (before.type === "string" || told.type === "string") return null;
  const index = rowIndex(before);
  const length = before.type === "sequence" ? before.count : before.values.length;
  const toldIds =
    told.type === "sequence" ? Array.from({ length: told.count }, (_, row) => told.first + row) : told.values;
  const last = before.type === "sequence" ? before.first + length - 1 : (before.values[length - 1] ?? 0);
  const places = new Int32Array(toldIds.length);
  const taken: number[] = [];
  const fresh: number[] = [];
  for (let row = 0; row < toldIds.length; row++) {
    const id = toldIds[row] as number;
    const known = rowFor(index, id);
    if (known < 0 && length > 0 && id <= last) return null;
    places[row] = known >= 0 ? known : length + fresh.push(id) - 1;
    if (known < 0 || isTaken(id)) taken.push(row);
  }
  return { merge: { count: length + fresh.length, places, taken }, ids: mergedIds(before, fresh) };
}

/** Whether no row from before has another kind. */
const stays = (before: Uint8Array, told: Uint8Array, { places, taken }: RowMerge): boolean =>
  taken.every((row) => (places[row] as number) >= before.length || before[places[row] as number] === told[row]);

/** Pipelines and runs of both, and what indexes of those that were told become. */
function placed(before: Trace, told: Trace, groups: KnownGroups) {
  const indexOf = (known: Map<string, number>, key: string): number => {
    const index = known.get(key) ?? known.size;
    known.set(key, index);
    return index;
  };
  const pipelines = [...before.pipelines];
  const ofPipeline = told.pipelines.map((pipeline) => {
    const index = indexOf(groups.pipelines, pipeline.name);
    pipelines[index] = pipeline;
    return index;
  });
  const pipelineOf = (index: number): number => ofPipeline[index] ?? -1;
  const pipelinesOfRuns = [...before.runs.pipeline];
  const ofRun = Array.from(told.runs.pipeline, (toldPipeline, run) => {
    const name = textOf(told.runs.names, run);
    const pipeline = pipelineOf(toldPipeline);
    const index = indexOf(groups.runs, runKey(name, pipeline));
    // The table's first text is none of a run's.
    if (groups.runNames.length === index + 1) groups.runNames.append(name);
    pipelinesOfRuns[index] = pipeline;
    return index;
  });
  const runs = { names: groups.runNames.texts(1), pipeline: narrow(Int32Array.from(pipelinesOfRuns)) };
  return { pipelines, runs, pipelineOf, runOf: (index: number) => ofRun[index] ?? -1 };
}

/** Whether executions are told by themselves alone: those of Kubeflow's backend are named by the ones that they stand in. */
export function isTellable({ executions, strings, counts }: Trace): boolean {
  const types = new Set(executions.type);
  return counts.skippedEvents === 0 && ![...types].some((type) => textOf(strings, type).startsWith("system."));
}
