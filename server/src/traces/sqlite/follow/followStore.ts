import type { Trace } from "../../../model/trace.ts";
import type { TraceFollower } from "../../follower.ts";
import type { ReadControl } from "../../reader.ts";
import { Unscannable } from "../pages/unscannable.ts";
import type { Tables } from "../tables.ts";
import { FollowedDatabase, type Unfinished } from "./followDatabase.ts";
import { NotNowError } from "./snapshot.ts";

/** How a store in a SQLite file is read. */
export interface StoreReader {
  /** From tables that are kept in memory. */
  tables(tables: Tables, control: ReadControl): Trace;
  /** As a whole, by SQLite where need be. */
  whole(control: ReadControl): Promise<Trace>;
}

/** Follows a store in a SQLite file; one whose pages cannot be read for what they are is read as a whole each time. */
export function followStore(path: string, unfinished: Unfinished, reader: StoreReader): TraceFollower {
  const database = new FollowedDatabase(path, unfinished);
  return {
    async look(control) {
      try {
        const read = (tables: Tables): Trace => reader.tables(tables, control);
        const { value, isSettled } = await database.look(read, control.token);
        return { trace: value, isSettled };
      } catch (error) {
        if (!(error instanceof Unscannable || error instanceof NotNowError)) throw error;
        // What is told next is told against this reading.
        database.forget();
        return { trace: await reader.whole(control), isSettled: true };
      }
    },
  };
}
