import type { TraceId } from "../../model/trace.ts";
import { type Catalog, readCatalog } from "../keyed/catalog.ts";
import { isMlflow } from "../mlflow/sqlStore.ts";
import { maxProperties, propertiesFrom, propertyColumns } from "../mlmd/properties.ts";
import type { TraceProperty } from "../reader.ts";
import type { DatabaseAddress } from "./address.ts";
import { catalogQueries } from "./queries.ts";
import { type Query, withConnection } from "./questioner.ts";
import { isMlmd, unknownTables } from "./readDatabase.ts";

/** Names in a database are written as its catalog has them. */
const quoted = (catalog: Catalog, table: string): string => `"${catalog.get(table.toLowerCase())?.name ?? table}"`;

/** Runs `ask` on a new connection with the tables that there are; does not wait in this thread. Throws `DatabaseError` and `NotAStoreError`. */
const asking = <T>(
  address: DatabaseAddress,
  password: string | null,
  ask: (query: Query, catalog: Catalog) => Promise<T>,
): Promise<T> =>
  withConnection(address, password, async (query) =>
    ask(query, readCatalog(await query(catalogQueries[address.engine]))),
  );

const mostNames = 5_000;

/** Names of the pipelines in a database (of MLflow: experiments), in order; at most 5,000. */
export const pipelinesInDatabase = (address: DatabaseAddress, password: string | null): Promise<readonly string[]> =>
  asking(address, password, async (query, catalog) => {
    const rows = isMlmd(catalog)
      ? await query(
          `SELECT DISTINCT c.name FROM ${quoted(catalog, "Context")} c JOIN ${quoted(catalog, "Type")} t ON t.id = c.type_id WHERE t.name IN ('pipeline', 'system.Pipeline') LIMIT ${mostNames}`,
        )
      : isMlflow((table) => catalog.has(table))
        ? await query(`SELECT name FROM experiments LIMIT ${mostNames}`)
        : null;
    if (rows === null) throw unknownTables(catalog, address);
    const names = rows.flatMap(([name]) => (typeof name === "string" && name !== "" ? [name] : []));
    return [...new Set(names.map((name) => (/^interactive-\d/.test(name) ? "interactive" : name)))].sort();
  });

/** Properties of one execution or artifact, as those of a store in a file. */
export const propertiesInDatabase = (
  address: DatabaseAddress,
  password: string | null,
  of: "execution" | "artifact",
  id: TraceId,
): Promise<readonly TraceProperty[]> =>
  asking(address, password, async (query, catalog) => {
    if (!isMlmd(catalog)) return typeof id === "string" && of === "execution" ? ofRun(query, id) : [];
    if (!Number.isSafeInteger(id)) return [];
    const table = of === "execution" ? "ExecutionProperty" : "ArtifactProperty";
    const known = catalog.get(table.toLowerCase());
    if (!known) return [];
    const columns = propertyColumns.map(([name]) => (known.columns.has(name) ? name : "NULL"));
    const sql = `SELECT ${columns.map((column, index) => `${column} AS c${index}`).join(", ")} FROM "${known.name}" WHERE ${of}_id = ${id} ORDER BY name, is_custom_property LIMIT ${maxProperties}`;
    return propertiesFrom(await query(sql));
  });

const maxLength = 2_000;

async function ofRun(query: Query, run: string): Promise<readonly TraceProperty[]> {
  const properties: TraceProperty[] = [];
  for (const [table, custom] of [
    ["params", false],
    ["tags", true],
  ] as const) {
    const sql = `SELECT "key", value FROM ${table} WHERE run_uuid = ? ORDER BY 1 LIMIT ${maxProperties}`;
    for (const row of await query(sql, [run])) {
      const [name, value] = row.map((one) => String(one ?? ""));
      if (!name || !value) continue;
      properties.push({
        name: name.slice(0, 200),
        value: value.length > maxLength ? `${value.slice(0, maxLength - 1)}…` : value,
        custom,
      });
    }
  }
  return properties.slice(0, maxProperties);
}
