import {
  type ArtifactKind,
  artifactCode,
  type ExecutionState,
  type OperatorKind,
  operatorCode,
  stateCode,
} from "../model/kinds.ts";
import type { Trace, TraceCounts, TraceSource } from "../model/trace.ts";
import { costOf } from "./costOf.ts";
import { edgeRows, turned } from "./edges.ts";
import { Groups } from "./groups.ts";
import { growableInts } from "./growable.ts";
import { StringTable } from "./stringTable.ts";

/** One execution as a reader found it. */
export interface ExecutionRecord {
  /** Not empty, and no other execution's. */
  readonly id: string;
  readonly type: string;
  readonly node: string;
  readonly kind: OperatorKind;
  /** The kind is a guess by words. */
  readonly guessed: boolean;
  readonly state: ExecutionState;
  /** Null where unknown. */
  readonly pipeline: string | null;
  readonly run: string | null;
  /** Milliseconds since the epoch; NaN where unknown. */
  readonly startedAt: number;
  readonly updatedAt: number;
  /** Replaces the time from start to last update; NaN: unknown. */
  readonly cost?: number;
  /** Identity of the code, and a canonical form of the parameters; null where unknown. */
  readonly code: string | null;
  readonly parameters: string | null;
}

/** One artifact as a reader found it: a version of a thing, not the thing. */
export interface ArtifactRecord {
  readonly id: string;
  readonly type: string;
  readonly kind: ArtifactKind;
  readonly uri: string | null;
  readonly name: string | null;
  /** Identity of the content; null where the trace has none. */
  readonly content: string | null;
  readonly span?: string | null;
  readonly blessed?: 0 | 1 | null;
  readonly pushed?: 0 | 1 | null;
  readonly createdAt: number;
}

/** Takes what a reader finds, in any order, and makes the trace of it. */
export interface Recorder {
  /** Whether an execution or artifact of this id was recorded. */
  hasExecution(id: string): boolean;
  hasArtifact(id: string): boolean;
  /** Records it; one of the same id recorded before is replaced. */
  execution(record: ExecutionRecord): void;
  artifact(record: ArtifactRecord): void;
  /** Records a run that may have no execution. */
  run(pipeline: string, name: string): void;
  /** Records an edge by the ids of both ends; one whose end never comes is counted as skipped. */
  reads(execution: string, artifact: string, key: string): void;
  writes(execution: string, artifact: string, key: string): void;
  /** The trace, with rows in the order of the ids (by UTF-16 units). `counts`: what the store itself holds, where that is not what was recorded. */
  finish(source: TraceSource, counts?: Partial<TraceCounts>): Trace;
}

const read = 0;
const write = 1;

/** Memory is linear in what is recorded: some 300 bytes an execution or artifact until the trace is finished. */
export function createRecorder(): Recorder {
  const executions = new Map<string, ExecutionRecord>();
  const artifacts = new Map<string, ArtifactRecord>();
  const ends = new Map<string, number>();
  const endOf = (id: string): number => {
    const known = ends.get(id) ?? ends.size;
    if (known === ends.size) ends.set(id, known);
    return known;
  };
  const strings = new StringTable();
  const namedRuns: [pipeline: string, name: string][] = [];
  const edges = { execution: growableInts(), artifact: growableInts(), key: growableInts(), direction: growableInts() };
  const edge = (direction: number, execution: string, artifact: string, key: string): void => {
    edges.execution.push(endOf(execution));
    edges.artifact.push(endOf(artifact));
    edges.key.push(strings.add(key));
    edges.direction.push(direction);
  };
  return {
    hasExecution: (id) => executions.has(id),
    hasArtifact: (id) => artifacts.has(id),
    execution: (record) => void executions.set(record.id, record),
    artifact: (record) => void artifacts.set(record.id, record),
    run: (pipeline, name) => void namedRuns.push([pipeline, name]),
    reads: (execution, artifact, key) => edge(read, execution, artifact, key),
    writes: (execution, artifact, key) => edge(write, execution, artifact, key),
    finish(source, counts = {}) {
      const executionList = inOrder(executions);
      const artifactList = inOrder(artifacts);
      const texts = [...ends.keys()];
      const rowsOf = (list: readonly { readonly id: string }[]): Int32Array => {
        const rows = new Map(list.map(({ id }, row) => [id, row]));
        return Int32Array.from(texts, (id) => rows.get(id) ?? -1);
      };
      const executionRow = rowsOf(executionList);
      const artifactRow = rowsOf(artifactList);
      const lists = [read, write].map(() => ({ from: growableInts(), to: growableInts(), key: growableInts() }));
      const all = [edges.execution.finish(), edges.artifact.finish(), edges.key.finish(), edges.direction.finish()];
      const [executionEnds, artifactEnds, keys, directions] = all;
      let skipped = 0;
      for (let index = 0; index < (keys?.length ?? 0); index++) {
        const from = executionRow[executionEnds?.[index] ?? -1] ?? -1;
        const to = artifactRow[artifactEnds?.[index] ?? -1] ?? -1;
        const list = lists[directions?.[index] ?? read];
        if (from < 0 || to < 0 || !list) {
          skipped++;
          continue;
        }
        list.from.push(from);
        list.to.push(to);
        list.key.push(keys?.[index] ?? 0);
      }
      const [reads, writes] = lists.map(({ from, to, key }) =>
        edgeRows(executionList.length, {
          from: from.finish(),
          to: to.finish(),
          key: key.finish(),
        }),
      );
      if (!reads || !writes) throw new Error("two directions");
      const groups = new Groups(strings);
      for (const [pipeline, name] of namedRuns) groups.of(pipeline, name);
      const executionColumns = columnsOfExecutions(executionList, groups, strings);
      const artifactColumns = columnsOfArtifacts(artifactList, strings);
      const runs = groups.finishRuns();
      return {
        source,
        strings: strings.finish(),
        executions: executionColumns,
        artifacts: artifactColumns,
        reads,
        writes,
        readers: turned(reads, artifactList.length),
        writers: turned(writes, artifactList.length),
        pipelines: groups.pipelines,
        runs,
        counts: {
          executions: executionList.length,
          artifacts: artifactList.length,
          events: keys?.length ?? 0,
          contexts: groups.pipelines.length + runs.pipeline.length,
          skippedEvents: skipped,
          ...counts,
        },
      };
    },
  };
}

const inOrder = <T extends { readonly id: string }>(records: ReadonlyMap<string, T>): readonly T[] =>
  [...records.values()].sort((a, b) => (a.id < b.id ? -1 : 1));

function columnsOfExecutions(
  list: readonly ExecutionRecord[],
  groups: Groups,
  strings: StringTable,
): Trace["executions"] {
  const grouped = list.map(({ pipeline, run }) => groups.of(pipeline, run));
  const ints = (value: (record: ExecutionRecord) => number): Int32Array => Int32Array.from(list, value);
  return {
    count: list.length,
    id: { type: "string", values: list.map(({ id }) => id) },
    type: ints(({ type }) => strings.add(type)),
    kind: Uint8Array.from(list, ({ kind }) => operatorCode[kind]),
    kindGuessed: Uint8Array.from(list, ({ guessed }) => (guessed ? 1 : 0)),
    state: Uint8Array.from(list, ({ state }) => stateCode[state]),
    node: ints(({ node }) => strings.add(node)),
    pipeline: Int32Array.from(grouped, ({ pipeline }) => pipeline),
    storedPipeline: Int32Array.from(grouped, ({ storedPipeline }) => storedPipeline),
    run: Int32Array.from(grouped, ({ run }) => run),
    startedAt: Float64Array.from(list, ({ startedAt }) => startedAt),
    updatedAt: Float64Array.from(list, ({ updatedAt }) => updatedAt),
    cost: Float64Array.from(
      list,
      ({ cost, state, startedAt, updatedAt }) => cost ?? costOf(stateCode[state], startedAt, updatedAt),
    ),
    code: ints(({ code }) => strings.addOrNone(code)),
    parameters: ints(({ parameters }) => strings.addOrNone(parameters)),
  };
}

function columnsOfArtifacts(list: readonly ArtifactRecord[], strings: StringTable): Trace["artifacts"] {
  const texts = (value: (record: ArtifactRecord) => string | null | undefined): Int32Array =>
    Int32Array.from(list, (record) => strings.addOrNone(value(record) ?? null));
  return {
    count: list.length,
    id: { type: "string", values: list.map(({ id }) => id) },
    type: texts(({ type }) => type),
    kind: Uint8Array.from(list, ({ kind }) => artifactCode[kind]),
    uri: texts(({ uri }) => uri),
    name: texts(({ name }) => name),
    content: texts(({ content }) => content),
    span: texts(({ span }) => span),
    blessed: Int8Array.from(list, ({ blessed }) => blessed ?? -1),
    pushed: Int8Array.from(list, ({ pushed }) => pushed ?? -1),
    createdAt: Float64Array.from(list, ({ createdAt }) => createdAt),
  };
}
