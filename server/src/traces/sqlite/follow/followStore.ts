import type { Trace } from "../../../model/trace.ts";
import type { TraceFollower, TraceLook } from "../../follower.ts";
import type { ReadControl } from "../../reader.ts";
import { Unscannable } from "../pages/unscannable.ts";
import { UnreadableError } from "../readConsistently.ts";
import { FollowedDatabase, type Unfinished } from "./followDatabase.ts";
import type { KeptTables } from "./keptTables.ts";
import { NotNowError } from "./snapshot.ts";

/** How a store in a SQLite file is read. */
export interface StoreReader {
  /** From tables that are kept in memory; `isReadOn`: it goes on from the trace that it gave before. */
  tables(tables: KeptTables, control: ReadControl): Trace;
  readonly isReadOn: boolean;
  /** As a whole, by SQLite where need be. */
  whole(control: ReadControl): Promise<Trace>;
}

/** Follows a store in a SQLite file; one whose pages cannot be read for what they are is read as a whole each time. */
export function followStore(path: string, unfinished: Unfinished, reader: StoreReader): TraceFollower {
  const database = new FollowedDatabase(path, unfinished);
  return {
    async look(control) {
      try {
        const read = (tables: KeptTables): Trace => reader.tables(tables, control);
        const { value, isSettled } = await database.look(read, control.token);
        return { trace: value, isReadOn: reader.isReadOn, isSettled };
      } catch (error) {
        if (!(error instanceof Unscannable || error instanceof NotNowError)) throw error;
        // What is told next is told against this reading.
        database.tellAnew();
        return await wholeIfQuiet(reader, control, error instanceof NotNowError);
      }
    },
  };
}

/** Reads a store as a whole; one that is `busy` and stays so is as it was for now, and to be looked at again. */
async function wholeIfQuiet(reader: StoreReader, control: ReadControl, busy: boolean): Promise<TraceLook> {
  try {
    return { trace: await reader.whole(control), isSettled: true };
  } catch (error) {
    if (busy && error instanceof UnreadableError && error.code === "busy") return { trace: null, isSettled: false };
    throw error;
  }
}
