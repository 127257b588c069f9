import type { Tables } from "../sqlite/tables.ts";

/** The store's types by id. */
export class StoreTypes {
  readonly #names: ReadonlyMap<number, string>;
  readonly #parents: ReadonlyMap<number, readonly number[]>;
  readonly #bases = new Map<number, readonly string[]>();

  constructor(names: ReadonlyMap<number, string>, parents: ReadonlyMap<number, readonly number[]>) {
    this.#names = names;
    this.#parents = parents;
  }

  /** All names, as often as they stand there. */
  get names(): readonly string[] {
    return [...this.#names.values()];
  }

  /** Full name; empty where the type is missing. */
  name(id: number): string {
    return this.#names.get(id) ?? "";
  }

  /** Names of all types that it descends from, nearest first: `mlmd.Train`. */
  bases(id: number): readonly string[] {
    const before = this.#bases.get(id);
    if (before) return before;
    const seen = new Set([id]);
    for (const one of seen) for (const parent of this.#parents.get(one) ?? []) seen.add(parent);
    seen.delete(id);
    const bases = [...seen].map((one) => this.name(one)).filter((name) => name !== "");
    this.#bases.set(id, bases);
    return bases;
  }
}

/** Reads names of types and what they descend from (ParentType came with schema 6). */
export function readTypes(store: Tables): StoreTypes {
  const names = new Map<number, string>();
  for (const [id, name] of store.rows("Type", [
    ["id", "real"],
    ["name", "raw"],
  ])) {
    if (typeof id === "number" && typeof name === "string") names.set(id, name);
  }
  const parents = new Map<number, number[]>();
  for (const [id, parent] of store.rows("ParentType", [
    ["type_id", "real"],
    ["parent_type_id", "real"],
  ])) {
    if (typeof id !== "number" || typeof parent !== "number") continue;
    const list = parents.get(id);
    if (list) list.push(parent);
    else parents.set(id, [parent]);
  }
  return new StoreTypes(names, parents);
}
