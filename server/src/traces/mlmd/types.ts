import type { Tables } from "../sqlite/tables.ts";

/** The store's types by id. */
export interface StoreTypes {
  /** All names, as often as they stand there. */
  readonly names: readonly string[];
  /** Full name; empty where the type is missing. */
  name(id: number): string;
  /** Names of all types that it descends from, nearest first: `mlmd.Train`. */
  bases(id: number): readonly string[];
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
  const known = new Map<number, readonly string[]>();
  return {
    names: [...names.values()],
    name: (id) => names.get(id) ?? "",
    bases: (id) => {
      const before = known.get(id);
      if (before) return before;
      const seen = new Set([id]);
      for (const one of seen) for (const parent of parents.get(one) ?? []) seen.add(parent);
      seen.delete(id);
      const bases = [...seen].map((one) => names.get(one) ?? "").filter((name) => name !== "");
      known.set(id, bases);
      return bases;
    },
  };
}
