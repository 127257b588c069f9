import { free } from "../../model/free.ts";
import { type Ints, narrow } from "../../model/intColumn.ts";
import { artifactCode, stateCode } from "../../model/kinds.ts";
import type { KindOverride } from "../../model/operatorKind.ts";
import type {
  ArtifactColumns,
  EdgeRows,
  ExecutionColumns,
  NumberIds,
  RunColumns,
  TracePipeline,
} from "../../model/trace.ts";
import { costOf } from "../costOf.ts";
import { Groups } from "../groups.ts";
import { type Growable, GrowableNumbers, growableBytes, growableDoubles, NarrowInts } from "../growable.ts";
import type { Cells } from "../sqlite/cells.ts";
import { type Column, eachRow, type Tables } from "../sqlite/tables.ts";
import type { StringTable } from "../stringTable.ts";
import type { ContextNames } from "./contexts.ts";
import type { EventTimes } from "./events.ts";
import { kindByWrites, newKinds, sureKindOf } from "./executionKinds.ts";
import { groupOf, newNodes, newRuns, nodeOf } from "./executionPlaces.ts";
import { type ExecutionProperties, noState } from "./executionProperties.ts";
import { isDagType } from "./kubeflow.ts";
import { AscendingIds, type RowIndex } from "./rowIndex.ts";
import type { StoreTypes } from "./types.ts";
import { time } from "./values.ts";

/** The rows of table Execution by ascending id, before what other tables say of them. */
export interface StoredExecutions {
  readonly count: number;
  readonly ids: NumberIds;
  /** NaN where it has none. */
  readonly typeIds: Ints | Float64Array;
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
  const rows = {
    ids: new AscendingIds(),
    typeIds: new GrowableNumbers(expected),
    states: growableBytes(expected),
    createdAt: growableDoubles(expected),
    updatedAt: growableDoubles(expected),
  };
  eachRow(store, "Execution", columns, { order: "id" }, addExecution, rows);
  const types = rows.typeIds.finish();
  return {
    count: types.length,
    ids: rows.ids.finish(),
    typeIds: types instanceof Int32Array ? narrow(types) : types,
    states: rows.states.finish(),
    createdAt: rows.createdAt.finish(),
    updatedAt: rows.updatedAt.finish(),
  };
}

interface ExecutionRows {
  readonly ids: AscendingIds;
  readonly typeIds: GrowableNumbers;
  readonly states: Growable<Uint8Array<ArrayBuffer>>;
  readonly createdAt: Growable<Float64Array<ArrayBuffer>>;
  readonly updatedAt: Growable<Float64Array<ArrayBuffer>>;
}

function addExecution(cells: Cells, { ids, typeIds, states, createdAt, updatedAt }: ExecutionRows): void {
  if (!ids.push(cells.number(0))) return;
  typeIds.push(cells.number(1));
  states.push(storedState(cells.number(2)));
  createdAt.push(time(cells.number(3)));
  updatedAt.push(time(cells.number(4)));
}

/** The store's numbers of the states are the model's codes. */
function storedState(state: number): number {
  if (Number.isNaN(state)) return noState;
  return Number.isInteger(state) && state >= 0 && state <= stateCode.canceled ? state : stateCode.unknown;
}

/** Where executions belong: what can be told before anything is known of their artifacts and events. */
type Places = Pick<ExecutionColumns, "type" | "node" | "pipeline" | "storedPipeline" | "run">;

export interface PlaceSources {
  readonly stored: StoredExecutions;
  readonly index: RowIndex;
  readonly types: StoreTypes;
  readonly contexts: ContextNames;
  readonly properties: ExecutionProperties;
  readonly strings: StringTable;
}

export function executionPlaces(sources: PlaceSources): {
  columns: Places;
  pipelines: readonly TracePipeline[];
  runs: RunColumns;
} {
  const { stored, types, strings } = sources;
  const { count } = stored;
  const groups = new Groups(strings);
  const nodes = newNodes(sources);
  const runs = newRuns(sources, groups);
  const typeTexts = new Map<number, number>();
  const column = (): NarrowInts => new NarrowInts(count);
  const columns = { type: column(), node: column(), pipeline: column(), storedPipeline: column(), run: column() };
  for (let row = 0; row < count; row++) {
    const typeId = stored.typeIds[row] ?? -1;
    const typeName = types.name(typeId);
    let type = typeTexts.get(typeId);
    if (type === undefined) {
      type = strings.add(typeName);
      typeTexts.set(typeId, type);
    }
    columns.type.push(type);
    columns.node.push(nodeOf(nodes, row, typeName));
    const group = groupOf(runs, row);
    columns.pipeline.push(group.pipeline);
    columns.storedPipeline.push(group.storedPipeline);
    columns.run.push(group.run);
  }
  return {
    columns: {
      type: columns.type.finish(),
      node: columns.node.finish(),
      pipeline: columns.pipeline.finish(),
      storedPipeline: columns.storedPipeline.finish(),
      run: columns.run.finish(),
    },
    pipelines: groups.pipelines,
    runs: groups.finishRuns(),
  };
}

/** Everything that is known of the executions, joined. */
export interface ExecutionSources {
  readonly stored: StoredExecutions;
  readonly types: StoreTypes;
  readonly places: Places;
  readonly properties: ExecutionProperties;
  readonly times: EventTimes | null;
  readonly writes: EdgeRows;
  readonly artifacts: ArtifactColumns;
  readonly override: KindOverride;
  readonly strings: StringTable;
}

/** What stands in the sources alone is not to be used any more. */
export function executionColumns(sources: ExecutionSources): ExecutionColumns {
  const { stored, types, places, properties, times, writes, artifacts, strings } = sources;
  const { count } = stored;
  const kinds = newKinds(sources.override, types, strings);
  const kind = new Uint8Array(count);
  const kindGuessed = new Uint8Array(count);
  const state = new Uint8Array(count);
  const { createdAt, updatedAt } = stored;
  const cost = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const typeId = stored.typeIds[row] ?? -1;
    const typeName = types.name(typeId);
    const storedState = stored.states[row] ?? noState;
    const known = storedState === noState ? (properties.state[row] ?? noState) : storedState;
    state[row] = known === noState ? stateCode.unknown : known;
    const node = places.node[row] as number;
    const found =
      sureKindOf(kinds, typeId, node) ?? kindByWrites(kinds, typeId, node, writesModel(row, writes, artifacts));
    kind[row] = found.kind;
    kindGuessed[row] = found.guessed ? 1 : 0;
    const start = firstKnown(createdAt[row], times?.firstAt[row]);
    const end = firstKnown(updatedAt[row], times?.lastAt[row]);
    createdAt[row] = start;
    updatedAt[row] = end;
    // A dag's time is that of the steps in it.
    const own = isDagType(typeName) ? 0 : costOf(state[row] ?? 0, start, end);
    cost[row] = firstKnown(properties.cost?.[row], own);
  }
  const code = narrow(properties.code);
  const parameters = narrow(properties.parameters);
  if (code !== properties.code) free(properties.code);
  if (parameters !== properties.parameters) free(properties.parameters);
  free(stored.states, stored.typeIds, properties.state);
  const columns = { kind, kindGuessed, state, startedAt: createdAt, updatedAt, cost, code, parameters };
  return { count, id: stored.ids, ...places, ...columns };
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
