import { neverCancelled } from "../model/cancel.ts";
import { err, ok } from "../model/result.ts";
import { readStoreProperties } from "../traces/mlmd/properties.ts";
import { readStore } from "../traces/mlmd/readStore.ts";
import type { ReadProperties, ReadTrace } from "../traces/reader.ts";
import { readConsistently, type SqlEngine } from "../traces/sqlite/readConsistently.ts";
import { scratchFolder } from "./scratch.ts";
import { failureOf } from "./traceFailure.ts";

/** Like {@link readTrace}, with a chosen engine and place for a private copy. */
export async function readTraceWith(
  engine: SqlEngine,
  scratch: string,
  ...[path, options, control]: Parameters<ReadTrace>
): ReturnType<ReadTrace> {
  const { token } = control;
  try {
    return ok(
      await readConsistently(path, { engine, scratch, token }, (db, bytes) => readStore(db, bytes, options, control)),
    );
  } catch (error) {
    return err(failureOf(error, path));
  }
}

/**
 * Reads a store in this thread. Nothing is locked or changed; a store that is being written is read at its last commit. Linear
 * in the rows; everything that can go wrong is a `TraceFailure` of one line.
 */
export const readTrace: ReadTrace = (path, options, control) =>
  readTraceWith("auto", scratchFolder(), path, options, control);

/** Reads the properties of one execution or artifact; an empty list where there are none or no such row. */
export const readProperties: ReadProperties = async (path, of, id) => {
  try {
    return ok(
      await readConsistently(path, { engine: "auto", scratch: scratchFolder(), token: neverCancelled }, (db, bytes) =>
        readStoreProperties(db, bytes, of, id),
      ),
    );
  } catch (error) {
    return err(failureOf(error, path));
  }
};
