import { constant, unknown } from "./choices.ts";
import { textual } from "./given.ts";
import { entryOf, mappingOf, newMapping, newSequence, openMapping, setEntry } from "./heap.ts";
import type { Machine } from "./machine.ts";
import type { MethodCall } from "./methodCall.ts";
import type { Item, MappingValue, Place, Value } from "./values.ts";

/** What a method of a dictionary does and gives; null where it is none that is known. */
export function mappingMethod(mapping: MappingValue, { machine, name, given, place }: MethodCall): Value | null {
  const { entries, open } = mappingOf(machine, mapping);
  switch (name) {
    case "get":
    case "pop": {
      const key = textual(given.at(0));
      if (key === null) return unknown;
      return entryOf(machine, mapping, key) ?? given.find("default", 1) ?? constant(null);
    }
    case "setdefault": {
      const key = textual(given.at(0));
      const value = key === null ? undefined : entryOf(machine, mapping, key);
      if (key !== null && !value) setEntry(machine, mapping, key, given.at(1), place);
      return value ?? given.at(1);
    }
    case "update": {
      const [first] = given.positional;
      if (first?.type === "mapping") {
        for (const [key, entry] of mappingOf(machine, first).entries)
          setEntry(machine, mapping, key, entry.value, entry.place);
      } else if (first) openMapping(machine, mapping);
      for (const { name: key, value, place: at } of given.all) if (key) setEntry(machine, mapping, key, value, at);
      return constant(null);
    }
    case "copy":
      return newMapping(machine, entries, open);
    case "keys":
    case "values":
    case "items":
      return newSequence(
        machine,
        "list",
        [...entries].map(([key, entry]) => entryItem(machine, name, key, entry.value, entry.place)),
        open ? { place, unfinished: false, missing: null } : null,
      );
    default:
      return null;
  }
}

/** A key, a value or a pair of both, as an item of what `keys`, `values` and `items` give. */
export function entryItem(machine: Machine, method: string, key: string, value: Value, place: Place): Item {
  const item = (of: Value): Item => ({ value: of, place, conditions: [] });
  if (method === "keys") return item(constant(key));
  if (method === "values") return item(value);
  return item(newSequence(machine, "tuple", [item(constant(key)), item(value)]));
}
