import { type Growable, growableBytes, growableInts } from "../growable.ts";
import type { Cells } from "../sqlite/cells.ts";
import { type Column, eachRow, type Tables } from "../sqlite/tables.ts";
import { StringTable } from "../stringTable.ts";
import { AscendingIds, type RowIndex, rowFor, rowIndex } from "./rowIndex.ts";
import type { StoreTypes } from "./types.ts";

/** What the contexts say of each execution: the functions below tell it. */
export interface ContextNames {
  readonly count: number;
  readonly contexts: StoredContexts;
  /** Context of each execution by role, -1 for none; empty where no context has the role. */
  readonly pipelines: Int32Array;
  readonly pipelineRuns: Int32Array;
  readonly runs: Int32Array;
  readonly nodes: Int32Array;
  /** Pipelines around an execution's own, by its row. */
  readonly morePipelines: ReadonlyMap<number, readonly number[]>;
}

// Numbers of the contexts that say what an execution's pipeline, run and node are: equal ones say the same. -1 where none does.
export const pipelineKey = ({ pipelines }: ContextNames, row: number): number => pipelines[row] ?? -1;
export const nodeKey = ({ nodes }: ContextNames, row: number): number => nodes[row] ?? -1;
export function runKey({ pipelineRuns, runs }: ContextNames, row: number): number {
  const run = pipelineRuns[row] ?? -1;
  return run >= 0 ? run : (runs[row] ?? -1);
}

/** Whether the node's name depends on more than {@link nodeKey} and {@link pipelineKey}. */
export const isNested = ({ morePipelines }: ContextNames, row: number): boolean => morePipelines.has(row);

/** Name of an execution's pipeline; null where the contexts say nothing. */
export const pipelineOfContexts = (names: ContextNames, row: number): string | null =>
  nameOf(names, pipelineKey(names, row));

/** Name of its run: of a `pipeline_run`, else of a `run`, as stored; null for none. */
export const runOfContexts = (names: ContextNames, row: number): string | null => nameOf(names, runKey(names, row));

/** The node's name without its pipeline's prefix; null for none. */
export function nodeOfContexts(names: ContextNames, row: number): string | null {
  const name = nameOf(names, nodeKey(names, row));
  if (!name) return name;
  const pipelines = [pipelineKey(names, row), ...(names.morePipelines.get(row) ?? [])];
  return withoutPrefix(
    name,
    pipelines.map((context) => nameOf(names, context)),
  );
}

const nameOf = ({ contexts: { texts, names } }: ContextNames, context: number): string | null =>
  context < 0 ? null : texts.at(names[context] ?? 0);

type Role = "pipeline" | "pipelineRun" | "run" | "node";

const roleOfType: Readonly<Record<string, Role>> = {
  pipeline: "pipeline",
  pipeline_run: "pipelineRun",
  run: "run",
  node: "node",
  "system.Pipeline": "pipeline",
  "system.PipelineRun": "pipelineRun",
};

const roleNames: readonly Role[] = ["pipeline", "pipelineRun", "run", "node"];
const noRole = 255;

const contextColumns: readonly Column[] = [
  ["id", "real"],
  ["type_id", "real"],
  ["name", "raw"],
];
const associationColumns: readonly Column[] = [
  ["context_id", "real"],
  ["execution_id", "real"],
];

/** The contexts by ascending id. */
interface StoredContexts {
  readonly index: RowIndex;
  /** Index in `roleNames`, or `noRole`. */
  readonly roles: Uint8Array;
  /** Index in `texts` of those that have a role. */
  readonly names: Int32Array;
  readonly texts: StringTable;
  readonly count: number;
}

/**
 * Reads which contexts each execution belongs to. Both dialects of TFX are understood side by side. Where an execution has
 * several contexts of one type (a node of a nested pipeline), the oldest is its own, the outermost pipeline.
 */
export function readContexts(
  store: Tables,
  types: StoreTypes,
  executions: RowIndex,
  executionCount: number,
): ContextNames {
  const contexts = readStoredContexts(store, types);
  const own = roleNames.map((_, role) => new Int32Array(contexts.roles.includes(role) ? executionCount : 0).fill(-1));
  const morePipelines = new Map<number, number[]>();
  const into: Associations = { contexts, executions, own, morePipelines };
  eachRow(store, "Association", associationColumns, { order: "any" }, addAssociation, into);
  const [pipelines = none, pipelineRuns = none, runs = none, nodes = none] = own;
  return { count: contexts.count, contexts, pipelines, pipelineRuns, runs, nodes, morePipelines };
}

const none = new Int32Array(0);

interface Associations {
  readonly contexts: StoredContexts;
  readonly executions: RowIndex;
  readonly own: readonly Int32Array[];
  readonly morePipelines: Map<number, number[]>;
}

function addAssociation(cells: Cells, { contexts, executions, own, morePipelines }: Associations): void {
  const context = rowFor(contexts.index, cells.number(0));
  const row = rowFor(executions, cells.number(1));
  if (context < 0 || row < 0) return;
  const role = contexts.roles[context] as number;
  const column = own[role];
  if (!column) return;
  const before = column[row] as number;
  if (before === context) return;
  column[row] = before === -1 ? context : Math.min(before, context);
  if (before === -1 || role !== 0) return;
  const more = morePipelines.get(row);
  if (more) more.push(Math.max(before, context));
  else morePipelines.set(row, [Math.max(before, context)]);
}

function readStoredContexts(store: Tables, types: StoreTypes): StoredContexts {
  const expected = store.estimatedRows("Context");
  const rows: ContextRows = {
    count: 0,
    ids: new AscendingIds(),
    roles: growableBytes(expected),
    names: growableInts(expected),
    texts: new StringTable(),
    types,
    roleOfTypes: new Map(),
  };
  eachRow(store, "Context", contextColumns, { order: "id" }, addContext, rows);
  const { ids, roles, names, texts, count } = rows;
  return { index: rowIndex(ids.finish()), roles: roles.finish(), names: names.finish(), texts, count };
}

interface ContextRows {
  count: number;
  readonly ids: AscendingIds;
  readonly roles: Growable<Uint8Array<ArrayBuffer>>;
  readonly names: Growable<Int32Array<ArrayBuffer>>;
  readonly texts: StringTable;
  readonly types: StoreTypes;
  readonly roleOfTypes: Map<number, number>;
}

function addContext(cells: Cells, rows: ContextRows): void {
  rows.count++;
  if (!rows.ids.push(cells.number(0))) return;
  const role = cells.isText(2) ? roleOf(rows, cells.number(1)) : noRole;
  rows.roles.push(role);
  rows.names.push(
    role === noRole ? 0 : rows.texts.addBytes(cells.bytes, cells.starts[2] as number, cells.ends[2] as number),
  );
}

function roleOf({ types, roleOfTypes }: ContextRows, type: number): number {
  const before = roleOfTypes.get(type);
  if (before !== undefined) return before;
  const name = types.name(type);
  const role = Object.hasOwn(roleOfType, name) ? roleOfType[name] : undefined;
  const made = role === undefined ? noRole : roleNames.indexOf(role);
  roleOfTypes.set(type, made);
  return made;
}

/** Pipelines' names and nodes' ids may both hold dots: only the execution's own pipelines are cut off, the longest that fits. */
function withoutPrefix(name: string, pipelines: readonly (string | null)[]): string {
  let longest = 0;
  for (const pipeline of pipelines) {
    if (pipeline !== null && name.length > pipeline.length + 1 && name.startsWith(`${pipeline}.`)) {
      longest = Math.max(longest, pipeline.length + 1);
    }
  }
  return name.slice(longest);
}
