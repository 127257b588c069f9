import type { CancelToken } from "../../../model/cancel.ts";
import type { SqlValue } from "../database.ts";
import type { Pages } from "../pages/pageFile.ts";
import { type ScanColumn, scanLeaves } from "../pages/scan.ts";
import { Unscannable } from "../pages/unscannable.ts";
import { type KeptColumn, type KeptValues, NumberColumn, ValueColumn } from "./columns.ts";
import { leafDigest } from "./digest.ts";
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

  get leaves(): readonly Leaf[] {
    return this.#leaves;
  }

  /** A value; columns are counted as they were asked for. */
  at(column: number, row: number): SqlValue {
    return this.#rows[column + 1]?.at(row) ?? null;
  }

  /** What was read was one committed state. */
  settle(): void {
    this.#doubtful.clear();
  }

  /**
   * Brings the rows up to date. `isDue`: whether a known page is to be looked at again; pages that are new are in any case. Says whether anything
   * changed. Throws `Unscannable` and `CancelledError`; then the table is not to be used any more.
   */
  update(file: Pages, isDue: (leaf: Leaf, index: number) => boolean, token: CancelToken): boolean {
    const next = keyedLeaves(file, this.#root);
    const before = this.#leaves;
    const known = new Map(before.map((leaf, index) => [leaf.page, index]));
    /** For each page the place where it is known as it is, or -1. */
    const kept = next.page.map((page, index) => {
      const at = known.get(page) ?? -1;
      const leaf = before[at];
      if (!leaf || leaf.upTo !== next.upTo[index] || this.#doubtful.has(page)) return -1;
      return isDue(leaf, at) && leafDigest(file, page).sum !== leaf.sum ? -1 : at;
    });
    let isChanged = false;
    const stale = kept.flatMap((at, index) => (at < 0 ? [index] : []));
    // Rows whose numbers stay are written over where they are: a state that changed moves nothing.
    for (const index of stale) {
      if (before[index]?.page !== next.page[index] || before[index]?.upTo !== next.upTo[index]) continue;
      if (index === before.length - 1) continue;
      const replaced = this.#overwrite(file, before[index] as Leaf, token);
      if (!replaced) continue;
      isChanged = true;
      kept[index] = index;
    }
    const first = kept.findIndex((at, index) => at !== index);
    if (first < 0 && next.page.length === before.length) return isChanged;
    this.#rebuild(file, next, kept, first < 0 ? next.page.length : first, token);
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
    for (const [index, column] of this.#rows.entries()) {
      for (let row = 0; row < count; row++) column.set(leaf.from + row, rows[index]?.at(row) ?? null);
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
    const rest = kept.slice(first).some((at) => at >= 0)
      ? this.#rows.map((column) => column.part(start, this.#count))
      : [];
    for (const column of this.#rows) column.cut(start);
    this.#count = start;
    const leaves = [...stay];
    for (let index = first; index < kept.length; ) {
      const at = kept[index] as number;
      const leaf = before[at];
      if (leaf) {
        const from = this.#count;
        for (const [place, column] of this.#rows.entries()) {
          for (let row = leaf.from; row < leaf.to; row++) column.push(rest[place]?.at(row - start) ?? null);
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
    scanLeaves(file, pages, this.#columns, token, (row) => {
      const number = row[0];
      if (typeof number !== "number" || number <= last) throw new Unscannable("rows out of their order");
      last = number;
      while (number > (wanted[ends.length]?.upTo ?? Number.POSITIVE_INFINITY)) ends.push(count);
      for (let column = 0; column < into.length; column++) into[column]?.push(row[column] ?? null);
      count++;
    });
    while (ends.length < wanted.length) ends.push(count);
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
