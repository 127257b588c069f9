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
import { GrowableNumbers, growableBytes, growableDoubles } from "../growable.ts";
import { type Column, eachRow, type Tables } from "../sqlite/tables.ts";
import type { StringTable } from "../stringTable.ts";
import type { ContextNames } from "./contexts.ts";
import type { EventTimes } from "./events.ts";
import { kindFinder } from "./executionKinds.ts";
import { groupFinder, nodeFinder } from "./executionPlaces.ts";
import { type ExecutionProperties, noState } from "./executionProperties.ts";
import { isDagType } from "./kubeflow.ts";
import { AscendingIds } from "./rowIndex.ts";
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
  const ids = new AscendingIds();
  const typeIds = new GrowableNumbers(expected);
  const states = growableBytes(expected);
  const createdAt = growableDoubles(expected);
  const updatedAt = growableDoubles(expected);
  eachRow(store, "Execution", columns, { order: "id" }, (cells) => {
    if (!ids.push(cells.number(0))) return;
    typeIds.push(cells.number(1));
    states.push(storedState(cells.number(2)));
    createdAt.push(time(cells.number(3)));
    updatedAt.push(time(cells.number(4)));
  });
  const types = typeIds.finish();
  return {
    count: types.length,
    ids: ids.finish(),
    typeIds: types instanceof Int32Array ? narrow(types) : types,
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

/** Where executions belong: what can be told before anything is known of their artifacts and events. */
type Places = Pick<ExecutionColumns, "type" | "node" | "pipeline" | "storedPipeline" | "run">;

export interface PlaceSources {
  readonly stored: StoredExecutions;
  readonly rowOf: (id: number) => number;
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
  const { stored, rowOf, types, strings } = sources;
  const { count } = stored;
  const groups = new Groups(strings);
  const nodeOf = nodeFinder(sources, rowOf);
  const groupOf = groupFinder(sources, groups);
  const typeTexts = new Map<number, number>();
  const column = (): Int32Array => new Int32Array(count);
  const columns = { type: column(), node: column(), pipeline: column(), storedPipeline: column(), run: column() };
  for (let row = 0; row < count; row++) {
    const typeId = stored.typeIds[row] ?? -1;
    const typeName = types.name(typeId);
    const known = typeTexts.get(typeId);
    columns.type[row] = known ?? strings.add(typeName);
    if (known === undefined) typeTexts.set(typeId, columns.type[row] ?? 0);
    columns.node[row] = nodeOf(row, typeName);
    const group = groupOf(row);
    columns.pipeline[row] = group.pipeline;
    columns.storedPipeline[row] = group.storedPipeline;
    columns.run[row] = group.run;
  }
  return {
    columns: {
      type: narrow(columns.type),
      node: narrow(columns.node),
      pipeline: narrow(columns.pipeline),
      storedPipeline: narrow(columns.storedPipeline),
      run: narrow(columns.run),
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
  const kinds = kindFinder(sources.override, types, (row) => writesModel(row, writes, artifacts));
  const columns = {
    count,
    id: stored.ids,
    ...places,
    kind: new Uint8Array(count),
    kindGuessed: new Uint8Array(count),
    state: new Uint8Array(count),
    startedAt: stored.createdAt,
    updatedAt: stored.updatedAt,
    cost: new Float64Array(count),
    code: narrow(properties.code),
    parameters: narrow(properties.parameters),
  };
  for (let row = 0; row < count; row++) {
    const typeId = stored.typeIds[row] ?? -1;
    const typeName = types.name(typeId);
    const storedState = stored.states[row] ?? noState;
    const state = storedState === noState ? (properties.state[row] ?? noState) : storedState;
    columns.state[row] = state === noState ? stateCode.unknown : state;
    const kind = kinds(row, places.node[row] as number, strings, typeId, typeName);
    columns.kind[row] = kind.kind;
    columns.kindGuessed[row] = kind.guessed ? 1 : 0;
    const startedAt = firstKnown(stored.createdAt[row], times?.firstAt[row]);
    const updatedAt = firstKnown(stored.updatedAt[row], times?.lastAt[row]);
    columns.startedAt[row] = startedAt;
    columns.updatedAt[row] = updatedAt;
    // A dag's time is that of the steps in it.
    const own = isDagType(typeName) ? 0 : costOf(columns.state[row] ?? 0, startedAt, updatedAt);
    columns.cost[row] = firstKnown(properties.cost?.[row], own);
  }
  for (const column of [properties.code, properties.parameters]) {
    if (column !== columns.code && column !== columns.parameters) free(column);
  }
  free(stored.states, stored.typeIds, properties.state);
  return columns;
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
