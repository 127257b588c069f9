import { DatabaseSync } from "node:sqlite";
import type { Server } from "./servers.ts";

type Engine = Server["engine"];

/** By name of a column: its type as ML Metadata and MLflow declare it in MySQL and in PostgreSQL. What is not named here is a text of up to 255 characters. */
const types: Readonly<Record<string, readonly [mysql: string, postgresql: string]>> = {
  type_kind: ["TINYINT(1)", "SMALLINT"],
  is_custom_property: ["TINYINT(1)", "BOOLEAN"],
  is_index_step: ["TINYINT(1)", "BOOLEAN"],
  bool_value: ["BOOLEAN", "BOOLEAN"],
  int_value: ["BIGINT", "BIGINT"],
  double_value: ["DOUBLE", "DOUBLE PRECISION"],
  string_value: ["MEDIUMTEXT", "TEXT"],
  byte_value: ["MEDIUMBLOB", "BYTEA"],
  proto_value: ["MEDIUMBLOB", "BYTEA"],
  description: ["TEXT", "TEXT"],
  input_type: ["TEXT", "TEXT"],
  output_type: ["TEXT", "TEXT"],
  uri: ["TEXT", "TEXT"],
  step_key: ["TEXT", "TEXT"],
  value: ["TEXT", "TEXT"],
  source: ["TEXT", "TEXT"],
  artifact_location: ["TEXT", "TEXT"],
};
const wholes =
  /^(?:id|type_id|parent_type_id|context_id|parent_context_id|artifact_id|execution_id|event_id|type|data_type|state|last_known_state|step_index|schema_version|experiment_id|version)$/;
const times = /(?:_since_epoch|_time|_ms)$/;
const truths = /^(?:is_custom_property|is_index_step|bool_value)$/;

/** Keys and indexes as ML Metadata makes them (schema 10), and those of MLflow that reading needs. */
const keys: Readonly<Record<string, string>> = {
  Type: "PRIMARY KEY (id)",
  ParentType: "PRIMARY KEY (type_id, parent_type_id)",
  TypeProperty: "PRIMARY KEY (type_id, name)",
  Artifact: "PRIMARY KEY (id)",
  ArtifactProperty: "PRIMARY KEY (artifact_id, name, is_custom_property)",
  Execution: "PRIMARY KEY (id)",
  ExecutionProperty: "PRIMARY KEY (execution_id, name, is_custom_property)",
  Event: "PRIMARY KEY (id), UNIQUE (artifact_id, execution_id, type)",
  MLMDEnv: "PRIMARY KEY (schema_version)",
  Context: "PRIMARY KEY (id), UNIQUE (type_id, name)",
  ContextProperty: "PRIMARY KEY (context_id, name, is_custom_property)",
  ParentContext: "PRIMARY KEY (context_id, parent_context_id)",
  Association: "PRIMARY KEY (id), UNIQUE (context_id, execution_id)",
  Attribution: "PRIMARY KEY (id), UNIQUE (context_id, artifact_id)",
  experiments: "PRIMARY KEY (experiment_id)",
  runs: "PRIMARY KEY (run_uuid)",
};
const indexes: readonly (readonly [table: string, column: string])[] = [
  ["Event", "execution_id"],
  ["EventPath", "event_id"],
  ["Type", "name"],
  ["Execution", "create_time_since_epoch"],
  ["Execution", "last_update_time_since_epoch"],
  ["tags", "run_uuid"],
  ["params", "run_uuid"],
];

const rowsAtOnce = 500;

/**
 * Copies a SQLite store of ML Metadata or MLflow into a new database of a server, with the columns that the store has, in the types, spelling, keys and indexes that these programs use
 * there: PostgreSQL's names in small letters.
 */
export function copyStore(path: string, server: Server, database: string): void {
  const { engine } = server;
  server.run(engine === "mysql" ? `CREATE DATABASE ${database} CHARACTER SET utf8mb4` : `CREATE DATABASE ${database}`);
  const db = new DatabaseSync(path, { readOnly: true });
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
  const statements: string[] =
    engine === "mysql"
      ? ["SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', unique_checks = 0", "START TRANSACTION"]
      : ["BEGIN"];
  for (const table of tables.map(({ name }) => String(name))) {
    const columns = db
      .prepare(`SELECT name FROM pragma_table_info('${table}')`)
      .all()
      .map(({ name }) => String(name));
    const key = keys[table] === undefined ? "" : `, ${keys[table]}`;
    const named = nameOf(table, engine);
    statements.push(
      `CREATE TABLE ${named} (${columns.map((column) => `"${column}" ${typeOf(column, engine)}`).join(", ")}${key})`,
    );
    for (const [of, column] of indexes) {
      if (of === table && columns.includes(column))
        statements.push(
          `CREATE INDEX idx_${table}_${column} ON ${named} (${column})`
            .toLowerCase()
            .replace(named.toLowerCase(), named),
        );
    }
    let values: string[] = [];
    const flush = (): void => {
      if (values.length > 0) statements.push(`INSERT INTO ${named} VALUES ${values.join(",")}`);
      values = [];
    };
    const select = db.prepare(`SELECT * FROM "${table}"`);
    select.setReadBigInts(true);
    for (const row of select.iterate()) {
      values.push(`(${columns.map((column) => literal(row[column] ?? null, column, engine)).join(",")})`);
      if (values.length >= rowsAtOnce) flush();
    }
    flush();
  }
  db.close();
  server.run(`${[...statements, "COMMIT"].join(";\n")};\n`, database);
  server.run(engine === "mysql" ? "ANALYZE TABLE mysql.db" : "ANALYZE", database);
}

const nameOf = (table: string, engine: Engine): string => `"${engine === "mysql" ? table : table.toLowerCase()}"`;

function typeOf(column: string, engine: Engine): string {
  const known = types[column];
  if (known) return known[engine === "mysql" ? 0 : 1];
  if (times.test(column)) return "BIGINT";
  return wholes.test(column) ? "INT" : "VARCHAR(255)";
}

function literal(value: null | number | bigint | string | Uint8Array, column: string, engine: Engine): string {
  if (value === null) return "NULL";
  if (engine === "postgresql" && truths.test(column)) return Number(value) === 0 ? "FALSE" : "TRUE";
  if (value instanceof Uint8Array) {
    const hex = Buffer.from(value).toString("hex");
    return engine === "mysql" ? `X'${hex}'` : `'\\x${hex}'`;
  }
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  return Object.is(value, -0) ? "0" : String(value);
}
