import { isOneOf, type KeyedTables, type Part } from "../keyed/keyedTables.ts";
import { newestRows } from "../keyed/newest.ts";
import type { Column } from "../sqlite/tables.ts";

/**
 * What must be read of each table for one experiment: its runs with what belongs to them, and the models that they made or took. Null where there is no such
 * experiment. The small registry of models is asked for the runs' versions, and the store's newest runs are read, which say what was abandoned.
 */
export function partsOfExperiment(tables: KeyedTables, experiment: string): ReadonlyMap<string, Part> | null {
  const id: Column = ["experiment_id", "value"];
  const name = isOneOf(tables.quoted("experiments", "name"), [experiment]);
  const found = [...tables.holding("experiments", [id, ["name", "raw"]], "experiment_id", name)];
  const experiments = found.flatMap(([one, called]) => (called === experiment && isKey(one) ? [one] : []));
  if (experiments.length === 0) return null;
  const ofExperiment = (table: string) => isOneOf(tables.quoted(table, "experiment_id"), experiments);
  const runs = texts(tables.holding("runs", [["run_uuid", "raw"]], "run_uuid", ofExperiment("runs")));
  const newest = newestRows(tables, "runs", "run_uuid", ["start_time", "end_time"]).map(String);
  const input: readonly Column[] = [
    ["input_uuid", "raw"],
    ["source_type", "raw"],
    ["source_id", "raw"],
    ["destination_type", "raw"],
    ["destination_id", "raw"],
  ];
  const inputs = [
    ...tables.among("inputs", input, "destination_id", runs),
    ...tables.among("inputs", input, "source_id", runs),
  ];
  const datasets = inputs.flatMap(([, type, source]) =>
    type === "DATASET" && typeof source === "string" ? [source] : [],
  );
  const taken = inputs.flatMap(([, , , type, model]) =>
    type === "MODEL_INPUT" && typeof model === "string" ? [model] : [],
  );
  const made = tables.hasColumn("logged_models", "experiment_id")
    ? texts(tables.holding("logged_models", [["model_id", "raw"]], "model_id", ofExperiment("logged_models")))
    : [];
  const inputIds = inOrder(texts(inputs));
  return new Map<string, Part>([
    ["experiments", { column: "experiment_id", values: experiments }],
    ["runs", { column: "run_uuid", values: inOrder([...runs, ...newest]) }],
    ["tags", { column: "run_uuid", values: runs }],
    ["params", { column: "run_uuid", values: runs }],
    ["inputs", { column: "input_uuid", values: inputIds }],
    ["input_tags", { column: "input_uuid", values: inputIds }],
    ["datasets", { column: "dataset_uuid", values: inOrder(datasets) }],
    ["logged_models", { column: "model_id", values: inOrder([...made, ...taken]) }],
    ["model_versions", { column: "run_id", values: runs }],
  ]);
}

const isKey = (value: unknown): value is number | string => typeof value === "number" || typeof value === "string";

const texts = (rows: Iterable<readonly unknown[]>): readonly string[] =>
  [...rows].flatMap(([value]) => (typeof value === "string" && value !== "" ? [value] : []));

const inOrder = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();
