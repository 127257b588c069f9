import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { Cells } from "./cells.ts";
import type { SqlDatabase, SqlRow } from "./database.ts";
import { leavesOf } from "./pages/leaves.ts";
import type { PageFile, Pages } from "./pages/pageFile.ts";
import { type CellRuns, type ScanColumn, scanCells, scanLeaves, type Visit, type VisitCells } from "./pages/scan.ts";
import { storedTable } from "./pages/schema.ts";
import { RecentPages, rowsTogether } from "./pages/together.ts";

const rowsBetweenChecks = 4096;

/** Thrown where the rows contradict the file that they stand in. */
export class DamagedStoreError extends Error {
  override readonly name = "DamagedStoreError";
}

/** A store's tables, wherever they are kept: what readers of traces ask of them. */
export interface Tables {
  has(table: string): boolean;
  hasColumn(table: string, column: string): boolean;
  /** Names of the tables, as they are written. */
  tables(): readonly string[];
  /** About how many rows a table has; 0 where nobody knows. */
  estimatedRows(table: string): number;
  /** Rows of a table; see {@link Column}. */
  rows(table: string, columns: readonly Column[]): Iterable<SqlRow>;
  /** Visits all rows of a table with one array that is filled anew for each. */
  scan(table: string, columns: readonly Column[], scan: Scan, visit: Visit): void;
  /** As {@link scan}, without a value being decoded that nobody asks for. Absent where rows come decoded. */
  scanCells?<Into>(table: string, columns: readonly Column[], scan: Scan, visit: VisitCells<Into>, into: Into): void;
}

/** Visits all rows of a table, wherever it is kept, with one object that is filled anew for each, and with what takes them. */
export function eachRow<Into>(
  tables: Tables,
  table: string,
  columns: readonly Column[],
  scan: Scan,
  visit: VisitCells<Into>,
  into: Into,
): void {
  if (tables.scanCells) {
    tables.scanCells(table, columns, scan, visit, into);
    return;
  }
  const cells = new Cells(columns.length);
  tables.scan(table, columns, scan, (row) => {
    cells.fill(row);
    visit(cells, into);
  });
}

/**
 * A store's tables as they really are: a column that this version of the schema lacks reads as null, a table that it
 * lacks as empty. Rows are counted for progress, and cancellation is asked for while they go by.
 */
export class SqlTables implements Tables {
  readonly #db: SqlDatabase;
  readonly #columns: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #token: CancelToken;
  readonly #onRows: (rows: number) => void;
  readonly #maxRows: number;
  readonly #pages: PageFile | null;
  #rowsRead = 0;

  /**
   * `bytes`: the file's size. No table can hold more rows than bytes; one that does refers to itself. `pages`: the file at rest, from which
   * {@link scan} may read past SQLite.
   */
  constructor(
    db: SqlDatabase,
    bytes: number,
    token: CancelToken,
    onRows: (rows: number) => void,
    pages: PageFile | null = null,
  ) {
    this.#db = db;
    this.#pages = pages;
    this.#token = token;
    this.#onRows = onRows;
    this.#maxRows = bytes;
    this.#columns = readColumns(db);
  }

  has(table: string): boolean {
    return this.#columns.has(table);
  }

  hasColumn(table: string, column: string): boolean {
    return this.#columns.get(table)?.has(column) ?? false;
  }

  tables(): readonly string[] {
    return [...this.#columns.keys()];
  }

  /** The largest row number: close to the number of rows, found without counting them. */
  estimatedRows(table: string): number {
    if (!this.has(table)) return 0;
    for (const [rows] of this.#db.rows(`SELECT CAST(max(rowid) AS REAL) AS c0 FROM "${table}"`)) {
      return Math.min(Math.max(Number(rows ?? 0), 0), this.#maxRows);
    }
    return 0;
  }

  /**
   * Rows of a table. `columns` are names, or names with how they are to be read: `real` for integers (exact up to 2^53,
   * and never too large to be read), `raw` as stored, `value` as stored but integers beyond 2^53 as text.
   */
  *rows(table: string, columns: readonly Column[], rest = ""): Generator<SqlRow, void> {
    if (!this.has(table)) return;
    const list = columns.map((column, index) => `${this.#expression(table, column)} AS c${index}`).join(", ");
    let count = 0;
    for (const row of this.#db.rows(`SELECT ${list} FROM "${table}" ${rest}`)) {
      if (++count % rowsBetweenChecks === 0) this.#pause(count);
      yield row;
    }
    this.#rowsRead += count;
    this.#onRows(this.#rowsRead);
    throwIfCancelled(this.#token);
  }

  /**
   * Visits all rows of a table with one array that is filled anew for each. Straight from the file's pages where it may be, else by
   * SQLite. Throws `Unscannable` where the pages hold what only SQLite reads: then all is to be read again without them.
   */
  scan(table: string, columns: readonly Column[], { order, where }: Scan, visit: Visit): void {
    if (!this.has(table)) return;
    const onPages: OnPages = (pages, leaves, wanted, onRows, runs) =>
      scanLeaves(pages, leaves, wanted, this.#token, visit, onRows, runs);
    if (this.#pages && this.#scanPages(this.#pages, table, columns, order, onPages)) return;
    for (const row of this.rows(table, columns, sqlOf(order, where))) visit(row);
  }

  scanCells<Into>(
    table: string,
    columns: readonly Column[],
    { order, where }: Scan,
    visit: VisitCells<Into>,
    into: Into,
  ): void {
    if (!this.has(table)) return;
    const onPages: OnPages = (pages, leaves, wanted, onRows, runs) =>
      scanCells(pages, leaves, wanted, this.#token, visit, into, onRows, runs);
    if (this.#pages && this.#scanPages(this.#pages, table, columns, order, onPages)) return;
    const cells = new Cells(columns.length);
    for (const row of this.rows(table, columns, sqlOf(order, where))) {
      cells.fill(row);
      visit(cells, into);
    }
  }

  /** False where the rows do not stand in the order asked for. */
  #scanPages(pages: PageFile, table: string, columns: readonly Column[], order: Order, scan: OnPages): boolean {
    const stored = storedTable(this.#db, table);
    if (order === "id" && stored.places.get("id") !== -1) return false;
    const leaves = leavesOf(pages, stored.root);
    const together =
      typeof order === "object"
        ? rowsTogether(pages, leaves, stored.places.get(order.together) ?? null, this.#token)
        : null;
    const wanted = columns.map(([name, read]) => ({
      place: stored.places.get(name) ?? null,
      read,
      hasDefault: stored.defaults.has(name),
    }));
    let count = 0;
    let next = rowsBetweenChecks;
    const onRows = (rows: number): void => {
      count += rows;
      if (count < next) return;
      next = count + rowsBetweenChecks;
      this.#pause(count);
    };
    if (together) scan(new RecentPages(pages), together.leaves, wanted, onRows, together.runs);
    else scan(pages, leaves, wanted, onRows, null);
    this.#rowsRead += count;
    this.#onRows(this.#rowsRead);
    return true;
  }

  #pause(count: number): void {
    throwIfCancelled(this.#token);
    if (count > this.#maxRows) throw new DamagedStoreError("a table refers to itself");
    this.#onRows(this.#rowsRead + count);
  }

  #expression(table: string, [name, read]: Column): string {
    return this.hasColumn(table, name) ? sqliteExpression(`"${name}"`, read) : "NULL";
  }
}

/** Scans a table's leaf pages; `onRows` is told how many rows went by. */
type OnPages = (
  pages: Pages,
  leaves: Uint32Array,
  wanted: readonly ScanColumn[],
  onRows: (rows: number) => void,
  runs: CellRuns | null,
) => void;

/**
 * In which order rows are visited: by row number, by the column `id`, in any; or with the rows of equal values of a column together, by ascending value: by
 * SQLite in the whole order `sql`, from pages as they stand.
 */
export type Order = "any" | "rowid" | "id" | { readonly together: string; readonly sql: string };

export interface Scan {
  readonly order: Order;
  /** Rows that SQLite may leave out; whoever visits leaves them out, too. */
  readonly where?: string;
}

function sqlOf(order: Order, where: string | undefined): string {
  const condition = where === undefined ? "" : `WHERE ${where} `;
  if (order === "any") return condition;
  return `${condition}ORDER BY ${typeof order === "object" ? order.sql : order}`;
}

export type Column = readonly [name: string, read: "real" | "raw" | "value"];

const maxExact = String(Number.MAX_SAFE_INTEGER);

/** SQL that reads a quoted column as it is asked for. */
export function sqliteExpression(column: string, read: Column[1]): string {
  if (read === "real") return `CAST(${column} AS REAL)`;
  if (read === "raw") return column;
  return `CASE WHEN typeof(${column}) = 'integer' AND ${column} NOT BETWEEN -${maxExact} AND ${maxExact} THEN CAST(${column} AS TEXT) ELSE ${column} END`;
}

/** Only true tables count: a view or virtual table of the same name could compute anything. */
function readColumns(db: SqlDatabase): ReadonlyMap<string, ReadonlySet<string>> {
  const tables = new Map<string, ReadonlySet<string>>();
  const names: string[] = [];
  for (const [name] of db.rows("SELECT name AS c0 FROM sqlite_master WHERE type = 'table' AND rootpage > 0")) {
    if (typeof name === "string" && /^\w{1,64}$/.test(name)) names.push(name);
    if (names.length > 1000) break;
  }
  for (const name of names) {
    const columns = new Set<string>();
    for (const [, column] of db.rows(`PRAGMA table_info("${name}")`)) {
      if (typeof column === "string" && /^\w{1,64}$/.test(column)) columns.add(column);
    }
    tables.set(name, columns);
  }
  return tables;
}
