import { neverCancelled } from "../../model/cancel.ts";
import { storeStampOf } from "../fileStamp.ts";
import type { TraceFormat } from "../format.ts";
import { keyedSqlite } from "../keyed/keyedSqlite.ts";
import { withPages } from "../sqlite/pages/withPages.ts";
import { readConsistently } from "../sqlite/readConsistently.ts";
import { looksLikeStore } from "../sqlite/sniff.ts";
import { mlmdKeys } from "./keys.ts";
import { readStoreProperties } from "./properties.ts";
import { readKeyedStore } from "./readPipeline.ts";
import { readStore } from "./readStore.ts";

/** ML Metadata stores in SQLite files. A store that is being written is read at its last commit. */
export const mlmd: TraceFormat = {
  kind: "mlmd",
  looksLike: looksLikeStore,
  read: (path, options, control, { engine, scratch }) =>
    readConsistently(path, { engine, scratch, token: control.token }, (db, bytes, file) =>
      options.pipeline === undefined
        ? withPages(file, bytes, (pages) => readStore(db, bytes, options, control, pages))
        : readKeyedStore((onRows) => keyedSqlite(db, mlmdKeys, control.token, onRows), options, control),
    ),
  properties: (path, of, id, { engine, scratch }) =>
    readConsistently(path, { engine, scratch, token: neverCancelled }, (db, bytes) =>
      readStoreProperties(db, bytes, of, id),
    ),
  stamp: storeStampOf,
};
