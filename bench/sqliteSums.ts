import { spawnSync } from "node:child_process";

/** What SQLite's own shell took, milliseconds. */
export interface SqliteTime {
  readonly clock: number;
  readonly processor: number;
}

/** The columns that are read of each table; of texts their lengths are summed. */
const sums: Readonly<Record<string, readonly [numbers: string, texts: string]>> = {
  Execution: ["id type_id last_known_state create_time_since_epoch last_update_time_since_epoch", ""],
  ExecutionProperty: [
    "execution_id is_custom_property int_value double_value bool_value",
    "name string_value byte_value proto_value",
  ],
  Artifact: ["id type_id create_time_since_epoch", "uri name"],
  ArtifactProperty: [
    "artifact_id is_custom_property int_value double_value bool_value",
    "name string_value byte_value proto_value",
  ],
  Event: ["id artifact_id execution_id type", ""],
  EventPath: ["event_id is_index_step", "step_key"],
  Context: ["id type_id", "name"],
  Association: ["context_id execution_id", ""],
};

const words = (text: string): readonly string[] => text.split(" ").filter((word) => word !== "");

const statements = Object.entries(sums).map(([table, [numbers, texts]]) => {
  const columns = [
    ...words(numbers).map((column) => `sum(${column})`),
    ...words(texts).map((column) => `sum(length(${column}))`),
  ];
  return `SELECT ${columns.join(", ")} FROM ${table};`;
});

/** SQLite's shell summing the columns that are needed from the same tables; null where there is no such program. */
export function sqliteSums(store: string): SqliteTime | null {
  const input = [".timer on", ...statements].join("\n");
  const { status, stdout } = spawnSync("sqlite3", ["-batch", "-readonly", store], { input, encoding: "utf8" });
  if (status !== 0) return null;
  let clock = 0;
  let processor = 0;
  for (const [, real, user, system] of stdout.matchAll(/Run Time: real ([\d.]+) user ([\d.]+) sys ([\d.]+)/g)) {
    clock += Number(real) * 1000;
    processor += (Number(user) + Number(system)) * 1000;
  }
  return { clock, processor };
}
