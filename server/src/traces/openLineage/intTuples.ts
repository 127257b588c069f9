/** Sets of three numbers, each kept once under a number of its own. */
export class IntTuples {
  #values = new Int32Array(3 * 512);
  /** Open addressing: number of a tuple plus 1. */
  #slots = new Int32Array(1024);
  #length = 0;
  #told = 0;

  /** Number of a tuple, added where it is new. */
  add(a: number, b: number, c: number): number {
    const slot = this.#slotOf(a, b, c);
    const known = this.#slots[slot] as number;
    if (known !== 0) return known - 1;
    if (3 * this.#length === this.#values.length) {
      const larger = new Int32Array(2 * this.#values.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[3 * this.#length] = a;
    this.#values[3 * this.#length + 1] = b;
    this.#values[3 * this.#length + 2] = c;
    this.#slots[slot] = ++this.#length;
    const index = this.#length - 1;
    if (2 * this.#length > this.#slots.length) this.#grow();
    return index;
  }

  /** The tuples that were added since the last time, one behind the other. */
  takeNew(): Int32Array<ArrayBuffer> {
    const added = this.#values.slice(3 * this.#told, 3 * this.#length);
    this.#told = this.#length;
    return added;
  }

  #slotOf(a: number, b: number, c: number): number {
    const values = this.#values;
    const mask = this.#slots.length - 1;
    let hash = Math.imul(Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) ^ c, 0xc2b2ae35);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot] as number;
      if (known === 0) return slot;
      const at = 3 * (known - 1);
      if (values[at] === a && values[at + 1] === b && values[at + 2] === c) return slot;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (let index = 0; index < this.#length; index++) {
      const [a, b, c] = this.#values.subarray(3 * index, 3 * index + 3) as unknown as [number, number, number];
      this.#slots[this.#slotOf(a, b, c)] = index + 1;
    }
  }
}
