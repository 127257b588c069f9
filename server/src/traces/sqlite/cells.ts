import type { SqlRow, SqlValue } from "./database.ts";

/** What stands in a cell. `large`: an integer beyond 2^53, as text in digits. */
export const cellKind = { none: 0, number: 1, text: 2, blob: 3, large: 4 } as const;

/**
 * One row's values where they stand: numbers as they are, texts and blobs as places in `bytes` that nobody has decoded yet. The same object is
 * filled for each row, and no value takes an object of its own. All columns are indexes into the list that was asked for.
 */
export class Cells {
  /** Code in {@link cellKind}. */
  readonly kinds: Uint8Array;
  readonly numbers: Float64Array;
  /** Where texts (in UTF-8) and blobs begin and end in `bytes`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly large: string[] = [];
  bytes: Buffer = Buffer.alloc(0);
  #scratch = Buffer.alloc(256);
  #used = 0;

  constructor(columns: number) {
    this.kinds = new Uint8Array(columns);
    this.numbers = new Float64Array(columns);
    this.starts = new Int32Array(columns);
    this.ends = new Int32Array(columns);
  }

  /** The number in a cell; NaN where there is none. */
  number(column: number): number {
    return this.kinds[column] === cellKind.number ? (this.numbers[column] as number) : Number.NaN;
  }

  isText(column: number): boolean {
    return this.kinds[column] === cellKind.text;
  }

  text(column: number): string {
    return this.bytes.toString("utf8", this.starts[column], this.ends[column]);
  }

  /** The value as SQLite's own interface gives it; blobs are copied. */
  value(column: number): SqlValue {
    switch (this.kinds[column]) {
      case cellKind.number:
        return this.numbers[column] as number;
      case cellKind.text:
        return this.text(column);
      case cellKind.blob:
        return new Uint8Array(this.bytes.subarray(this.starts[column], this.ends[column]));
      case cellKind.large:
        return this.large[column] ?? null;
      default:
        return null;
    }
  }

  /** A row that is put together of texts and blobs from several places begins. */
  begin(): void {
    this.#used = 0;
  }

  /** Takes a text or blob over, after {@link begin}. */
  put(column: number, kind: number, bytes: Uint8Array, at: number, length: number): void {
    const from = this.#used;
    this.#reserve(from, length);
    for (let one = 0; one < length; one++) this.#scratch[from + one] = bytes[at + one] as number;
    this.#used = from + length;
    this.kinds[column] = kind;
    this.starts[column] = from;
    this.ends[column] = this.#used;
    this.bytes = this.#scratch;
  }

  /** Takes over a row that SQLite decoded. */
  fill(row: SqlRow): void {
    let at = 0;
    for (let column = 0; column < this.kinds.length; column++) {
      const value = row[column] ?? null;
      if (value === null) this.kinds[column] = cellKind.none;
      else if (typeof value === "number") {
        this.kinds[column] = cellKind.number;
        this.numbers[column] = value;
      } else if (typeof value === "bigint") {
        this.kinds[column] = cellKind.large;
        this.large[column] = String(value);
      } else {
        this.#reserve(at, value.length * 3);
        this.kinds[column] = typeof value === "string" ? cellKind.text : cellKind.blob;
        this.starts[column] = at;
        if (typeof value === "string") at += this.#scratch.write(value, at, "utf8");
        else {
          this.#scratch.set(value, at);
          at += value.length;
        }
        this.ends[column] = at;
      }
    }
    this.bytes = this.#scratch;
  }

  #reserve(from: number, bytes: number): void {
    if (from + bytes <= this.#scratch.length) return;
    const larger = Buffer.alloc((from + bytes) * 2);
    this.#scratch.copy(larger, 0, 0, from);
    this.#scratch = larger;
  }
}
