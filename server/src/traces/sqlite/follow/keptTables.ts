import type { CancelToken } from "../../../model/cancel.ts";
import type { SqlRow, SqlValue } from "../database.ts";
import type { Pages } from "../pages/pageFile.ts";
import type { ScanColumn, Visit, VisitCells } from "../pages/scan.ts";
import { Unscannable } from "../pages/unscannable.ts";
import type { Column, Scan, Tables } from "../tables.ts";
import type { RowChanges } from "./changes.ts";
import { KeptValues } from "./columns.ts";
import { KeptTable, type Leaf } from "./keptTable.ts";
import { type TableLayout, understood } from "./layout.ts";

/** Rows that are kept at most; a larger store is read again whole. */
const maxRows = 6_000_000;

/** Which known pages are to be looked at again. */
export type IsDue = (kept: KeptTable) => (leaf: Leaf, index: number) => boolean;

/** The tables of a SQLite file as they were at one moment, kept in memory: a table is read when it is first asked for, and brought up to date together with all others. */
export class KeptTables implements Tables {
  readonly #layout: ReadonlyMap<string, TableLayout>;
  readonly #values = new KeptValues();
  readonly #tables = new Map<string, Kept>();
  #isBroken = false;
  /** The file, while it may be read. */
  #source: { readonly pages: Pages; readonly token: CancelToken } | null = null;

  constructor(layout: ReadonlyMap<string, TableLayout>) {
    this.#layout = layout;
  }

  /** An update failed half-way: they are not to be used any more. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Runs `use` with the file to read from. */
  reading<T>(pages: Pages, token: CancelToken, use: () => T): T {
    this.#source = { pages, token };
    try {
      return use();
    } finally {
      this.#source = null;
    }
  }

  /**
   * Brings what is kept up to date, while reading. Says whether anything changed. `onRead` is told which pages are to be decoded, once it is known; if it throws,
   * what is kept stays as it was.
   */
  update(isDue: IsDue, onRead: (pages: readonly number[]) => void): boolean {
    const { pages, token } = this.#reading();
    const plans = [...this.#tables.values()].map(({ kept }) => ({ kept, plan: kept.plan(pages, isDue(kept)) }));
    // Pages of all tables stand in the file side by side: they are compared in its order.
    const due = plans.flatMap(({ kept, plan }) =>
      plan.due.map((index) => ({ kept, plan, index, page: plan.page[index] ?? 0 })),
    );
    due.sort((a, b) => a.page - b.page);
    pages.expect?.(Uint32Array.from(due, ({ page }) => page));
    for (const { kept, plan, index } of due) kept.compare(pages, plan, index);
    onRead(plans.flatMap(({ plan }) => plan.page.filter((_, index) => plan.kept[index] === -1)));
    let isChanged = false;
    this.#isBroken = true;
    for (const { kept, plan } of plans) if (kept.update(pages, plan, token)) isChanged = true;
    this.#checkSize();
    this.#isBroken = false;
    return isChanged;
  }

  /** Pages that may hold what was never committed, in the order of the file. */
  doubtful(): readonly KeptPage[] {
    return [...this.#tables.values()]
      .flatMap(({ kept }) => kept.doubtful().map((leaf) => ({ kept, leaf })))
      .sort((a, b) => a.leaf.page - b.leaf.page);
  }

  /** Places of the last pages, at most so many, that hold rows with such a value in a column of a table. */
  pagesWith(table: string, column: string, isSuch: (value: SqlValue) => boolean, most: number): PlacesOfPages {
    const found = new Map<KeptTable, Set<number>>();
    for (const { kept, ...of } of this.#tables.values()) {
      const place = of.table === table ? placeIn(of.columns, column) : -1;
      if (place < 0) continue;
      const places = new Set<number>();
      for (let leaf = kept.leaves.length - 1; leaf >= 0 && places.size < most; leaf--) {
        const { from = 0, to = 0 } = kept.leaves[leaf] ?? {};
        let row = from;
        while (row < to && !isSuch(kept.at(place, row))) row++;
        if (row < to) places.add(leaf);
      }
      found.set(kept, places);
    }
    return found;
  }

  /** What was read was one committed state. */
  settle(): void {
    for (const { kept } of this.#tables.values()) kept.settle();
  }

  /** What became of the rows of each kept table since {@link mark}. */
  changes(): readonly TableChanges[] {
    return [...this.#tables.values()].map(({ table, kept }) => ({ table, count: kept.count, ...kept.changes }));
  }

  /** From now on changes are told to the rows as they are. */
  mark(): void {
    for (const { kept } of this.#tables.values()) kept.mark();
  }

  /** Numbers from 0 on in a column of a kept table, by the places of its rows, and others where there is none. None where the table is not kept. */
  numbers(table: string, column: string): Int32Array | Float64Array {
    for (const one of this.#tables.values()) {
      const place = one.table === table ? placeIn(one.columns, column) : -1;
      const numbers = place < 0 ? null : one.kept.numbers(place);
      if (numbers) return numbers;
    }
    return new Int32Array(0);
  }

  /** The kept tables with some of their rows alone, by ascending places; those that are not named have all of theirs. */
  part(rows: ReadonlyMap<string, Float64Array>): Tables {
    const scanCells: NonNullable<Tables["scanCells"]> = (table, columns, scan, visit, into) => {
      const places = rows.get(table);
      const known = places && this.#covering(table, columns);
      if (!known) {
        this.scanCells(table, columns, scan, visit, into);
        return;
      }
      const { kept, at } = known;
      const together = typeof scan.order === "object" ? at[placeIn(columns, scan.order.together)] : undefined;
      kept.visitCells(together === undefined ? places : byColumn(kept, together, places.slice()), visit, into, at);
    };
    return {
      has: (table) => this.has(table),
      hasColumn: (table, column) => this.hasColumn(table, column),
      tables: () => this.tables(),
      estimatedRows: () => 0,
      rows: (table, columns) => this.rows(table, columns),
      scan: (table, columns, scan, visit) =>
        scanCells(table, columns, scan, (cells) => visit(columns.map((_, column) => cells.value(column))), null),
      scanCells,
    };
  }

  has(table: string): boolean {
    return this.#layout.has(table);
  }

  hasColumn(table: string, column: string): boolean {
    const layout = this.#layout.get(table);
    return layout !== undefined && understood(layout).places.has(column);
  }

  tables(): readonly string[] {
    return [...this.#layout.keys()];
  }

  estimatedRows(): number {
    return 0;
  }

  *rows(table: string, columns: readonly Column[]): Generator<SqlRow, void> {
    const kept = this.#table(table, columns);
    if (!kept) return;
    for (let row = 0; row < kept.count; row++) yield columns.map((_, column) => kept.at(column, row));
  }

  scan(table: string, columns: readonly Column[], scan: Scan, visit: Visit): void {
    const kept = this.#table(table, columns);
    kept?.visit(this.#order(kept, table, columns, scan), visit);
  }

  scanCells<Into>(table: string, columns: readonly Column[], scan: Scan, visit: VisitCells<Into>, into: Into): void {
    const kept = this.#table(table, columns);
    kept?.visitCells(this.#order(kept, table, columns, scan), visit, into);
  }

  #order(kept: KeptTable, table: string, columns: readonly Column[], { order }: Scan): Float64Array | null {
    if (order === "id" && this.#layout.get(table)?.columns?.places.get("id") !== -1) {
      throw new Unscannable("rows whose id is not their number");
    }
    return typeof order === "object" ? inOrderOf(kept, placeIn(columns, order.together)) : null;
  }

  #table(table: string, columns: readonly Column[]): KeptTable | null {
    const layout = this.#layout.get(table);
    if (!layout) return null;
    const key = JSON.stringify([table, columns]);
    const known = this.#tables.get(key);
    if (known) return known.kept;
    const { pages, token } = this.#reading();
    const kept = new KeptTable(layout.root, scanColumns(layout, columns), this.#values);
    kept.update(
      pages,
      kept.plan(pages, () => true),
      token,
    );
    this.#tables.set(key, { table, columns, kept });
    this.#checkSize();
    return kept;
  }

  /** A table that is kept with these columns, maybe among others, and the columns' places in it. */
  #covering(
    table: string,
    columns: readonly Column[],
  ): { readonly kept: KeptTable; readonly at: readonly number[] } | null {
    for (const one of this.#tables.values()) {
      if (one.table !== table) continue;
      const at = columns.map(([name, read]) =>
        one.columns.findIndex((known) => known[0] === name && known[1] === read),
      );
      if (!at.includes(-1)) return { kept: one.kept, at };
    }
    return null;
  }

  #reading(): { readonly pages: Pages; readonly token: CancelToken } {
    if (!this.#source) throw new NotKeptError("a table that is not kept yet");
    return this.#source;
  }

  #checkSize(): void {
    let rows = 0;
    for (const { kept } of this.#tables.values()) rows += kept.count;
    if (rows > maxRows) throw new Unscannable("too many rows to be kept");
  }
}

/** See `RowChanges`. */
export interface TableChanges extends RowChanges {
  readonly table: string;
  /** Rows that there are now. */
  readonly count: number;
}

/** A page of a table as it is kept. */
export interface KeptPage {
  readonly kept: KeptTable;
  readonly leaf: Leaf;
}

interface Kept {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly kept: KeptTable;
}

/** A table's pages by their places in it. */
export type PlacesOfPages = ReadonlyMap<KeptTable, ReadonlySet<number>>;

/** A reader asked for what was not kept before: it has to read while the file may be. */
export class NotKeptError extends Error {
  override readonly name = "NotKeptError";
}

function scanColumns(layout: TableLayout, columns: readonly Column[]): readonly ScanColumn[] {
  const { places, defaults } = understood(layout);
  return columns.map(([name, read]) => ({
    place: places.get(name) ?? null,
    read,
    hasDefault: defaults.has(name),
  }));
}

const placeIn = (columns: readonly Column[], name: string): number => columns.findIndex(([column]) => column === name);

/** Rows in the order of a number; those of equal numbers stay in theirs. Null where they stand so already. */
function inOrderOf(kept: KeptTable, column: number): Float64Array | null {
  const value = numberAt(kept, column);
  let last = Number.NEGATIVE_INFINITY;
  let isSo = true;
  for (let row = 0; row < kept.count && isSo; row++) {
    isSo = value(row) >= last;
    last = value(row);
  }
  if (isSo) return null;
  return byColumn(
    kept,
    column,
    Float64Array.from({ length: kept.count }, (_, row) => row),
  );
}

/** Sorts places of rows by a number; those of equal numbers by place. */
function byColumn(kept: KeptTable, column: number, rows: Float64Array): Float64Array {
  const value = numberAt(kept, column);
  return rows.sort((a, b) => value(a) - value(b) || a - b);
}

const numberAt =
  (kept: KeptTable, column: number) =>
  (row: number): number => {
    const found = kept.at(column, row);
    return typeof found === "number" ? found : Number.NEGATIVE_INFINITY;
  };
