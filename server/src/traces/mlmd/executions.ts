import { artifactCode, operatorCode, stateCode } from "../../model/kinds.ts";
import {
  guessOperatorKind,
  isTfxType,
  type KindOverride,
  operatorKindOfBaseType,
  operatorKindOfTfxType,
} from "../../model/operatorKind.ts";
import type { ArtifactColumns, EdgeRows, ExecutionColumns, TracePipeline, TraceRun } from "../../model/trace.ts";
import { costOf } from "../costOf.ts";
import { Groups } from "../groups.ts";
import { growableBytes, growableDoubles } from "../growable.ts";
import type { Column, Tables } from "../sqlite/tables.ts";
import type { StringTable } from "../stringTable.ts";
import type { ContextNames } from "./contexts.ts";
import type { StoreEvents } from "./events.ts";
import { type ExecutionProperties, noState } from "./executionProperties.ts";
import { isDagType, isKubeflowType, kubeflowNode } from "./kubeflow.ts";
import { rowIndex } from "./rowIndex.ts";
import type { StoreTypes } from "./types.ts";
import { time } from "./values.ts";

/** The rows of table Execution by ascending id, before what other tables say of them. */
export interface StoredExecutions {
  readonly ids: Float64Array;
  readonly typeIds: Float64Array;
  /** As stored; {@link noState} for null. */
  readonly states: Uint8Array;
  readonly createdAt: Float64Array;
  readonly updatedAt: Float64Array;
}

const columns: readonly Column[] = [
  ["id", "real"],
  ["type_id", "real"],
  ["last_known_state", "real"],
  ["create_time_since_epoch", "real"],
  ["last_update_time_since_epoch", "real"],
];

export function readStoredExecutions(store: Tables): StoredExecutions {
  const expected = store.estimatedRows("Execution");
  const ids = growableDoubles(expected);
  const typeIds = growableDoubles(expected);
  const states = growableBytes(expected);
  const createdAt = growableDoubles(expected);
  const updatedAt = growableDoubles(expected);
  let last = Number.NEGATIVE_INFINITY;
  store.scan("Execution", columns, { order: "id" }, (row) => {
    const id = row[0];
    if (typeof id !== "number" || !Number.isSafeInteger(id) || id <= last) return;
    last = id;
    ids.push(id);
    typeIds.push(Number(row[1]));
    states.push(storedState(row[2]));
    createdAt.push(time(row[3]));
    updatedAt.push(time(row[4]));
  });
  return {
    ids: ids.finish(),
    typeIds: typeIds.finish(),
    states: states.finish(),
    createdAt: createdAt.finish(),
    updatedAt: updatedAt.finish(),
  };
}

/** The store's numbers of the states are the model's codes. */
function storedState(state: unknown): number {
  if (typeof state !== "number") return noState;
  return Number.isInteger(state) && state >= 0 && state <= stateCode.canceled ? state : stateCode.unknown;
}

/** Everything that is known of the executions, joined. */
export interface ExecutionSources {
  readonly stored: StoredExecutions;
  readonly types: StoreTypes;
  readonly contexts: ContextNames;
  readonly properties: ExecutionProperties;
  readonly events: StoreEvents;
  readonly artifacts: ArtifactColumns;
  readonly override: KindOverride;
  readonly strings: StringTable;
}

export function executionColumns(sources: ExecutionSources): {
  columns: ExecutionColumns;
  pipelines: readonly TracePipeline[];
  runs: readonly TraceRun[];
} {
  const { stored, types, contexts, properties, events, artifacts, strings } = sources;
  const count = stored.ids.length;
  const rowOf = rowIndex(stored.ids);
  const kinds = kindFinder(sources.override, types);
  const groups = new Groups(strings);
  const columns = {
    count,
    id: { type: "number" as const, values: stored.ids },
    type: new Int32Array(count),
    kind: new Uint8Array(count),
    kindGuessed: new Uint8Array(count),
    state: new Uint8Array(count),
    node: new Int32Array(count),
    pipeline: new Int32Array(count),
    storedPipeline: new Int32Array(count),
    run: new Int32Array(count),
    startedAt: new Float64Array(count),
    updatedAt: new Float64Array(count),
    cost: new Float64Array(count),
    code: properties.code,
    parameters: properties.parameters,
  };
  for (let row = 0; row < count; row++) {
    const typeId = stored.typeIds[row] ?? -1;
    const typeName = types.name(typeId);
    columns.type[row] = strings.add(typeName);
    const storedState = stored.states[row] ?? noState;
    const state = storedState === noState ? (properties.state[row] ?? noState) : storedState;
    columns.state[row] = state === noState ? stateCode.unknown : state;
    const node =
      contexts.node(row) ??
      textOrNull(strings, properties.componentId[row]) ??
      (isKubeflowType(typeName) ? kubeflowNode(properties.kubeflow, row, rowOf, strings) : null) ??
      typeName;
    columns.node[row] = strings.add(node);
    const kind = kinds(node, typeId, typeName, () => writesModel(row, events.writes, artifacts));
    columns.kind[row] = kind.kind;
    columns.kindGuessed[row] = kind.guessed ? 1 : 0;
    const pipeline = contexts.pipeline(row) ?? textOrNull(strings, properties.pipelineName[row]);
    const run = contexts.run(row) ?? textOrNull(strings, properties.runId[row]);
    const group = groups.of(pipeline, run);
    columns.pipeline[row] = group.pipeline;
    columns.storedPipeline[row] = group.storedPipeline;
    columns.run[row] = group.run;
    const startedAt = firstKnown(stored.createdAt[row], events.firstAt[row]);
    const updatedAt = firstKnown(stored.updatedAt[row], events.lastAt[row]);
    columns.startedAt[row] = startedAt;
    columns.updatedAt[row] = updatedAt;
    // A dag's time is that of the steps in it.
    const own = isDagType(typeName) ? 0 : costOf(columns.state[row] ?? 0, startedAt, updatedAt);
    columns.cost[row] = firstKnown(properties.cost[row], own);
  }
  return { columns, pipelines: groups.pipelines, runs: groups.runs };
}

const textOrNull = (strings: StringTable, index: number | undefined): string | null =>
  index === undefined || index < 0 ? null : strings.at(index);

const firstKnown = (first: number | undefined, second: number | undefined): number =>
  first === undefined || Number.isNaN(first) ? (second ?? Number.NaN) : first;

function writesModel(row: number, writes: EdgeRows, artifacts: ArtifactColumns): boolean {
  const end = writes.offsets[row + 1] ?? 0;
  for (let edge = writes.offsets[row] ?? 0; edge < end; edge++) {
    if (artifacts.kind[writes.target[edge] ?? -1] === artifactCode.model) return true;
  }
  return false;
}

interface Kind {
  readonly kind: number;
  readonly guessed: boolean;
}

/**
 * The user's globs first, then the type's name, its base types, what it writes, and only where all of these say nothing
 * the words in its name.
 */
function kindFinder(override: KindOverride, types: StoreTypes) {
  const sure = new Map<string, Kind | null>();
  const guesses = new Map<string, Kind>();
  return (node: string, typeId: number, typeName: string, isTrainer: () => boolean): Kind => {
    const key = `${typeId}\n${node}`;
    let known = sure.get(key);
    if (known === undefined) {
      known = sureKind(override, node, typeName, types.bases(typeId));
      sure.set(key, known);
    }
    if (known) return known;
    if (isTrainer()) return { kind: operatorCode.train, guessed: false };
    let guess = guesses.get(key);
    if (guess === undefined) {
      const word = isTfxType(typeName) ? null : (guessOperatorKind(typeName) ?? guessOperatorKind(node));
      guess = { kind: operatorCode[word ?? "other"], guessed: word !== null };
      guesses.set(key, guess);
    }
    return guess;
  };
}

function sureKind(override: KindOverride, node: string, typeName: string, bases: readonly string[]): Kind | null {
  const set = override(node, typeName);
  if (set !== null) return { kind: operatorCode[set], guessed: false };
  if (isDagType(typeName)) return { kind: operatorCode.other, guessed: false };
  if (typeName === "system.ImporterExecution") return { kind: operatorCode.import, guessed: false };
  const named = operatorKindOfTfxType(typeName);
  if (named !== null) return { kind: operatorCode[named], guessed: false };
  for (const base of [typeName, ...bases]) {
    const kind = operatorKindOfBaseType(base);
    if (kind !== null) return { kind: operatorCode[kind], guessed: false };
  }
  return null;
}
