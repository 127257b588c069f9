import { alike, type Ints } from "../model/intColumn.ts";

type NumberArray = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

const maxExpected = 1 << 24;

/** A typed array that grows at its end; for columns whose length is not known before they are read. */
export class Growable<T extends NumberArray> {
  #values: T;
  #length = 0;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T, expected = 1024) {
    this.#make = make;
    this.#values = make(Math.min(Math.max(16, expected), maxExpected));
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#make(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /**
   * What was pushed, in an array of exactly its length; copied where much room would be left unused behind it. Not to be used any more once more is
   * pushed.
   */
  finish(): T {
    const isFull = this.#length * 8 >= this.#values.length * 7;
    return (isFull ? this.#values.subarray(0, this.#length) : this.#values.slice(0, this.#length)) as T;
  }
}

export const growableInts = (expected?: number): Growable<Int32Array<ArrayBuffer>> =>
  new Growable((length) => new Int32Array(length), expected);
export const growableDoubles = (expected?: number): Growable<Float64Array<ArrayBuffer>> =>
  new Growable((length) => new Float64Array(length), expected);
export const growableBytes = (expected?: number): Growable<Uint8Array<ArrayBuffer>> =>
  new Growable((length) => new Uint8Array(length), expected);

/** Integers of up to 32 bits that grow at their end, in as few bytes each as all of them fit into so far. */
export class NarrowInts {
  #values: Ints;
  #length = 0;
  /** The largest that fits. */
  #most = 0x7f;

  constructor(expected = 1024) {
    this.#values = new Int8Array(Math.min(Math.max(16, expected), maxExpected));
  }

  push(value: number): void {
    if (value > this.#most || value < -1 - this.#most) this.#widen(value);
    if (this.#length === this.#values.length) {
      const larger = alike(this.#values, this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** See {@link Growable.finish}. */
  finish(): Ints {
    const isFull = this.#length * 8 >= this.#values.length * 7;
    return isFull ? this.#values.subarray(0, this.#length) : this.#values.slice(0, this.#length);
  }

  #widen(value: number): void {
    const isShort = value <= 0x7fff && value >= -0x8000;
    this.#values = isShort ? new Int16Array(this.#values) : new Int32Array(this.#values);
    this.#most = isShort ? 0x7fff : 0x7fffffff;
  }
}

/** Numbers in 4 bytes each for as long as all are integers that fit, then in 8. */
export class GrowableNumbers {
  #ints: Growable<Int32Array<ArrayBuffer>> | null;
  #doubles: Growable<Float64Array<ArrayBuffer>> | null = null;

  constructor(expected?: number) {
    this.#ints = growableInts(expected);
  }

  push(value: number): void {
    if (this.#ints) {
      if (value === (value | 0)) {
        this.#ints.push(value);
        return;
      }
      const before = this.#ints.finish();
      this.#ints = null;
      this.#doubles = growableDoubles(before.length * 2);
      for (const one of before) this.#doubles.push(one);
    }
    this.#doubles?.push(value);
  }

  /** See {@link Growable.finish}. */
  finish(): Int32Array | Float64Array {
    return this.#doubles?.finish() ?? this.#ints?.finish() ?? new Int32Array(0);
  }
}
