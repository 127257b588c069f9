import { neverCancelled } from "../../model/cancel.ts";
import { storeStampOf } from "../fileStamp.ts";
import type { TraceFormat } from "../format.ts";
import { keyedSqlite } from "../keyed/keyedSqlite.ts";
import type { Unfinished } from "../sqlite/follow/followDatabase.ts";
import { followStore } from "../sqlite/follow/followStore.ts";
import { withPages } from "../sqlite/pages/withPages.ts";
import { readConsistently } from "../sqlite/readConsistently.ts";
import { looksLikeStore } from "../sqlite/sniff.ts";
import { readKept } from "./follow/followedStore.ts";
import { mlmdKeys } from "./keys.ts";
import { readStoreProperties } from "./properties.ts";
import { readEarly } from "./readEarly.ts";
import { readKeyedStore, readShardOfStore } from "./readPipeline.ts";
import { readStore } from "./readStore.ts";

const read: TraceFormat["read"] = (path, options, control, resources) =>
  readConsistently(path, { ...resources, token: control.token }, (db, bytes, file) => {
    const keyed = (onRows: (rows: number) => void) => keyedSqlite(db, mlmdKeys, control.token, onRows);
    if (options.pipeline !== undefined) return readKeyedStore(keyed, options, control);
    const part = readShardOfStore(keyed, options, control);
    return part ?? withPages(file, bytes, (pages) => readStore(db, bytes, options, control, pages));
  });

/** Executions that are new or running, or of which nobody knows. */
const unfinished: Unfinished = {
  table: "Execution",
  column: "last_known_state",
  isOpen: (state) => typeof state !== "number" || state <= 2,
};

/** ML Metadata stores in SQLite files. A store that is being written is read at its last commit. */
export const mlmd: TraceFormat = {
  kind: "mlmd",
  looksLike: looksLikeStore,
  read,
  readEarly,
  follow: (path, options, resources) =>
    followStore(path, unfinished, {
      tables: readKept(options),
      isReadOn: true,
      whole: (control) => read(path, options, control, resources),
    }),
  properties: (path, of, id, { engine, scratch }) =>
    readConsistently(path, { engine, scratch, token: neverCancelled }, (db, bytes) =>
      readStoreProperties(db, bytes, of, id),
    ),
  stamp: storeStampOf,
};
