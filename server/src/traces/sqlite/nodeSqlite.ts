import { pathToFileURL } from "node:url";
import { type SqlDatabase, SqlError, type SqlRow } from "./database.ts";

type NodeSqlite = typeof import("node:sqlite");

let loaded: NodeSqlite | null | undefined;

/** Node's own SQLite, or null where this runtime has none that can open a file without locking it. */
export function loadNodeSqlite(): NodeSqlite | null {
  if (loaded === undefined) loaded = takesUrls() ? loadQuietly() : null;
  return loaded;
}

/** Opening by URL, which is how SQLite is told to take no locks, came with Node 22.15 and 23.10. */
function takesUrls(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > 23 || (major === 23 && minor >= 10) || (major === 22 && minor >= 15);
}

/** Loads the module without the warning that it is new, which is of no use to whoever reads a trace. */
function loadQuietly(): NodeSqlite | null {
  const emitWarning = process.emitWarning;
  try {
    process.emitWarning = () => {};
    return process.getBuiltinModule("node:sqlite") ?? null;
  } catch {
    return null;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/**
 * Opens a file with Node's own SQLite. `immutable`: no locks are taken, nothing is written beside the file, and a journal
 * or log beside it is not looked at; whoever opens so checks that the file stays as it is. Else the file is taken for
 * a private copy, on which SQLite may finish what the original's writer left.
 */
export function openNodeSqlite(sqlite: NodeSqlite, path: string, mode: "immutable" | "private-copy"): SqlDatabase {
  const url = pathToFileURL(path);
  if (mode === "immutable") {
    url.searchParams.set("mode", "ro");
    url.searchParams.set("immutable", "1");
  }
  const db = wrapped(() => new sqlite.DatabaseSync(url, { readOnly: mode === "immutable", allowExtension: false }));
  try {
    wrapped(() => db.exec("PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON"));
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    rows: (sql, parameters = []) => {
      const statement = wrapped(() => db.prepare(sql));
      // Absent before Node 22.16: there a row is an object whose values stand in the order of the columns.
      const asArrays = typeof statement.setReturnArrays === "function";
      if (asArrays) statement.setReturnArrays(true);
      const rows = wrapped(() => statement.iterate(...parameters)) as Iterator<unknown>;
      return asArrays ? steps(rows, (row) => row as SqlRow) : steps(rows, (row) => Object.values(row as object));
    },
    close: () => db.close(),
  };
}

function* steps(rows: Iterator<unknown>, toRow: (row: unknown) => SqlRow): Generator<SqlRow, void> {
  try {
    for (;;) {
      const step = wrapped(() => rows.next());
      if (step.done) return;
      yield toRow(step.value);
    }
  } finally {
    rows.return?.();
  }
}

function wrapped<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new SqlError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
