import { neverCancelled } from "../../model/cancel.ts";
import type { TraceId } from "../../model/trace.ts";
import type { TraceProperty } from "../reader.ts";
import type { SqlDatabase, SqlRow } from "../sqlite/database.ts";
import { type Column, SqlTables } from "../sqlite/tables.ts";
import { structText } from "./struct.ts";
import { type PropertyValue, propertyValue, valueColumns } from "./values.ts";

export const maxProperties = 200;
const maxLength = 2000;

/** Properties of one execution or artifact by name, declared ones before custom ones of the same name. */
export function readStoreProperties(
  db: SqlDatabase,
  bytes: number,
  of: "execution" | "artifact",
  id: TraceId,
): readonly TraceProperty[] {
  if (!Number.isSafeInteger(id)) return [];
  const store = new SqlTables(db, bytes, neverCancelled, () => {});
  const [table, key] = of === "execution" ? ["ExecutionProperty", "execution_id"] : ["ArtifactProperty", "artifact_id"];
  if (!store.hasColumn(table, key)) return [];
  return propertiesFrom(
    store.rows(
      table,
      propertyColumns,
      `WHERE "${key}" = ${id} ORDER BY name, is_custom_property LIMIT ${maxProperties}`,
    ),
  );
}

/** Columns of a property that {@link propertiesFrom} takes. */
export const propertyColumns: readonly Column[] = [["name", "raw"], ["is_custom_property", "raw"], ...valueColumns];

/** Properties as they are shown, from rows of {@link propertyColumns}; those without a value are left out. */
export function propertiesFrom(rows: Iterable<SqlRow>): readonly TraceProperty[] {
  const properties: TraceProperty[] = [];
  for (const row of rows) {
    const value = propertyValue(row, 2);
    if (typeof row[0] !== "string" || value === null) continue;
    properties.push({ name: row[0], value: written(value), custom: row[1] === 1 });
  }
  return properties;
}

function written(value: PropertyValue): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  const text = typeof value === "string" ? (structText(value) ?? value) : String(value);
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
