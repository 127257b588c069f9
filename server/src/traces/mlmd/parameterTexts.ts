import type { Cells } from "../sqlite/cells.ts";
import { StringTable } from "../stringTable.ts";
import { CanonicalValues, wheelHash } from "./parameters.ts";
import type { PropertyName, PropertyNames } from "./propertyNames.ts";
import type { PropertyValue } from "./values.ts";

/** So many different values and sets of parameters are remembered; then all are forgotten. */
const mostKnown = 50_000;
const unknown = -2;
const none = -1;

/** Parameters of executions in one form: most executions were run with the same as others, and those are written once. */
export class ParameterTexts {
  readonly #names: PropertyNames;
  readonly #strings: StringTable;
  readonly #canonical = new CanonicalValues();
  /** Values as stored; each one's index in `#written`, or that it is none. */
  #values = new StringTable();
  #writtenOf: number[] = [];
  #wheels: (string | null | undefined)[] = [];
  /** Values in canonical form. */
  #written = new StringTable();
  /** Sets of parameters, as the bytes of their indexes; each one's text. */
  #sets = new StringTable();
  #textOf: number[] = [];
  #fields = Buffer.alloc(1024);
  #count = 0;
  #hasAny = false;

  constructor(names: PropertyNames, strings: StringTable) {
    this.#names = names;
    this.#strings = strings;
  }

  /** Index of the text in a cell among the values that are known; it holds until {@link finish}. */
  known(cells: Cells, column: number): number {
    return this.#values.addBytes(cells.bytes, cells.starts[column] as number, cells.ends[column] as number);
  }

  /** Identity of the code in the value of an index, a path of a wheel; see `wheelHash`. */
  wheel(known: number): string | null {
    const before = this.#wheels[known];
    if (before !== undefined) return before;
    const wheel = wheelHash(this.#values.at(known));
    this.#wheels[known] = wheel;
    return wheel;
  }

  /** The value of an index. */
  text(known: number): string {
    return this.#values.at(known);
  }

  /** Adds a parameter of the execution at hand: by its index, where that is none by its value. To be added by name. */
  add(name: PropertyName, known: number, value: PropertyValue | null): void {
    this.#hasAny = true;
    const written = known >= 0 ? this.#writtenOfKnown(known) : this.#write(value);
    if (written === none) return;
    if (8 * this.#count + 8 > this.#fields.length) {
      this.#fields = Buffer.concat([this.#fields, Buffer.alloc(this.#fields.length)]);
    }
    this.#fields.writeInt32LE(name.index, 8 * this.#count);
    this.#fields.writeInt32LE(written, 8 * this.#count + 4);
    this.#count++;
  }

  /** Index of the text of all parameters of the execution at hand, -1 where it has none; the next one is at hand then. */
  finish(): number {
    const index = this.#hasAny ? this.#finish() : none;
    this.#hasAny = false;
    this.#count = 0;
    if (this.#values.length > mostKnown || this.#written.length > mostKnown || this.#sets.length > mostKnown) {
      this.#values = new StringTable();
      this.#written = new StringTable();
      this.#sets = new StringTable();
      this.#writtenOf = [];
      this.#wheels = [];
      this.#textOf = [];
    }
    return index;
  }

  #finish(): number {
    const set = this.#sets.addBytes(this.#fields, 0, 8 * this.#count);
    const known = this.#textOf[set];
    if (known !== undefined) return known;
    const fields: string[] = [];
    for (let at = 0; at < this.#count; at++) {
      const name = this.#names.at(this.#fields.readInt32LE(8 * at)).text;
      fields.push(`${JSON.stringify(name)}:${this.#written.at(this.#fields.readInt32LE(8 * at + 4))}`);
    }
    const index = this.#strings.add(`{${fields.join(",")}}`);
    this.#textOf[set] = index;
    return index;
  }

  #writtenOfKnown(known: number): number {
    const before = this.#writtenOf[known] ?? unknown;
    if (before !== unknown) return before;
    const written = this.#write(this.#values.at(known));
    while (this.#writtenOf.length < known) this.#writtenOf.push(unknown);
    this.#writtenOf[known] = written;
    return written;
  }

  #write(value: PropertyValue | null): number {
    const written = value === null ? null : this.#canonical.write(value);
    return written === null ? none : this.#written.add(written);
  }
}
