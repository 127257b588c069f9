import { optionsOf, textOfValue } from "./choices.ts";
import type { Made, Place, Value } from "./values.ts";

/** A store's path as text tells it. */
export interface StorePath {
  readonly path: string;
  readonly place: Place;
}

/** Paths of the SQLite stores in a `metadata_connection_config`; of other stores nothing. */
export function storesOf(config: Value | undefined): StorePath[] {
  const stores: StorePath[] = [];
  for (const option of config ? optionsOf(config) : []) {
    if (option.type !== "made") continue;
    const uri = uriOf(option.made);
    for (const value of uri ? optionsOf(uri) : []) {
      const path = textOfValue(value);
      if (path === null || path === "" || stores.some((other) => other.path === path)) continue;
      stores.push({ path, place: placeOfUri(value, option.made) });
    }
  }
  return stores;
}

/** Whether a `metadata_connection_config` may be one of a database: its address is none that is connected to without being asked for. */
export const isDatabase = (config: Value | undefined): boolean =>
  (config ? optionsOf(config) : []).some(
    (option) =>
      option.type === "made" &&
      (option.made.name === "mysql_metadata_connection_config" ||
        (option.made.name === "ConnectionConfig" &&
          (named(option.made, "mysql") ?? named(option.made, "postgresql")) !== null)),
  );

const named = (of: Made, name: string): Value | null =>
  of.attributes.get(name) ?? of.arguments.find((argument) => argument.name === name)?.value ?? null;

const placeOfUri = (value: Value, made: Made): Place =>
  (value.type === "constant" ? value.place : null) ?? { source: made.source, span: made.span };

function uriOf(made: Made): Value | null {
  if (made.name === "sqlite_metadata_connection_config") {
    return (
      named(made, "metadata_db_uri") ??
      made.arguments.find(({ name, star }) => name === null && star === "")?.value ??
      null
    );
  }
  if (made.name !== "ConnectionConfig") return null;
  const sqlite = named(made, "sqlite");
  return sqlite?.type === "made" ? named(sqlite.made, "filename_uri") : null;
}
