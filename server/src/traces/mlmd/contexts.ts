import { growableBytes, growableInts } from "../growable.ts";
import { type Column, eachRow, type Tables } from "../sqlite/tables.ts";
import { StringTable } from "../stringTable.ts";
import { AscendingIds, rowIndex } from "./rowIndex.ts";
import type { StoreTypes } from "./types.ts";

/** What the contexts say of each execution; texts, null where they say nothing. */
export interface ContextNames {
  readonly count: number;
  /** Numbers of the contexts that say the following: equal ones say the same. -1 where none does. */
  pipelineKey(row: number): number;
  runKey(row: number): number;
  nodeKey(row: number): number;
  /** Whether the node's name depends on more than {@link nodeKey} and {@link pipelineKey}. */
  isNested(row: number): boolean;
  /** Name of the pipeline. */
  pipeline(row: number): string | null;
  /** Name of the run: of a `pipeline_run`, else of a `run`, as stored. */
  run(row: number): string | null;
  /** The node's name without its pipeline's prefix. */
  node(row: number): string | null;
}

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
  readonly rowOf: (id: number) => number;
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
  executionRow: (id: number) => number,
  executionCount: number,
): ContextNames {
  const contexts = readStoredContexts(store, types);
  const own = roleNames.map((_, role) => new Int32Array(contexts.roles.includes(role) ? executionCount : 0).fill(-1));
  const morePipelines = new Map<number, number[]>();
  eachRow(store, "Association", associationColumns, { order: "any" }, (cells) => {
    const context = contexts.rowOf(cells.number(0));
    const row = executionRow(cells.number(1));
    if (context < 0 || row < 0) return;
    const role = contexts.roles[context] as number;
    const column = own[role];
    if (!column) return;
    const before = column[row] as number;
    if (before === context) return;
    column[row] = before === -1 ? context : Math.min(before, context);
    if (before === -1 || role !== 0) return;
    morePipelines.set(row, [...(morePipelines.get(row) ?? []), Math.max(before, context)]);
  });
  const [pipelines, pipelineRuns, runs, nodes] = own;
  const at = (column: Int32Array | undefined, row: number): number => column?.[row] ?? -1;
  const nameOf = (context: number): string | null =>
    context < 0 ? null : contexts.texts.at(contexts.names[context] ?? 0);
  const runOf = (row: number): number => {
    const run = at(pipelineRuns, row);
    return run >= 0 ? run : at(runs, row);
  };
  return {
    count: contexts.count,
    pipelineKey: (row) => at(pipelines, row),
    runKey: runOf,
    nodeKey: (row) => at(nodes, row),
    isNested: (row) => morePipelines.has(row),
    pipeline: (row) => nameOf(at(pipelines, row)),
    run: (row) => nameOf(runOf(row)),
    node: (row) => {
      const name = nameOf(at(nodes, row));
      return name && withoutPrefix(name, [at(pipelines, row), ...(morePipelines.get(row) ?? [])].map(nameOf));
    },
  };
}

function readStoredContexts(store: Tables, types: StoreTypes): StoredContexts {
  const expected = store.estimatedRows("Context");
  const ids = new AscendingIds();
  const roles = growableBytes(expected);
  const names = growableInts(expected);
  const texts = new StringTable();
  const known = new Map<number, number>();
  const roleOf = (type: number): number => {
    const before = known.get(type);
    if (before !== undefined) return before;
    const name = types.name(type);
    const role = Object.hasOwn(roleOfType, name) ? roleOfType[name] : undefined;
    const made = role === undefined ? noRole : roleNames.indexOf(role);
    known.set(type, made);
    return made;
  };
  let count = 0;
  eachRow(store, "Context", contextColumns, { order: "id" }, (cells) => {
    count++;
    if (!ids.push(cells.number(0))) return;
    const role = cells.isText(2) ? roleOf(cells.number(1)) : noRole;
    roles.push(role);
    names.push(role === noRole ? 0 : texts.addBytes(cells.bytes, cells.starts[2] as number, cells.ends[2] as number));
  });
  return { rowOf: rowIndex(ids.finish()), roles: roles.finish(), names: names.finish(), texts, count };
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
