export type SqlValue = null | number | bigint | string | Uint8Array;
/** One row's values in the order of the query's columns. */
export type SqlRow = readonly SqlValue[];

/** An open SQLite database that is only read. Errors of SQLite are thrown as {@link SqlError}. */
export interface SqlDatabase {
  /**
   * Rows of a query, one at a time as they are asked for. The columns need names of their own; integers beyond 2^53 are an
   * error unless the query casts them.
   */
  rows(sql: string, parameters?: readonly (number | string)[]): Iterable<SqlRow>;
  close(): void;
}

/** What SQLite said went wrong. */
export class SqlError extends Error {
  override readonly name = "SqlError";
}
