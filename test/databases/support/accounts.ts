import { addressText, type DatabaseAddress } from "../../../server/src/traces/database/address.ts";
import type { Server } from "./servers.ts";

export const password = "p@ss w'rd";

/** Makes a user that may read a database, and nothing else, as the documentation says. */
export function readerOf(server: Server, database: string, user = "reader"): void {
  if (server.engine === "mysql") {
    server.run(`CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED BY '${password.replaceAll("'", "''")}';
      GRANT SELECT ON ${database}.* TO '${user}'@'%';`);
    return;
  }
  server.run(
    `DO $$ BEGIN CREATE ROLE ${user} LOGIN PASSWORD '${password.replaceAll("'", "''")}'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
     GRANT USAGE ON SCHEMA public TO ${user}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${user};`,
    database,
  );
}

/** The path of a database as a trace; with TLS, verified, where nothing else is said. */
export const pathOf = (server: Server, database: string, changes: Partial<DatabaseAddress> = {}): string =>
  addressText({
    engine: server.engine,
    host: "localhost",
    port: server.port,
    user: "reader",
    database,
    tls: "verify",
    ca: server.ca,
    pipeline: null,
    ...changes,
  });
