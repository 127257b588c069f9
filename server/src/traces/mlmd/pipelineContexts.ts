import type { KeyedTables } from "../keyed/keyedTables.ts";
import { isOneOf } from "../keyed/keyedTables.ts";
import type { SqlRow } from "../sqlite/database.ts";
import type { Column } from "../sqlite/tables.ts";

const pipelineTypes = ["pipeline", "system.Pipeline"];
const session = /^interactive-\d/;

/** Ids of the store's types of contexts that stand for pipelines. */
export function pipelineTypeIds(tables: KeyedTables): readonly number[] {
  const ids: number[] = [];
  for (const [id, name] of tables.among(
    "Type",
    [
      ["id", "real"],
      ["name", "raw"],
    ],
    "name",
    pipelineTypes,
  )) {
    if (typeof id === "number" && pipelineTypes.includes(String(name))) ids.push(id);
  }
  return ids;
}

/** Ids of a pipeline's contexts: one; of the pipeline `interactive` one for each session of a notebook. */
export function contextsOfPipeline(tables: KeyedTables, pipeline: string): readonly number[] {
  const types = pipelineTypeIds(tables);
  if (types.length === 0) return [];
  const isIt = (name: unknown): boolean =>
    name === pipeline || (pipeline === "interactive" && typeof name === "string" && session.test(name));
  const name = tables.quoted("Context", "name");
  const named = isOneOf(name, [pipeline]);
  const condition =
    pipeline === "interactive" ? { ...named, sql: `(${named.sql} OR ${name} LIKE 'interactive-%')` } : named;
  const found: SqlRow[] = [
    ...tables.among(
      "Context",
      [
        ["id", "real"],
        ["name", "raw"],
      ],
      "type_id",
      types,
      condition,
    ),
  ].map((row) => [...row]);
  return found.flatMap(([id, called]) => (typeof id === "number" && isIt(called) ? [id] : [])).sort((a, b) => a - b);
}

/** A pipeline's name as it is shown: the sessions of notebooks are one. */
export const pipelineOfName = (name: string): string => (session.test(name) ? "interactive" : name);

/** The contexts that stand for pipelines, with the pipelines' names. A pipeline may have several. */
export function pipelineContexts(tables: KeyedTables): readonly (readonly [context: number, pipeline: string])[] {
  const found: [number, string][] = [];
  const columns: readonly Column[] = [
    ["id", "real"],
    ["name", "raw"],
  ];
  for (const [id, name] of tables.among("Context", columns, "type_id", pipelineTypeIds(tables))) {
    if (typeof id === "number" && typeof name === "string" && name !== "") found.push([id, pipelineOfName(name)]);
  }
  return found;
}

/** Names of the store's pipelines in order, the sessions of notebooks as `interactive`; at most `most`. */
export function pipelineNames(tables: KeyedTables, most: number): readonly string[] {
  const names = new Set<string>();
  for (const [name] of tables.among("Context", [["name", "raw"]], "type_id", pipelineTypeIds(tables))) {
    if (typeof name === "string" && name !== "") names.add(pipelineOfName(name));
    if (names.size >= most) break;
  }
  return [...names].sort();
}
