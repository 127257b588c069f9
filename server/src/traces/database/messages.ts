import type { MessagePort } from "node:worker_threads";
import type { SqlRow } from "../sqlite/database.ts";
import type { DatabaseAddress } from "./address.ts";
import type { DatabaseProblem } from "./databaseError.ts";

/** What the thread of a connection is started with. */
export interface ConnectionData {
  readonly address: DatabaseAddress;
  /** Null where none is known. */
  readonly password: string | null;
  readonly port: MessagePort;
  /** Two numbers: how many messages were sent, and a count that goes on as long as the thread is not stuck. */
  readonly signal: SharedArrayBuffer;
}

/** A query has a number, and so has everything that answers it: who stops reading one answer, or begins the next before its end, never takes one for the other. */
export type Question =
  | {
      readonly type: "query";
      readonly number: number;
      readonly sql: string;
      readonly values: readonly (number | string)[];
    }
  /** Ends the query under way, and the connection. */
  | { readonly type: "abandon" }
  | { readonly type: "close" };

/** What answers a query: rows in any number of parts, and the end. */
export type Answer =
  | { readonly type: "rows"; readonly number: number; readonly rows: readonly SqlRow[] }
  | { readonly type: "done"; readonly number: number }
  | { readonly type: "abandoned" }
  /** `number`: null where it is of no query, but of the connection. */
  | { readonly type: "problem"; readonly number: number | null; readonly problem: DatabaseProblem };
