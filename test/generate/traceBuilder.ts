import { artifactKindOfType } from "../../server/src/model/artifactKind.ts";
import {
  artifactCode,
  type ExecutionState,
  type OperatorKind,
  operatorCode,
  stateCode,
} from "../../server/src/model/kinds.ts";
import { operatorKindOfTfxType } from "../../server/src/model/operatorKind.ts";
import type { Trace, TracePipeline } from "../../server/src/model/trace.ts";
import { type EdgeList, edgeRows, turned } from "../../server/src/traces/edges.ts";
import { StringTable } from "../../server/src/traces/stringTable.ts";
import { type PlainRun, runColumns } from "./runColumns.ts";

/** Artifacts by channel: `{ examples: "e1", model: ["m1", "m2"] }`; a list of names has each channel named by the artifact's type. */
export type Channels = Readonly<Record<string, string | readonly string[]>> | readonly string[];

export interface ExecutionSpec {
  /** Node; else the type's last part. */
  readonly node?: string;
  readonly state?: ExecutionState;
  readonly reads?: Channels;
  readonly writes?: Channels;
  /** Minutes after the trace's beginning; else one minute after the start of the execution before. `null`: unknown. */
  readonly start?: number | null;
  /** Seconds from start to last update, and the cost of what is complete, failed or canceled; 60 where not given. */
  readonly seconds?: number;
  /** Replaces the cost; NaN: unknown. */
  readonly cost?: number;
  /** `taxi` where not given, `null`: unknown. All `interactive-*` are one pipeline, their name being the run. */
  readonly pipeline?: string | null;
  readonly run?: string | null;
  readonly code?: string | null;
  readonly parameters?: string | null;
  readonly kind?: OperatorKind;
  readonly kindGuessed?: boolean;
}

export interface ArtifactSpec {
  readonly blessed?: 0 | 1;
  readonly pushed?: 0 | 1;
  readonly content?: string;
  readonly span?: string;
  readonly uri?: string;
}

export type Step =
  | { readonly what: "run"; readonly name: string; readonly type: string; readonly spec: ExecutionSpec }
  | { readonly what: "artifact"; readonly name: string; readonly type: string; readonly spec: ArtifactSpec };

/** An execution. `type` is the type's name, whole or its last part. Ids are 1, 2, … in the order of the description. */
export const run = (name: string, type: string, spec: ExecutionSpec = {}): Step => ({ what: "run", name, type, spec });

/**
 * An artifact whose type or properties matter. Others are known by their mention alone: their type comes from the
 * channel that writes them (`model` → Model, `examples` → Examples, …), or from the beginning of their name in a list.
 */
export const artifact = (name: string, type: string, spec: ArtifactSpec = {}): Step => ({
  what: "artifact",
  name,
  type,
  spec,
});

export interface BuiltTrace {
  readonly trace: Trace;
  /** Row of an execution by its name in the description. */
  row(name: string): number;
  /** Row of an artifact by its name in the description. */
  artifactRow(name: string): number;
  /** Names of executions by row: what a test compares. */
  names(rows: Iterable<number>): readonly string[];
}

/** The beginning of built traces: 1 March 2026, 00:00 UTC, in milliseconds. */
export const builtTraceStart = Date.UTC(2026, 2, 1);

const channelTypes: Readonly<Record<string, string>> = {
  examples: "Examples",
  transformed_examples: "Examples",
  statistics: "ExampleStatistics",
  schema: "Schema",
  anomalies: "ExampleAnomalies",
  transform_graph: "TransformGraph",
  analyzer_cache: "TransformCache",
  updated_analyzer_cache: "TransformCache",
  hyperparameters: "HyperParameters",
  best_hyperparameters: "HyperParameters",
  model: "Model",
  base_model: "Model",
  baseline_model: "Model",
  evaluation: "ModelEvaluation",
  blessing: "ModelBlessing",
  model_blessing: "ModelBlessing",
  infra_blessing: "InfraBlessing",
  pushed_model: "PushedModel",
  inference_result: "InferenceResult",
};

/**
 * Builds a trace in memory from a description that reads like what happened:
 *
 * ```ts
 * const { trace, row } = buildTrace(
 *   run("gen", "CsvExampleGen", { writes: { examples: "e1" } }),
 *   run("t1", "Trainer", { reads: { examples: "e1" }, writes: { model: "m1" }, seconds: 600 }),
 *   run("push", "Pusher", { reads: { model: "m1" }, writes: { pushed_model: "p1" } }),
 *   artifact("p1", "PushedModel", { pushed: 1 }),
 * );
 * ```
 */
export function buildTrace(...steps: readonly Step[]): BuiltTrace {
  const runs = steps.filter((step) => step.what === "run");
  const artifacts = new Map<string, { type: string; spec: ArtifactSpec }>();
  const reads = channelsOf(runs, "reads", artifacts);
  const writes = channelsOf(runs, "writes", artifacts);
  for (const step of steps) {
    if (step.what === "artifact") artifacts.set(step.name, { type: step.type, spec: step.spec });
  }
  const strings = new StringTable();
  const artifactNames = [...artifacts.keys()];
  const artifactRows = new Map(artifactNames.map((name, row) => [name, row]));
  const rows = new Map(runs.map((step, row) => [step.name, row]));
  if (rows.size !== runs.length) throw new Error("two runs have the same name");
  const edges = (list: readonly NamedEdge[]): EdgeList => ({
    from: Int32Array.from(list, (edge) => edge.execution),
    to: Int32Array.from(list, (edge) => artifactRows.get(edge.artifact) ?? -1),
    key: Int32Array.from(list, (edge) => strings.add(edge.key)),
  });
  const readRows = edgeRows(runs.length, edges(reads));
  const writeRows = edgeRows(runs.length, edges(writes));
  const executions = executionColumns(runs, strings);
  const specs = [...artifacts.values()];
  const trace: Trace = {
    source: { kind: "mlmd", schemaVersion: 10 },
    executions: executions.columns,
    artifacts: {
      count: specs.length,
      id: { type: "number", values: Float64Array.from(specs, (_, row) => row + 1) },
      type: Int32Array.from(specs, ({ type }) => strings.add(type)),
      kind: Uint8Array.from(specs, ({ type }) => artifactCode[artifactKindOfType(type, [])]),
      uri: Int32Array.from(specs, ({ spec }) => strings.addOrNone(spec.uri ?? null)),
      name: Int32Array.from(artifactNames, (name) => strings.add(name)),
      content: Int32Array.from(specs, ({ spec }) => strings.addOrNone(spec.content ?? null)),
      span: Int32Array.from(specs, ({ spec }) => strings.addOrNone(spec.span ?? null)),
      blessed: Int8Array.from(specs, ({ spec }) => spec.blessed ?? -1),
      pushed: Int8Array.from(specs, ({ spec }) => spec.pushed ?? -1),
      createdAt: new Float64Array(specs.length).fill(builtTraceStart),
    },
    reads: readRows,
    writes: writeRows,
    readers: turned(readRows, artifactNames.length),
    writers: turned(writeRows, artifactNames.length),
    pipelines: executions.pipelines,
    runs: runColumns(executions.runs),
    counts: {
      executions: runs.length,
      artifacts: artifactNames.length,
      events: reads.length + writes.length,
      contexts: 0,
      skippedEvents: 0,
    },
    strings: strings.finish(),
  };
  return {
    trace,
    row: (name) => known(rows, name),
    artifactRow: (name) => known(artifactRows, name),
    names: (list) => [...list].map((row) => runs[row]?.name ?? `no execution ${row}`),
  };
}

type RunStep = Extract<Step, { what: "run" }>;
interface NamedEdge {
  readonly execution: number;
  readonly artifact: string;
  readonly key: string;
}

function channelsOf(
  runs: readonly RunStep[],
  side: "reads" | "writes",
  artifacts: Map<string, { type: string; spec: ArtifactSpec }>,
): NamedEdge[] {
  const edges: NamedEdge[] = [];
  const add = (execution: number, key: string, name: string): void => {
    const before = artifacts.get(name);
    if (!before || (side === "writes" && before.type === "Artifact")) {
      artifacts.set(name, { type: channelTypes[key] ?? "Artifact", spec: {} });
    }
    edges.push({ execution, artifact: name, key });
  };
  for (const [execution, { spec }] of runs.entries()) {
    const channels = spec[side] ?? [];
    if (isList(channels)) for (const name of channels) add(execution, name.replace(/[-_.]?\d+$/, ""), name);
    else
      for (const [key, names] of Object.entries(channels)) for (const name of [names].flat()) add(execution, key, name);
  }
  return edges;
}

const isList = (channels: Channels): channels is readonly string[] => Array.isArray(channels);

const known = (rows: ReadonlyMap<string, number>, name: string): number => {
  const row = rows.get(name);
  if (row === undefined) throw new Error(`nothing is called ${name}`);
  return row;
};

function executionColumns(steps: readonly RunStep[], strings: StringTable) {
  const pipelines: TracePipeline[] = [];
  const runs: PlainRun[] = [];
  let clock = builtTraceStart;
  const rows = steps.map(({ type, spec }) => {
    const state = spec.state ?? "complete";
    const seconds = spec.seconds ?? 60;
    const startedAt =
      spec.start === null ? Number.NaN : spec.start === undefined ? clock : builtTraceStart + spec.start * 60_000;
    if (!Number.isNaN(startedAt)) clock = startedAt + 60_000;
    const stored = spec.pipeline === undefined ? "taxi" : spec.pipeline;
    const interactive = stored?.startsWith("interactive-") ?? false;
    const pipeline =
      stored === null ? -1 : indexOf(pipelines, { name: interactive ? "interactive" : stored }, sameName);
    const runName = interactive ? stored : (spec.run ?? null);
    const kind = spec.kind ?? operatorKindOfTfxType(type) ?? "other";
    const unfinished = state === "new" || state === "running" || state === "unknown";
    return {
      type: strings.add(type),
      kind: operatorCode[kind],
      kindGuessed: spec.kindGuessed ? 1 : 0,
      state: stateCode[state],
      node: strings.add(spec.node ?? type.slice(type.lastIndexOf(".") + 1)),
      pipeline,
      storedPipeline: strings.addOrNone(stored),
      run: runName === null ? -1 : indexOf(runs, { name: runName, pipeline }, sameRun),
      startedAt,
      updatedAt: unfinished ? startedAt : startedAt + seconds * 1000,
      cost: spec.cost ?? (state === "cached" ? 0 : unfinished ? Number.NaN : seconds),
      code: strings.addOrNone(spec.code ?? null),
      parameters: strings.addOrNone(spec.parameters ?? null),
    };
  });
  type Row = (typeof rows)[number];
  const ints = (name: keyof Row): Int32Array => Int32Array.from(rows, (row) => row[name]);
  const bytes = (name: keyof Row): Uint8Array => Uint8Array.from(rows, (row) => row[name]);
  const doubles = (name: keyof Row): Float64Array => Float64Array.from(rows, (row) => row[name]);
  return {
    pipelines,
    runs,
    columns: {
      count: rows.length,
      id: { type: "number" as const, values: Float64Array.from(rows, (_, row) => row + 1) },
      type: ints("type"),
      kind: bytes("kind"),
      kindGuessed: bytes("kindGuessed"),
      state: bytes("state"),
      node: ints("node"),
      pipeline: ints("pipeline"),
      storedPipeline: ints("storedPipeline"),
      run: ints("run"),
      startedAt: doubles("startedAt"),
      updatedAt: doubles("updatedAt"),
      cost: doubles("cost"),
      code: ints("code"),
      parameters: ints("parameters"),
    },
  };
}

const sameName = (a: TracePipeline, b: TracePipeline): boolean => a.name === b.name;
const sameRun = (a: PlainRun, b: PlainRun): boolean => a.name === b.name && a.pipeline === b.pipeline;

function indexOf<T>(list: T[], item: T, same: (a: T, b: T) => boolean): number {
  const index = list.findIndex((other) => same(other, item));
  return index >= 0 ? index : list.push(item) - 1;
}
