import type { Column, Tables } from "../sqlite/tables.ts";
import type { StoreTypes } from "./types.ts";

/** What the contexts say of each execution; texts, null where they say nothing. */
export interface ContextNames {
  readonly count: number;
  /** Name of the pipeline. */
  pipeline(row: number): string | null;
  /** Name of the run: of a `pipeline_run`, else of a `run`, as stored. */
  run(row: number): string | null;
  /** The node's name without its pipeline's prefix. */
  node(row: number): string | null;
}

type Role = "pipeline" | "pipelineRun" | "run" | "node";

const roles: Readonly<Record<string, Role>> = {
  pipeline: "pipeline",
  pipeline_run: "pipelineRun",
  run: "run",
  node: "node",
  "system.Pipeline": "pipeline",
  "system.PipelineRun": "pipelineRun",
};

const associationColumns: readonly Column[] = [
  ["context_id", "real"],
  ["execution_id", "real"],
];

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
  const names = new Map<number, { readonly role: Role; readonly name: string }>();
  let count = 0;
  for (const [id, type, name] of store.rows("Context", [
    ["id", "real"],
    ["type_id", "real"],
    ["name", "raw"],
  ])) {
    count++;
    const typeName = types.name(Number(type));
    const role = Object.hasOwn(roles, typeName) ? roles[typeName] : undefined;
    if (role && typeof id === "number" && typeof name === "string") names.set(id, { role, name });
  }
  const column = (): Int32Array => new Int32Array(executionCount).fill(-1);
  const own: Readonly<Record<Role, Int32Array>> = {
    pipeline: column(),
    pipelineRun: column(),
    run: column(),
    node: column(),
  };
  const morePipelines = new Map<number, number[]>();
  store.scan("Association", associationColumns, { order: "any" }, ([contextValue, executionValue]) => {
    const context = Number(contextValue);
    const row = executionRow(Number(executionValue));
    const role = names.get(context)?.role;
    if (role === undefined || row < 0) return;
    const contexts = own[role];
    const before = contexts[row] as number;
    if (before === context) return;
    contexts[row] = before === -1 ? context : Math.min(before, context);
    if (before === -1 || role !== "pipeline") return;
    morePipelines.set(row, [...(morePipelines.get(row) ?? []), Math.max(before, context)]);
  });
  const nameOf = (role: Role, row: number): string | null => names.get(own[role][row] ?? -1)?.name ?? null;
  return {
    count,
    pipeline: (row) => nameOf("pipeline", row),
    run: (row) => nameOf("pipelineRun", row) ?? nameOf("run", row),
    node: (row) => {
      const name = nameOf("node", row);
      if (name === null) return null;
      const contexts = [own.pipeline[row] ?? -1, ...(morePipelines.get(row) ?? [])];
      return withoutPrefix(
        name,
        contexts.map((context) => names.get(context)?.name ?? null),
      );
    },
  };
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
