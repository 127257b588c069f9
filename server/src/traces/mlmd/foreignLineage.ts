import { artifactKindOfType } from "../../model/artifactKind.ts";
import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import type { ArtifactKind } from "../../model/kinds.ts";
import { operatorKindOfTfxType } from "../../model/operatorKind.ts";
import { type Condition, isOneOf, type KeyedTables } from "../keyed/keyedTables.ts";
import { NotAStoreError } from "../notAStore.ts";
import type { Column } from "../sqlite/tables.ts";
import type { EventRows } from "./eventRows.ts";
import type { StoreTypes } from "./types.ts";

/** So many executions of other pipelines are followed. */
const most = 200_000;
/** So many contexts are excluded by the database; sessions of notebooks may be more. */
const mostExcluded = 1_000;

const edgeColumns: readonly Column[] = [
  ["artifact_id", "real"],
  ["execution_id", "real"],
  ["type", "real"],
];
const writes: ReadonlySet<unknown> = new Set([1, 4, 6]);
const reads: ReadonlySet<unknown> = new Set([2, 3, 5]);

/** What there is before a model is: following its readers would lead to everybody who uses the same data. */
const beforeModels: ReadonlySet<ArtifactKind> = new Set([
  "data",
  "statistics",
  "schema",
  "anomalies",
  "transform",
  "cache",
  "hyperparameters",
]);
const analysed: ReadonlySet<ArtifactKind> = new Set(["data", "statistics"]);

/**
 * How an execution of another pipeline belongs: it made an input, it trained a model that was taken (what that was made from does not count), it used
 * a model, or it analysed the same data.
 */
type Role = "maker" | "parent" | "user" | "analyst";

/** Where to look for executions from an artifact. */
type Way = "makers" | "users" | "analysts";

/**
 * Executions of other pipelines that graphlets of a pipeline hold or rest on, ascending: what made its inputs, and theirs; what used its models, and what
 * came of that; who analysed the same data. Nearly always there are none, which one pass over the pipeline's artifacts by index shows. Throws
 * `NotAStoreError` beyond 200,000.
 */
export function foreignLineage(
  tables: KeyedTables,
  types: StoreTypes,
  contexts: readonly number[],
  own: { readonly executions: Float64Array; readonly events: EventRows },
  token: CancelToken,
): readonly number[] {
  const ownIds = new Set(own.executions);
  const kinds = kindFinder(tables, types);
  const roles = new Map<number, Set<Role>>();
  const looked = new Map<Way, Set<number>>([
    ["makers", new Set()],
    ["users", new Set()],
    ["analysts", new Set()],
  ]);
  let ways = new Map<number, Set<Way>>();
  let fresh: [execution: number, role: Role][] = [];

  const look = (artifact: number, way: Way): void => {
    if (looked.get(way)?.has(artifact)) return;
    looked.get(way)?.add(artifact);
    ways.set(artifact, (ways.get(artifact) ?? new Set<Way>()).add(way));
  };
  const take = (execution: number, role: Role): void => {
    const known = roles.get(execution) ?? new Set<Role>();
    if (known.has(role)) return;
    roles.set(execution, known.add(role));
    fresh.push([execution, role]);
    if (roles.size > most) {
      const what = `its lineage leads to more than ${most.toLocaleString("en")} executions of other pipelines`;
      throw new NotAStoreError("unreadable", what, "Read the whole store.");
    }
  };
  /** Who touched the artifacts that are to be looked at; of these only others than `ownIds`. */
  const follow = (condition: Condition | null): void => {
    const asked = ways;
    ways = new Map();
    const rows = [...tables.among("Event", edgeColumns, "artifact_id", [...asked.keys()].sort(upwards), condition)];
    const found = rows.filter(([, execution]) => typeof execution === "number" && !ownIds.has(execution));
    kinds.load(found.flatMap(([artifact]) => (typeof artifact === "number" ? [artifact] : [])));
    const analysts: number[] = [];
    for (const [artifactId, executionId, type] of found) {
      const [artifact, execution] = [Number(artifactId), Number(executionId)];
      const kind = kinds.of(artifact);
      const wanted = asked.get(artifact);
      if (writes.has(type) && wanted?.has("makers") && kind !== "cache")
        take(execution, kind === "model" ? "parent" : "maker");
      if (!reads.has(type)) continue;
      if (wanted?.has("users") && !beforeModels.has(kind)) take(execution, "user");
      if (wanted?.has("analysts") && analysed.has(kind)) analysts.push(execution);
    }
    for (const execution of analysing(tables, types, analysts)) take(execution, "analyst");
  };

  own.events.each((artifact, _execution, type) => {
    if (reads.has(type)) look(artifact, "makers");
    if (writes.has(type)) look(artifact, "users");
    look(artifact, "analysts");
  });
  follow(notOf(tables, contexts));
  while (fresh.length > 0) {
    throwIfCancelled(token);
    const from = new Map<number, Role[]>();
    for (const [execution, role] of fresh) from.set(execution, [...(from.get(execution) ?? []), role]);
    fresh = [];
    for (const [artifactId, execution, type] of tables.among(
      "Event",
      edgeColumns,
      "execution_id",
      [...from.keys()].sort(upwards),
    )) {
      const artifact = Number(artifactId);
      for (const role of from.get(Number(execution)) ?? []) {
        if (role === "maker") {
          if (reads.has(type)) look(artifact, "makers");
          look(artifact, "analysts");
        } else if (role === "user" && writes.has(type)) look(artifact, "users");
        else if (role === "analyst") look(artifact, "analysts");
      }
    }
    follow(null);
  }
  return [...roles.keys()].sort(upwards);
}

const upwards = (a: number, b: number): number => a - b;

/** Leaves out events of executions of these contexts: the database looks each up by index. Null, which leaves out none, where they are many. */
export function notOf(tables: KeyedTables, contexts: readonly number[]): Condition | null {
  if (contexts.length > mostExcluded) return null;
  const [contextId, executionId] = [
    tables.quoted("Association", "context_id"),
    tables.quoted("Association", "execution_id"),
  ];
  const { sql } = isOneOf(`mine.${contextId}`, contexts);
  const event = `${tables.named("Event")}.${tables.quoted("Event", "execution_id")}`;
  return {
    sql: `NOT EXISTS (SELECT 1 FROM ${tables.named("Association")} mine WHERE ${sql} AND mine.${executionId} = ${event})`,
  };
}

/** Kinds of artifacts, by the types that are asked for many at once. */
function kindFinder(tables: KeyedTables, types: StoreTypes) {
  const known = new Map<number, ArtifactKind>();
  const columns: readonly Column[] = [
    ["id", "real"],
    ["type_id", "real"],
  ];
  return {
    load(artifacts: readonly number[]): void {
      const missing = [...new Set(artifacts)].filter((id) => !known.has(id)).sort(upwards);
      for (const [id, type] of tables.among("Artifact", columns, "id", missing)) {
        known.set(Number(id), artifactKindOfType(types.name(Number(type)), types.bases(Number(type))));
      }
    },
    of: (artifact: number): ArtifactKind => known.get(artifact) ?? "other",
  };
}

/** Those of the executions whose type says that they analyse data. */
function analysing(tables: KeyedTables, types: StoreTypes, executions: readonly number[]): readonly number[] {
  const columns: readonly Column[] = [
    ["id", "real"],
    ["type_id", "real"],
  ];
  const found: number[] = [];
  for (const [id, type] of tables.among("Execution", columns, "id", [...new Set(executions)].sort(upwards))) {
    if (operatorKindOfTfxType(types.name(Number(type))) === "analyze") found.push(Number(id));
  }
  return found;
}
