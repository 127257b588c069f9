/** A column that takes no memory before something is written into it; rows into which nothing was written read as `none`. */
export class LateColumn<T extends Int32Array | Float64Array> {
  readonly none: number;
  readonly #make: () => T;
  #values: T | null = null;

  /** `make`: an array of all rows. */
  constructor(make: () => T, none: number) {
    this.#make = make;
    this.none = none;
  }

  at(row: number): number {
    return this.#values === null ? this.none : (this.#values[row] ?? this.none);
  }

  set(row: number, value: number): void {
    if (this.#values === null) {
      this.#values = this.#make();
      this.#values.fill(this.none);
    }
    this.#values[row] = value;
  }
}

/** A column of indexes of texts, -1 for none. */
export const lateTexts = (count: number): LateColumn<Int32Array> => new LateColumn(() => new Int32Array(count), -1);
/** A column of numbers, NaN for none. */
export const lateNumbers = (count: number): LateColumn<Float64Array> =>
  new LateColumn(() => new Float64Array(count), Number.NaN);
