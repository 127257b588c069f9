import type { CancelToken } from "../../../model/cancel.ts";
import { Cells } from "../cells.ts";
import type { SqlValue } from "../database.ts";
import type { Pages } from "../pages/pageFile.ts";
import { type ScanColumn, scanCells, type Visit, type VisitCells } from "../pages/scan.ts";
import { Unscannable } from "../pages/unscannable.ts";
import { ChangeNotes, type RowChanges } from "./changes.ts";
import { type KeptColumn, type KeptValues, NumberColumn, ValueColumn } from "./columns.ts";
import { isStill, leafDigest } from "./digest.ts";
import { keyedLeaves } from "./keyedLeaves.ts";

/** A leaf page of a table and the rows that it held when it was read. */
export interface Leaf {
  readonly page: number;
  readonly upTo: number;
  readonly sum: number;
  readonly goesOn: boolean;
  /** Places of its rows: from the first up to the one behind the last. */
  readonly from: number;
  readonly to: number;
}

/** What is to be done to bring a table up to date. */
export interface Plan {
  /** The table's leaf pages as they stand now. */
  readonly page: readonly number[];
  readonly upTo: readonly number[];
  /** For each the place where it is known, or -1 where it is to be read. */
  readonly kept: number[];
  /** Places of pages that are to be compared with what they were. */
  readonly due: readonly number[];
}

/** Rows in columns: the row's number first. */
type Rows = readonly KeptColumn[];

/**
 * Some columns of a table, kept by the leaf pages that they stand on. Pages that are known are read again only where they may have changed; what is new is
 * decoded and the rest stays.
 */
export class KeptTable {
  readonly #root: number;
  readonly #columns: readonly ScanColumn[];
  readonly #rows: Rows;
  #leaves: readonly Leaf[] = [];
  #count = 0;
  /** Pages that were decoded since {@link settle}: what they held may never have been committed. */
  readonly #doubtful = new Set<number>();
  readonly #changes = new ChangeNotes();

  constructor(root: number, columns: readonly ScanColumn[], kept: KeptValues) {
    this.#root = root;
    this.#columns = [{ place: -1, read: "raw" }, ...columns];
    this.#rows = this.#columns.map(({ read, place }) =>
      read === "real" || place === -1 ? new NumberColumn() : new ValueColumn(kept),
    );
  }

  get count(): number {
    return this.#count;
  }

  /** What became of the rows since {@link mark}. */
  get changes(): RowChanges {
    return this.#changes.get();
  }

  /** From now on changes are told to the rows as they are. */
  mark(): void {
    this.#changes.mark(this.#count);
  }

  get leaves(): readonly Leaf[] {
    return this.#leaves;
  }

  /** A value; columns are counted as they were asked for. */
  at(column: number, row: number): SqlValue {
    return this.#rows[column + 1]?.at(row) ?? null;
  }

  /** Numbers in a column, from 0 on, by row; others where there is none. Null for a column of other values. */
  numbers(column: number): Int32Array | Float64Array | null {
    const found = this.#rows[column + 1];
    return found instanceof NumberColumn ? found.numbers : null;
  }

  /** Visits rows, all in their order or those of a list, with one array that is filled anew for each. */
  visit(rows: Float64Array | null, visit: Visit): void {
    const columns = this.#rows.slice(1);
    const values: SqlValue[] = columns.map(() => null);
    const count = rows === null ? this.#count : rows.length;
    for (let index = 0; index < count; index++) {
      const row = rows === null ? index : (rows[index] as number);
      for (let column = 0; column < columns.length; column++) values[column] = (columns[column] as KeptColumn).at(row);
      visit(values);
    }
  }

  /** As {@link visit}, without a text being decoded that nobody asks for; `places`: of some of the columns. */
  visitCells<Into>(
    rows: Float64Array | null,
    visit: VisitCells<Into>,
    into: Into,
    places: readonly number[] | null = null,
  ): void {
    const all = this.#rows.slice(1);
    const columns = places ? places.map((place) => all[place] as KeptColumn) : all;
    const cells = new Cells(columns.length);
    const count = rows === null ? this.#count : rows.length;
    for (let index = 0; index < count; index++) {
      const row = rows === null ? index : (rows[index] as number);
      cells.begin();
      for (let column = 0; column < columns.length; column++) {
        (columns[column] as KeptColumn).show(row, cells, column);
      }
      visit(cells, into);
    }
  }

  /** What was read was one committed state. */
  settle(): void {
    this.#doubtful.clear();
  }

  /** Known pages that may hold what was never committed. */
  doubtful(): readonly Leaf[] {
    return this.#doubtful.size === 0 ? [] : this.#leaves.filter(({ page }) => this.#doubtful.has(page));
  }

  /** A page holds what was committed. */
  trust({ page }: Leaf): void {
    this.#doubtful.delete(page);
  }

  /** Where the table's pages stand now, and which of those that are known are to be compared with what they were. Throws `Unscannable`. */
  plan(file: Pages, isDue: (leaf: Leaf, index: number) => boolean): Plan {
    const { page, upTo } = keyedLeaves(file, this.#root);
    const known = new Map(this.#leaves.map((leaf, index) => [leaf.page, index]));
    const due: number[] = [];
    const kept = page.map((number, index) => {
      const at = known.get(number) ?? -1;
      const leaf = this.#leaves[at];
      if (!leaf || leaf.upTo !== upTo[index] || this.#doubtful.has(number)) return -1;
      if (isDue(leaf, at)) due.push(index);
      return at;
    });
    return { page, upTo, kept, due };
  }

  /** Compares a due page of a plan with what it was. */
  compare(file: Pages, { page, kept }: Plan, index: number): void {
    const leaf = this.#leaves[kept[index] as number];
    if (!leaf || !isStill(file, page[index] as number, leaf)) kept[index] = -1;
  }

  /**
   * Brings the rows up to date by a plan whose due pages were compared. Says whether anything changed. Throws `Unscannable` and `CancelledError`; then the
   * table is not to be used any more.
   */
  update(file: Pages, { page, upTo, kept }: Plan, token: CancelToken): boolean {
    const before = this.#leaves;
    let isChanged = false;
    // Rows whose numbers stay are written over where they are: a state that changed moves nothing. The last page is nearly always one that grew.
    for (let index = 0; index < page.length; index++) {
      const leaf = before[index];
      if (kept[index] !== -1 || leaf?.page !== page[index] || leaf?.upTo !== upTo[index]) continue;
      if (index === before.length - 1 || !this.#overwrite(file, leaf as Leaf, token)) continue;
      isChanged = true;
      kept[index] = index;
    }
    const first = kept.findIndex((at, index) => at !== index);
    if (first < 0 && page.length === before.length) return isChanged;
    this.#rebuild(file, { page, upTo }, kept, first < 0 ? page.length : first, token);
    return true;
  }

  /** Decodes a page anew into the places of its rows, if the numbers of these are the same. */
  #overwrite(file: Pages, leaf: Leaf, token: CancelToken): boolean {
    const rows = this.#empty();
    const [read] = this.#decode(file, [leaf], rows, 0, token);
    const count = leaf.to - leaf.from;
    if (!read || read.to - read.from !== count) return false;
    for (let row = 0; row < count; row++) {
      if (rows[0]?.at(row) !== this.#rows[0]?.at(leaf.from + row)) return false;
    }
    this.#changes.compare(rows, this.#rows, leaf.from, count, this.#count);
    for (const [index, column] of this.#rows.entries()) {
      for (let row = 0; row < count; row++) column.setFrom(leaf.from + row, rows[index] as KeptColumn, row);
    }
    this.#leaves = this.#leaves.map((one) => (one === leaf ? { ...read, from: leaf.from, to: leaf.to } : one));
    return true;
  }

  /** Puts the rows together anew from the page `first` on. */
  #rebuild(
    file: Pages,
    next: { readonly page: readonly number[]; readonly upTo: readonly number[] },
    kept: readonly number[],
    first: number,
    token: CancelToken,
  ): void {
    const before = this.#leaves;
    const start = before[first]?.from ?? this.#count;
    const stay = before.slice(0, first);
    const count = this.#count;
    const rest = this.#rows.map((column) => column.part(start, count));
    for (const column of this.#rows) column.cut(start);
    this.#count = start;
    const leaves = [...stay];
    for (let index = first; index < kept.length; ) {
      const at = kept[index] as number;
      const leaf = before[at];
      if (leaf) {
        const from = this.#count;
        for (const [place, column] of this.#rows.entries()) {
          for (let row = leaf.from; row < leaf.to; row++) column.pushFrom(rest[place] as KeptColumn, row - start);
        }
        this.#count += leaf.to - leaf.from;
        leaves.push({ ...leaf, from, to: this.#count });
        index++;
        continue;
      }
      let end = index;
      while (end < kept.length && (kept[end] as number) < 0) end++;
      const wanted = next.page.slice(index, end).map((page, one) => ({ page, upTo: next.upTo[index + one] as number }));
      for (const read of this.#decode(file, wanted, this.#rows, this.#count, token)) {
        leaves.push(read);
        this.#count = read.to;
      }
      index = end;
    }
    this.#leaves = leaves;
    this.#changes.compare(rest, this.#rows, start, count - start, this.#count);
  }

  /** Reads the rows of pages that follow each other to the end of columns that hold `start` rows. */
  #decode(
    file: Pages,
    wanted: readonly Pick<Leaf, "page" | "upTo">[],
    into: Rows,
    start: number,
    token: CancelToken,
  ): readonly Leaf[] {
    const ends: number[] = [];
    let count = start;
    let last = Number.NEGATIVE_INFINITY;
    const pages = Uint32Array.from(wanted, ({ page }) => page);
    for (const page of pages) this.#doubtful.add(page);
    const visit = (cells: Cells): void => {
      const number = cells.number(0);
      if (!(number > last)) throw new Unscannable("rows out of their order");
      last = number;
      while (number > (wanted[ends.length]?.upTo ?? Number.POSITIVE_INFINITY)) ends.push(count);
      for (let column = 0; column < into.length; column++) into[column]?.push(cells, column);
      count++;
    };
    scanCells(file, pages, this.#columns, token, visit, null);
    while (ends.length < wanted.length) ends.push(count);
    file.expect?.(pages);
    return wanted.map(({ page, upTo }, index) => ({
      page,
      upTo,
      ...leafDigest(file, page),
      from: ends[index - 1] ?? start,
      to: ends[index] as number,
    }));
  }

  #empty(): Rows {
    return this.#rows.map((column) => column.part(0, 0));
  }
}
