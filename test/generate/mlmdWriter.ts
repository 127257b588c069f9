import { rmSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { columnsOf, hasTable, type SchemaVersion, schemaStatements } from "./mlmdSchema.ts";

export type StoredValue = number | string | boolean | Uint8Array | null;

export interface StoredProperty {
  readonly name: string;
  readonly value: StoredValue;
  readonly custom: boolean;
}

/** Numbers of the kinds of types, of events and of states in a store. */
export const typeKind = { execution: 0, artifact: 1, context: 2 } as const;
export const eventType = {
  unknown: 0,
  declaredOutput: 1,
  declaredInput: 2,
  input: 3,
  output: 4,
  internalInput: 5,
  internalOutput: 6,
  pendingOutput: 7,
} as const;
export const storedState = { unknown: 0, new: 1, running: 2, complete: 3, failed: 4, cached: 5, canceled: 6 } as const;

/** Writes rows into a new ML Metadata store of some version; what that version has no column for is left out. */
export class MlmdWriter {
  readonly db: DatabaseSync;
  readonly #version: SchemaVersion;
  readonly #statements = new Map<string, { statement: StatementSync; columns: readonly string[] }>();
  readonly #types = new Map<string, number>();
  readonly #contexts = new Map<string, number>();
  readonly #associated = new Set<string>();

  constructor(path: string, version: SchemaVersion, withIndexes = true) {
    rmSync(path, { force: true });
    this.#version = version;
    this.db = new DatabaseSync(path);
    this.db.exec("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
    for (const statement of schemaStatements(version, withIndexes)) this.db.exec(statement);
    this.insert("MLMDEnv", { schema_version: version });
  }

  /** Adds a row; returns its row number. */
  insert(table: string, row: Readonly<Record<string, StoredValue>>): number {
    if (!hasTable(table, this.#version)) return -1;
    let prepared = this.#statements.get(table);
    if (!prepared) {
      const columns = columnsOf(table, this.#version);
      const places = columns.map(() => "?").join(", ");
      prepared = { statement: this.db.prepare(`INSERT INTO \`${table}\` VALUES (${places})`), columns };
      this.#statements.set(table, prepared);
    }
    const values = prepared.columns.map((column): SQLInputValue => {
      const value = row[column] ?? null;
      return typeof value === "boolean" ? Number(value) : value;
    });
    return Number(prepared.statement.run(...values).lastInsertRowid);
  }

  /** Id of a type, added where it is new, with a base type where one is named. */
  type(kind: keyof typeof typeKind, name: string, base: string | null = null): number {
    const key = `${kind} ${name}`;
    const known = this.#types.get(key);
    if (known !== undefined) return known;
    const baseId = base === null ? null : this.type(kind, base);
    const id = this.insert("Type", { name, type_kind: typeKind[kind], is_artifact_type: kind === "artifact" });
    if (baseId !== null) this.insert("ParentType", { type_id: id, parent_type_id: baseId });
    this.#types.set(key, id);
    return id;
  }

  artifact(row: {
    readonly type: number;
    readonly uri?: string | null;
    readonly name?: string | null;
    readonly at?: number;
    readonly properties?: readonly StoredProperty[];
  }): number {
    const id = this.insert("Artifact", {
      type_id: row.type,
      uri: row.uri ?? null,
      state: 2,
      name: row.name ?? null,
      create_time_since_epoch: row.at ?? 0,
      last_update_time_since_epoch: row.at ?? 0,
    });
    for (const property of row.properties ?? []) this.property("Artifact", id, property);
    return id;
  }

  execution(row: {
    readonly type: number;
    readonly state?: number | null;
    readonly name?: string | null;
    readonly createdAt?: number;
    readonly updatedAt?: number;
    readonly properties?: readonly StoredProperty[];
  }): number {
    const id = this.insert("Execution", {
      type_id: row.type,
      last_known_state: row.state ?? null,
      name: row.name ?? null,
      create_time_since_epoch: row.createdAt ?? 0,
      last_update_time_since_epoch: row.updatedAt ?? row.createdAt ?? 0,
    });
    for (const property of row.properties ?? []) this.property("Execution", id, property);
    return id;
  }

  property(of: "Artifact" | "Execution", id: number, { name, value, custom }: StoredProperty): void {
    const hasFlags = this.#version >= 10;
    this.insert(`${of}Property`, {
      [`${of.toLowerCase()}_id`]: id,
      name,
      is_custom_property: custom,
      int_value:
        typeof value === "number" && Number.isInteger(value)
          ? value
          : typeof value === "boolean" && !hasFlags
            ? Number(value)
            : null,
      double_value: typeof value === "number" && !Number.isInteger(value) ? value : null,
      string_value: typeof value === "string" ? value : null,
      byte_value: value instanceof Uint8Array ? value : null,
      bool_value: typeof value === "boolean" && hasFlags ? value : null,
    });
  }

  /** A path of one key and, as TFX writes it, the index 0. */
  event(row: {
    readonly artifact: number;
    readonly execution: number;
    readonly type: number;
    readonly key?: string | null;
    readonly at?: number | null;
  }): number {
    const id = this.insert("Event", {
      artifact_id: row.artifact,
      execution_id: row.execution,
      type: row.type,
      milliseconds_since_epoch: row.at ?? null,
    });
    if (row.key !== undefined && row.key !== null) {
      this.insert("EventPath", { event_id: id, is_index_step: 0, step_key: row.key });
      this.insert("EventPath", { event_id: id, is_index_step: 1, step_index: 0 });
    }
    return id;
  }

  /** Id of a context, added where it is new. */
  context(type: string, name: string, at = 0): number {
    const key = `${type} ${name}`;
    const known = this.#contexts.get(key);
    if (known !== undefined) return known;
    const id = this.insert("Context", {
      type_id: this.type("context", type),
      name,
      create_time_since_epoch: at,
      last_update_time_since_epoch: at,
    });
    this.#contexts.set(key, id);
    return id;
  }

  associate(context: number, execution: number): void {
    this.insert("Association", { context_id: context, execution_id: execution });
  }

  attribute(context: number, artifact: number): void {
    const key = `${context} ${artifact}`;
    if (this.#associated.has(key)) return;
    this.#associated.add(key);
    this.insert("Attribution", { context_id: context, artifact_id: artifact });
  }

  /** Writes everything out and closes the file. */
  close(): void {
    this.db.exec("COMMIT");
    this.db.close();
  }
}
