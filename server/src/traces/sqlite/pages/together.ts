import type { CancelToken } from "../../../model/cancel.ts";
import { growableDoubles, growableInts } from "../../growable.ts";
import type { Cells } from "../cells.ts";
import type { Page, Pages } from "./pageFile.ts";
import { type CellRuns, scanCells } from "./scan.ts";

/** A table's rows in another order than they stand in. */
export interface RowsTogether {
  /** Pages of the runs, one for each; pages come again. */
  readonly leaves: Uint32Array;
  readonly runs: CellRuns;
}

/**
 * The rows on leaf pages by ascending values of a column (null and what is no number first), those of equal values as they stand; null where they
 * stand so already. `place`: the column's place in the record. One pass where they do, else two and a sort: 24 bytes a row meanwhile.
 */
export function rowsTogether(
  file: Pages,
  leaves: Uint32Array,
  place: number | null,
  token: CancelToken,
): RowsTogether | null {
  const columns = [{ place, read: "real" }] as const;
  const ascent = { last: Number.NEGATIVE_INFINITY, isSo: true };
  scanCells(file, leaves, columns, token, follow, ascent);
  if (ascent.isSo) return null;
  const rows: RowsByLeaf = { values: growableDoubles(), leafOfRow: growableInts(), firstRows: [0], leaf: 0 };
  scanCells(file, leaves, columns, token, note, rows, () => {
    rows.firstRows[++rows.leaf] = rows.values.length;
  });
  return runsOf(sortedRows(rows.values.finish()), rows.leafOfRow.finish(), rows.firstRows, leaves);
}

function follow(cells: Cells, ascent: { last: number; isSo: boolean }): void {
  const value = cells.number(0);
  if (value >= ascent.last) ascent.last = value;
  else ascent.isSo = false;
}

interface RowsByLeaf {
  readonly values: ReturnType<typeof growableDoubles>;
  readonly leafOfRow: ReturnType<typeof growableInts>;
  readonly firstRows: number[];
  leaf: number;
}

function note(cells: Cells, { values, leafOfRow, leaf }: RowsByLeaf): void {
  const value = cells.number(0);
  values.push(Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value);
  leafOfRow.push(leaf);
}

/** Indexes of values by ascending value, equal ones as they stand. */
function sortedRows(values: Float64Array): Float64Array | Uint32Array {
  const { length } = values;
  // Value and index in one number sort many times faster than by a function.
  if (values.every((value) => Number.isInteger(value) && value >= 0 && value < Number.MAX_SAFE_INTEGER / length - 1)) {
    const packed = values.map((value, row) => value * length + row).sort();
    return packed.map((one) => one % length);
  }
  return Uint32Array.from(values, (_, row) => row).sort((a, b) => {
    const [first = 0, second = 0] = [values[a], values[b]];
    return first === second ? a - b : first < second ? -1 : 1;
  });
}

function runsOf(
  rows: Float64Array | Uint32Array,
  leafOfRow: Int32Array,
  firstRows: readonly number[],
  leaves: Uint32Array,
): RowsTogether {
  const pages = growableInts();
  const first = growableInts();
  const end = growableInts();
  for (let at = 0; at < rows.length; ) {
    const row = rows[at] as number;
    const leaf = leafOfRow[row] as number;
    let count = 1;
    while (rows[at + count] === row + count && leafOfRow[row + count] === leaf) count++;
    const cell = row - (firstRows[leaf] as number);
    pages.push(leaf);
    first.push(cell);
    end.push(cell + count);
    at += count;
  }
  return {
    leaves: Uint32Array.from(pages.finish(), (leaf) => leaves[leaf] as number),
    runs: { first: first.finish(), end: end.finish() },
  };
}

const slots = 512;

/** Pages of which the last are kept: for who comes back to them again and again. */
export class RecentPages implements Pages {
  readonly pageSize: number;
  readonly usable: number;
  readonly pages: number;
  readonly #file: Pages;
  readonly #bytes: Buffer;
  readonly #numbers = new Uint32Array(slots);
  readonly #page: Page;

  constructor(file: Pages) {
    this.#file = file;
    this.pageSize = file.pageSize;
    this.usable = file.usable;
    this.pages = file.pages;
    this.#bytes = Buffer.allocUnsafe(slots * file.pageSize);
    this.#page = { bytes: this.#bytes, at: 0 };
  }

  page(number: number): Page {
    const slot = number % slots;
    this.#page.at = slot * this.pageSize;
    if (this.#numbers[slot] !== number) {
      this.#file.copyOf(number).copy(this.#bytes, this.#page.at);
      this.#numbers[slot] = number;
    }
    return this.#page;
  }

  copyOf(number: number): Buffer {
    return this.#file.copyOf(number);
  }
}
