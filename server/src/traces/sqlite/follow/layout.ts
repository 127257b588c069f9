import { neverCancelled } from "../../../model/cancel.ts";
import { leavesOf } from "../pages/leaves.ts";
import type { Pages } from "../pages/pageFile.ts";
import { scanLeaves } from "../pages/scan.ts";
import type { StoredTable } from "../pages/schema.ts";
import { Unscannable } from "../pages/unscannable.ts";

const maxTables = 1000;

/** The true tables of a database by name, read from its schema's own pages, without SQLite. Throws `Unscannable` where these cannot be read. */
export function layoutOf(pages: Pages): ReadonlyMap<string, TableLayout> {
  const tables = new Map<string, TableLayout>();
  const columns = [
    { place: 0, read: "raw" },
    { place: 1, read: "raw" },
    { place: 3, read: "real" },
    { place: 4, read: "raw" },
  ] as const;
  scanLeaves(pages, leavesOf(pages, 1), columns, neverCancelled, ([type, name, root, sql]) => {
    if (type !== "table" || typeof name !== "string" || !/^\w{1,64}$/.test(name) || tables.size > maxTables) return;
    if (typeof root !== "number" || root <= 0 || typeof sql !== "string") return;
    tables.set(name, { root, columns: columnsOf(sql) });
  });
  return tables;
}

/** A table as its pages hold it. */
export interface TableLayout {
  readonly root: number;
  /** Null where the words of its making are not understood. */
  readonly columns: Pick<StoredTable, "places" | "defaults"> | null;
}

interface Part {
  readonly words: readonly string[];
  /** The first word as it is meant, without quotes. */
  readonly name: string;
  readonly isQuoted: boolean;
}

const afterType: ReadonlySet<string> = new Set(
  "CONSTRAINT PRIMARY NOT NULL UNIQUE CHECK DEFAULT COLLATE REFERENCES ON GENERATED AS".split(" "),
);

/** Type of a column as it is declared, in upper case. */
function typeOf({ words }: Part): string {
  const type: string[] = [];
  for (const word of words.slice(1)) {
    if (afterType.has(word.toUpperCase())) break;
    type.push(word.toUpperCase());
  }
  return type.join(" ");
}

const constraints: ReadonlySet<string> = new Set(["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]);

/**
 * Columns of a table from the words that made it (`CREATE TABLE`, as SQLite keeps them): their places in a record, -1 for the one that is the row
 * number. Null for what is not understood for certain.
 */
export function columnsOf(sql: string): TableLayout["columns"] {
  const parts = partsOf(sql);
  if (parts === null) return null;
  const places = new Map<string, number>();
  const defaults = new Set<string>();
  let rowNumber: string | null = null;
  let keys = 0;
  for (const part of parts) {
    const { words, name, isQuoted } = part;
    const upper = words.map((word) => word.toUpperCase());
    if (!isQuoted && constraints.has(upper[0] ?? "")) {
      const primary = upper.indexOf("PRIMARY");
      if (primary !== 0 && primary !== 2) continue;
      keys++;
      const listed = keyColumns(words.slice(primary + 2));
      if (listed === null) return null;
      if (listed.length === 1) {
        const column = parts.find((part) => part.name.toLowerCase() === listed[0]?.toLowerCase());
        if (column && typeOf(column) === "INTEGER") rowNumber = column.name;
      }
      continue;
    }
    if (upper.includes("GENERATED") || upper.includes("AS")) return null;
    const primary = upper.indexOf("PRIMARY");
    if (primary > 0) {
      keys++;
      if (typeOf(part) === "INTEGER" && upper[primary + 2] !== "DESC") rowNumber = name;
    }
    if (upper.includes("DEFAULT") && upper[upper.indexOf("DEFAULT") + 1] !== "NULL") defaults.add(name);
    if (places.has(name)) return null;
    places.set(name, places.size);
  }
  if (keys > 1) return null;
  if (rowNumber !== null) places.set(rowNumber, -1);
  return places.size === 0 ? null : { places, defaults };
}

/** Names in `( a, b )`; null where there is more than names. */
function keyColumns(words: readonly string[]): readonly string[] | null {
  const close = words.indexOf(")");
  if (words[0] !== "(" || close < 0) return null;
  const inside = words.slice(1, close);
  const names: string[] = [];
  for (const [index, word] of inside.entries()) {
    if ((word === ",") !== (index % 2 === 1)) return null;
    if (word !== ",") names.push(unquoted(word));
  }
  return names;
}

/** The table's columns and constraints, each in words; null where the text is no plain making of a table with row numbers. */
function partsOf(sql: string): readonly Part[] | null {
  const words = wordsOf(sql);
  if (words === null) return null;
  const open = words.indexOf("(");
  if (words[0]?.toUpperCase() !== "CREATE" || words[1]?.toUpperCase() !== "TABLE" || open !== 3) return null;
  const parts: Part[] = [];
  let current: string[] = [];
  let depth = 1;
  let at = open + 1;
  const finish = (): void => {
    const [first] = current;
    if (first !== undefined) parts.push({ words: current, name: unquoted(first), isQuoted: unquoted(first) !== first });
    current = [];
  };
  for (; at < words.length && depth > 0; at++) {
    const word = words[at] as string;
    if (word === "(") depth++;
    else if (word === ")") depth--;
    if (depth === 0) break;
    if (depth === 1 && word === ",") finish();
    else current.push(word);
  }
  finish();
  // What follows (`WITHOUT ROWID`, `STRICT`) changes how rows are stored.
  return depth === 0 && at === words.length - 1 ? parts : null;
}

const token =
  /\s+|--[^\n]*\n|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|'(?:[^']|'')*'|[\p{L}\p{N}_$.+-]+|[(),;]|./guy;
const maxSql = 100_000;

function wordsOf(sql: string): readonly string[] | null {
  if (sql.length > maxSql) return null;
  return (sql.match(token) ?? []).filter((word) => !/^(?:\s|--|\/\*)/.test(word));
}

function unquoted(word: string): string {
  const first = word[0];
  if (first === '"' || first === "`" || first === "'") return word.slice(1, -1).replaceAll(first + first, first);
  return first === "[" ? word.slice(1, -1) : word;
}

/** Throws `Unscannable` where a table's words are not understood. */
export function understood({ columns }: TableLayout): NonNullable<TableLayout["columns"]> {
  if (columns === null) throw new Unscannable("a table whose columns are not understood");
  return columns;
}
