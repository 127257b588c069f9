import type { Cells } from "../sqlite/cells.ts";
import { StringTable } from "../stringTable.ts";
import type { LateColumn } from "./lateColumn.ts";
import { isChecksum, isHousekeeping } from "./parameters.ts";

/** A name of properties, and what is done with those of that name. */
export interface PropertyName {
  readonly text: string;
  readonly index: number;
  /** Says how an execution was run, not what it was run with. */
  readonly isHousekeeping: boolean;
  /** Replaces the cost. */
  readonly isCost: boolean;
  /** Column that takes the value's text; null for none. */
  readonly texts: LateColumn<Int32Array> | null;
  /** Tells the code: by a wheel's name, or by a module's file together with a checksum. */
  readonly code: "none" | "wheel" | "module" | "checksum";
  /** The value is of use beyond being a parameter. */
  readonly hasUse: boolean;
}

/** Names of properties as they turn up: few, each looked at once. */
export class PropertyNames {
  readonly #table = new StringTable();
  readonly #names: (PropertyName | undefined)[] = [];
  readonly #costProperty: string;
  readonly #texts: Readonly<Record<string, LateColumn<Int32Array>>>;

  /** `texts`: columns that take the text of the properties of a name. */
  constructor(costProperty: string, texts: Readonly<Record<string, LateColumn<Int32Array>>>) {
    this.#costProperty = costProperty;
    this.#texts = texts;
  }

  /** Index of the name in a cell. */
  indexOf(cells: Cells, column: number): number {
    return this.#table.addBytes(cells.bytes, cells.starts[column] as number, cells.ends[column] as number);
  }

  at(index: number): PropertyName {
    const known = this.#names[index];
    if (known) return known;
    const text = this.#table.at(index);
    const texts = (Object.hasOwn(this.#texts, text) ? this.#texts[text] : null) ?? null;
    const isCost = text === this.#costProperty && text !== "";
    const code = codes[text] ?? (isChecksum(text) ? "checksum" : "none");
    const hasUse = isCost || texts !== null || code !== "none" || text === "state" || text === "parent_dag_id";
    const made = { text, index, isHousekeeping: isHousekeeping(text), isCost, texts, code, hasUse };
    this.#names[index] = made;
    return made;
  }

  /** Below 0 where the first name comes before the second. */
  compare(first: number, second: number): number {
    if (first === second) return 0;
    return this.at(first).text < this.at(second).text ? -1 : 1;
  }
}

const codes: Readonly<Record<string, PropertyName["code"] | undefined>> = Object.assign(Object.create(null), {
  module_path: "wheel",
  module_file: "module",
});
