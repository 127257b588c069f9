import type { KeptColumn } from "./columns.ts";

/** What became of a table's rows since they were marked. */
export interface RowChanges {
  /** Rows that there were then; those behind them are new. */
  readonly before: number;
  /** Places of rows from before that may hold other values than then, ascending. */
  readonly changed: readonly number[];
  /** Rows went, came between others, or are told by another key: by numbers of rows alone nobody can say what they are. */
  readonly isOther: boolean;
}

/** Notes of a table's changes. A row's number is in the first column, what it is told by in the second. */
export class ChangeNotes {
  #before = 0;
  #isOther = false;
  readonly #changed = new Set<number>();

  /** From now on changes are told to the table as it is. */
  mark(rows: number): void {
    this.#before = rows;
    this.#isOther = false;
    this.#changed.clear();
  }

  get(): RowChanges {
    return { before: this.#before, changed: [...this.#changed].sort((a, b) => a - b), isOther: this.#isOther };
  }

  /** Compares rows as they were, from the first of `was` on, with those that stand there now, from `start` on and up to `count`. */
  compare(was: readonly KeptColumn[], now: readonly KeptColumn[], start: number, rows: number, count: number): void {
    const [number, key] = was;
    for (let row = 0; row < rows && start + row < this.#before && !this.#isOther; row++) {
      const place = start + row;
      const isSame = (column: KeptColumn | undefined, index: number): boolean =>
        column?.key(row) === now[index]?.key(place);
      if (place >= count || !isSame(number, 0) || !isSame(key, 1)) this.#isOther = true;
      else if (!was.every(isSame)) this.#changed.add(place);
    }
  }
}
