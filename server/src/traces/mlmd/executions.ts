import { artifactCode, stateCode } from "../../model/kinds.ts";
import type { KindOverride } from "../../model/operatorKind.ts";
import type { ArtifactColumns, EdgeRows, ExecutionColumns, TracePipeline, TraceRun } from "../../model/trace.ts";
import { costOf } from "../costOf.ts";
import { Groups } from "../groups.ts";
import { growableBytes, growableDoubles } from "../growable.ts";
import { type Column, eachRow, type Tables } from "../sqlite/tables.ts";
import type { StringTable } from "../stringTable.ts";
import type { ContextNames } from "./contexts.ts";
import type { StoreEvents } from "./events.ts";
import { kindFinder } from "./executionKinds.ts";
import { groupFinder, nodeFinder } from "./executionPlaces.ts";
import { type ExecutionProperties, noState } from "./executionProperties.ts";
import { isDagType } from "./kubeflow.ts";
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
  eachRow(store, "Execution", columns, { order: "id" }, (cells) => {
    const id = cells.number(0);
    if (!Number.isSafeInteger(id) || id <= last) return;
    last = id;
    ids.push(id);
    typeIds.push(cells.number(1));
    states.push(storedState(cells.number(2)));
    createdAt.push(time(cells.number(3)));
    updatedAt.push(time(cells.number(4)));
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
function storedState(state: number): number {
  if (Number.isNaN(state)) return noState;
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
  const { stored, types, properties, events, artifacts, strings } = sources;
  const count = stored.ids.length;
  const rowOf = rowIndex(stored.ids);
  const kinds = kindFinder(sources.override, types, (row) => writesModel(row, events.writes, artifacts));
  const groups = new Groups(strings);
  const nodeOf = nodeFinder(sources, rowOf);
  const groupOf = groupFinder(sources, groups);
  const typeTexts = new Map<number, number>();
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
    startedAt: stored.createdAt,
    updatedAt: stored.updatedAt,
    cost: new Float64Array(count),
    code: properties.code,
    parameters: properties.parameters,
  };
  for (let row = 0; row < count; row++) {
    const typeId = stored.typeIds[row] ?? -1;
    const typeName = types.name(typeId);
    const known = typeTexts.get(typeId);
    columns.type[row] = known ?? strings.add(typeName);
    if (known === undefined) typeTexts.set(typeId, columns.type[row] ?? 0);
    const storedState = stored.states[row] ?? noState;
    const state = storedState === noState ? (properties.state[row] ?? noState) : storedState;
    columns.state[row] = state === noState ? stateCode.unknown : state;
    const node = nodeOf(row, typeName);
    columns.node[row] = node;
    const kind = kinds(row, node, strings, typeId, typeName);
    columns.kind[row] = kind.kind;
    columns.kindGuessed[row] = kind.guessed ? 1 : 0;
    const group = groupOf(row);
    columns.pipeline[row] = group.pipeline;
    columns.storedPipeline[row] = group.storedPipeline;
    columns.run[row] = group.run;
    const startedAt = firstKnown(stored.createdAt[row], events.firstAt?.[row]);
    const updatedAt = firstKnown(stored.updatedAt[row], events.lastAt?.[row]);
    columns.startedAt[row] = startedAt;
    columns.updatedAt[row] = updatedAt;
    // A dag's time is that of the steps in it.
    const own = isDagType(typeName) ? 0 : costOf(columns.state[row] ?? 0, startedAt, updatedAt);
    columns.cost[row] = firstKnown(properties.cost?.[row], own);
  }
  return { columns, pipelines: groups.pipelines, runs: groups.runs };
}

const firstKnown = (first: number | undefined, second: number | undefined): number =>
  first === undefined || Number.isNaN(first) ? (second ?? Number.NaN) : first;

function writesModel(row: number, writes: EdgeRows, artifacts: ArtifactColumns): boolean {
  const end = writes.offsets[row + 1] ?? 0;
  for (let edge = writes.offsets[row] ?? 0; edge < end; edge++) {
    if (artifacts.kind[writes.target[edge] ?? -1] === artifactCode.model) return true;
  }
  return false;
}
