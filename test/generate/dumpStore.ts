import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";

/** A store's schema and rows as text, a line each: equal for stores that differ only in how SQLite laid them out. */
export function dumpStore(path: string): readonly string[] {
  const url = pathToFileURL(path);
  url.search = "?mode=ro&immutable=1";
  const db = new DatabaseSync(url, { readOnly: true });
  try {
    const tables = db.prepare("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").all();
    const lines: string[] = [];
    for (const { name, sql } of tables) {
      lines.push(String(sql));
      if (!String(sql).startsWith("CREATE TABLE") || name === "sqlite_sequence") continue;
      for (const row of db.prepare(`SELECT * FROM "${String(name)}" ORDER BY rowid`).all()) {
        lines.push(`${String(name)} ${JSON.stringify(Object.values(row))}`);
      }
    }
    return lines;
  } finally {
    db.close();
  }
}
