import type { KeptTables, TableChanges } from "../../sqlite/follow/keptTables.ts";

/** Rows of a store's tables that tell all of what is new or changed. */
export interface ChangedRows {
  /** Places of rows by table; tables that are not named are told whole. */
  readonly rows: ReadonlyMap<string, Float64Array>;
  /** Ids of artifacts that are told anew; those beside them only stand at events. */
  readonly artifacts: ReadonlySet<number>;
}

/** Tables whose rows are told by the executions and artifacts that they belong to, or that only grow. */
const followed: ReadonlySet<string> = new Set([
  "Execution",
  "ExecutionProperty",
  "Artifact",
  "ArtifactProperty",
  "Event",
  "EventPath",
  "Association",
  "Context",
]);
/** Of these, rows from before may change in their places. */
const mayChange: ReadonlySet<string> = new Set(["Execution", "ExecutionProperty", "Artifact", "ArtifactProperty"]);
/** Where more is told than one execution in so many, all is read anew. */
const mostShare = 8;
const alwaysTold = 1_000;
/** Ids that are looked for by a mark each. */
const mostId = 1 << 26;

/**
 * The rows that have to be read to know all of the executions and artifacts that are new, that changed, or to which something was added; null where what
 * changed is more, or something else. A pass over the tables' keys, in memory.
 */
export function changedRows(tables: KeptTables): ChangedRows | null {
  const changes = tables.changes();
  for (const { table, before, count, changed, isOther } of changes) {
    const isSame = changed.length === 0 && count === before;
    if (isOther || (!followed.has(table) && !isSame) || (!mayChange.has(table) && changed.length > 0)) return null;
  }
  const find = finder(tables, changes);
  const executions = new Set(
    ["Execution.id", "ExecutionProperty.execution_id", "Event.execution_id", "Association.execution_id"].flatMap(
      find.changed,
    ),
  );
  const steps = new Set(find.changed("EventPath.event_id"));
  if (steps.size > 0) for (const id of find.values("Event.id", steps, "Event.execution_id")) executions.add(id);
  const artifacts = new Set(["Artifact.id", "ArtifactProperty.artifact_id"].flatMap(find.changed));
  const all = tables.numbers("Execution", "id").length;
  if (executions.size > Math.max(alwaysTold, all / mostShare)) return null;
  const events = find.places("Event.execution_id", executions);
  const associations = find.places("Association.execution_id", executions);
  const touched = new Set([...artifacts, ...find.at("Event.artifact_id", events)]);
  const rows = new Map([
    ["Execution", find.places("Execution.id", executions)],
    ["ExecutionProperty", find.places("ExecutionProperty.execution_id", executions)],
    ["Event", events],
    ["EventPath", find.places("EventPath.event_id", new Set(find.at("Event.id", events)))],
    ["Association", associations],
    ["Context", find.places("Context.id", new Set(find.at("Association.context_id", associations)))],
    ["Artifact", find.places("Artifact.id", touched)],
    ["ArtifactProperty", find.places("ArtifactProperty.artifact_id", touched)],
  ]);
  return find.isSafe() ? { rows, artifacts } : null;
}

/** Looks for rows of kept tables by numbers in a column, which is named with its table. */
function finder(tables: KeptTables, changes: readonly TableChanges[]) {
  let isSafe = true;
  const column = (name: string): Int32Array | Float64Array => {
    const [table = "", of = ""] = name.split(".");
    return tables.numbers(table, of);
  };
  const places = (name: string, ids: ReadonlySet<number>): Float64Array => {
    const numbers = column(name);
    const isWanted = marked(ids);
    if (!isWanted) isSafe = false;
    return isWanted ? placesOf(numbers, isWanted) : new Float64Array(0);
  };
  const at = (name: string, rows: Float64Array): readonly number[] => {
    const numbers = column(name);
    return Array.from(rows, (row) => numbers[row] ?? Number.NaN);
  };
  return {
    places,
    at,
    values: (name: string, ids: ReadonlySet<number>, of: string) => at(of, places(name, ids)),
    /** What stands in the rows that are new or changed. */
    changed(name: string): readonly number[] {
      const of = changes.find(({ table }) => name.startsWith(`${table}.`));
      if (!of) return [];
      const numbers = column(name);
      return [...of.changed.map((row) => numbers[row] ?? Number.NaN), ...numbers.subarray(of.before)];
    },
    /** All was found that was looked for. */
    isSafe: () => isSafe,
  };
}

function placesOf(numbers: Int32Array | Float64Array, isWanted: Uint8Array): Float64Array {
  const found: number[] = [];
  for (let row = 0; row < numbers.length; row++) if (isWanted[numbers[row] as number] === 1) found.push(row);
  return Float64Array.from(found);
}

/** A mark for each id; null where ids are too large for that, or none. */
function marked(ids: ReadonlySet<number>): Uint8Array | null {
  let most = 0;
  for (const id of ids) {
    if (!(id >= 0 && id < mostId)) return null;
    most = Math.max(most, id);
  }
  const marks = new Uint8Array(most + 1);
  for (const id of ids) marks[id] = 1;
  return marks;
}
