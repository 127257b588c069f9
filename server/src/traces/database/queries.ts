import type { DatabaseAddress } from "./address.ts";

/** By kind of database: rows of table, column and about how many rows the table has. */
export const catalogQueries: Readonly<Record<DatabaseAddress["engine"], string>> = {
  mysql:
    "SELECT c.TABLE_NAME AS c0, c.COLUMN_NAME AS c1, t.TABLE_ROWS AS c2 FROM information_schema.COLUMNS c JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME WHERE c.TABLE_SCHEMA = DATABASE() LIMIT 20000",
  postgresql:
    "SELECT c.relname, a.attname, c.reltuples FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE n.nspname = ANY (current_schemas(false)) AND c.relkind IN ('r', 'p', 'v', 'm') LIMIT 20000",
};
