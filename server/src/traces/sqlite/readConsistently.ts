import { constants, statSync } from "node:fs";
import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CancelledError, type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import type { SqlDatabase } from "./database.ts";
import { type FileState, journalIdentity, journalOf, logIdentity, logOf, readFileState } from "./fileState.ts";
import { isHeader, type NotSqlite, truncation } from "./header.ts";
import { loadNodeSqlite, openNodeSqlite } from "./nodeSqlite.ts";
import { loadSqlJs, openSqlJs } from "./sqlJs.ts";

/** `auto`: Node's own SQLite where the runtime has it, else SQLite in WebAssembly. */
export type SqlEngine = "auto" | "node:sqlite" | "sql.js";

export interface ConsistentRead {
  readonly engine: SqlEngine;
  /** Folder that is made for a private copy where one is needed, and removed again. Must not exist. */
  readonly scratch: string;
  readonly token: CancelToken;
  /** The file is read once: if it changes meanwhile, that is not waited out. */
  readonly isOnce?: boolean;
}

/** A SQLite file that cannot be read, or not now. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
  readonly code: NotSqlite["code"] | "busy";
  readonly cure: string;
  constructor(code: UnreadableError["code"], cause: string, cure: string) {
    super(cause);
    this.code = code;
    this.cure = cure;
  }
}

const waits = [50, 100, 200, 400, 800, 1600] as const;

/** The file changed while it was read: what was read means nothing. `ifItStaysSo`: what to say when it never comes to rest. */
class ChangedError extends Error {
  override readonly name = "ChangedError";
  readonly ifItStaysSo: UnreadableError;
  constructor(
    ifItStaysSo = new UnreadableError(
      "busy",
      "another program writes to it without pause",
      "Read it again in a moment, or choose another trace.",
    ),
  ) {
    super("changed");
    this.ifItStaysSo = ifItStaysSo;
  }
}

/**
 * Runs `read` on the last committed state of a SQLite file, taking no lock and writing nothing beside it, whoever else
 * writes to it meanwhile:
 *
 * - at rest, the file is read as it is, and the reading is thrown away and done again when the file changed under it;
 * - in the middle of a transaction, file and journal are copied (in this order: every page that the copy has too
 *   new is then in the journal), and SQLite rolls the copy back;
 * - with a write-ahead log, file and log are copied (in this order: what was moved from the log into the file meanwhile is
 *   still in the log, unless the log began anew, which shows in its header).
 *
 * `bytes` is the size of what is read. Throws what `read` throws, `UnreadableError`, and file system errors.
 */
export async function readConsistently<T>(path: string, options: ConsistentRead, read: Read<T>): Promise<T> {
  let last = new ChangedError();
  for (const wait of options.isOnce === true ? [0] : [0, ...waits]) {
    throwIfCancelled(options.token);
    await sleep(wait);
    throwIfCancelled(options.token);
    try {
      return await readOnce(await readFileState(path), options, read);
    } catch (error) {
      if (!(error instanceof ChangedError)) throw error;
      last = error;
    }
  }
  throw last.ifItStaysSo;
}

/** `file`: the path of what is open where it lies at rest, without journal and log, so that its pages are all there is; else null. */
type Read<T> = (db: SqlDatabase, bytes: number, file: string | null) => T;

async function readOnce<T>(state: FileState, options: ConsistentRead, read: Read<T>): Promise<T> {
  const sqlite = options.engine === "sql.js" ? null : loadNodeSqlite();
  if (state.journal !== null || state.log !== null) {
    if (!isHeader(state.header)) throw unreadable(state.header);
    if (sqlite === null) throw needsNodeSqlite(state);
    return await withCopy(state, options.scratch, (copy) => {
      const db = openNodeSqlite(sqlite, copy, "private-copy");
      return using(db, state.size, null, () => {
        const isAtRest = putToRest(db);
        return read(db, statSync(copy).size, isAtRest ? copy : null);
      });
    });
  }
  try {
    if (!isHeader(state.header)) throw unreadable(state.header);
    const cut = truncation(state.header, state.size);
    if (cut) throw unreadable(cut);
    const db =
      sqlite === null
        ? openSqlJs(await loadSqlJs(), await readFile(state.path))
        : openNodeSqlite(sqlite, state.path, "immutable");
    const result = using(db, state.size, state.path, read);
    await assertUnchanged(state);
    return result;
  } catch (error) {
    // What looks like damage may be a transaction that began meanwhile.
    if (!(error instanceof CancelledError)) await assertUnchanged(state);
    throw error;
  }
}

/** Lets SQLite finish in a private copy what its journal or log holds; true where the file then holds all of it. */
function putToRest(db: SqlDatabase): boolean {
  for (const sql of ["SELECT count(*) FROM sqlite_master", "PRAGMA journal_mode = DELETE"]) {
    for (const [answer] of db.rows(sql)) if (answer === "delete") return true;
  }
  return false;
}

function using<T>(db: SqlDatabase, bytes: number, file: string | null, read: Read<T>): T {
  try {
    return read(db, bytes, file);
  } finally {
    db.close();
  }
}

const unreadable = ({ code, cause, cure }: NotSqlite): UnreadableError => new UnreadableError(code, cause, cure);

/** Without Node's SQLite nothing can finish what a journal or log holds; a transaction may still end by itself. */
function needsNodeSqlite(state: FileState): Error {
  const beside = basename(state.log === null ? journalOf(state.path) : logOf(state.path));
  const refusal = new UnreadableError(
    "busy",
    `its newest changes wait in ${beside}, which can be read with Node 22.15 and later only`,
    "Close the program that writes to it, or use a newer Node.",
  );
  return state.log === null ? new ChangedError(refusal) : refusal;
}

async function assertUnchanged(before: FileState): Promise<void> {
  const after = await readFileState(before.path);
  if (after.stamp !== before.stamp || after.journal !== null) throw new ChangedError();
}

/** Copies the file and what stands beside it, makes sure that they belong together, and removes the copy afterwards. */
async function withCopy<T>(state: FileState, scratch: string, use: (copy: string) => T): Promise<T> {
  const copy = join(scratch, "copy.sqlite");
  await mkdir(scratch, { mode: 0o700 });
  try {
    await copyFile(state.path, copy, constants.COPYFILE_FICLONE);
    if (state.log === null) {
      await copyBeside(journalOf(state.path), journalOf(copy));
      if ((await journalIdentity(state.path)) !== state.journal) throw new ChangedError();
    } else {
      await copyBeside(logOf(state.path), logOf(copy));
      if ((await logIdentity(state.path)) !== state.log) throw new ChangedError();
    }
    return use(copy);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The transaction may end, and its journal go, at any moment. */
async function copyBeside(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") throw new ChangedError();
    throw error;
  }
}
