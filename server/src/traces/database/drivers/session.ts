import type { SqlRow } from "../../sqlite/database.ts";
import type { DatabaseAddress } from "../address.ts";

/** A connection on which one consistent state of a database is read, and nothing can be written. Errors are the driver's. */
export interface Session {
  /** Rows of a query, `?` standing for the values: numbers that are exact as numbers, larger ones as text; truth values as 1 and 0. */
  query(sql: string, values: readonly (number | string)[]): Promise<readonly SqlRow[]>;
  /** Ends the query that runs, on the server as well, and the connection. */
  abandon(): Promise<void>;
  close(): Promise<void>;
}

export type OpenSession = (address: DatabaseAddress, password: string | null) => Promise<Session>;
