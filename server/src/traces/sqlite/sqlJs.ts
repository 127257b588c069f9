import { access } from "node:fs/promises";
import { dirname, join } from "node:path";
import initSqlJs, { type SqlJsStatic } from "sql.js";
import { type SqlDatabase, SqlError, type SqlRow } from "./database.ts";

/** SQLite compiled to WebAssembly, for runtimes whose Node has none of its own. A new instance: its memory goes with it. */
export async function loadSqlJs(): Promise<SqlJsStatic> {
  const path = await findWasm();
  return await initSqlJs({ locateFile: () => path });
}

/** Beside the bundle; when run from source, in the package that it comes from. */
async function findWasm(): Promise<string> {
  const here = import.meta.dirname;
  const candidates = [join(here, "sql-wasm.wasm")];
  for (let folder = here; dirname(folder) !== folder; folder = dirname(folder)) {
    candidates.push(join(folder, "node_modules", "sql.js", "dist", "sql-wasm.wasm"));
  }
  for (const path of candidates) {
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (exists) return path;
  }
  throw new Error("sql-wasm.wasm is missing from the installation.");
}

/** Opens a database that is wholly in memory; `bytes` may be changed. */
export function openSqlJs(sql: SqlJsStatic, bytes: Uint8Array): SqlDatabase {
  // A database in write-ahead mode is like any other once its log is empty, but this build cannot open it as what it is.
  if (bytes[18] === 2 && bytes[19] === 2) {
    bytes[18] = 1;
    bytes[19] = 1;
  }
  const db = wrapped(() => new sql.Database(bytes));
  try {
    wrapped(() => db.run("PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON"));
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    *rows(query, parameters = []): Generator<SqlRow, void> {
      const statement = wrapped(() => db.prepare(query, [...parameters]));
      try {
        while (wrapped(() => statement.step())) yield statement.get();
      } finally {
        statement.free();
      }
    },
    close: () => db.close(),
  };
}

function wrapped<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new SqlError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
