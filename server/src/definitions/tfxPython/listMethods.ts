import { constant, optionsOf, unknown } from "./choices.ts";
import { insertItems, mappingOf, newSequence, openSequence, replaceItems, sequenceOf } from "./heap.ts";
import type { Machine } from "./machine.ts";
import type { MethodCall } from "./methodCall.ts";
import { referAll } from "./references.ts";
import type { Item, Openness, Place, SequenceValue, Value } from "./values.ts";

/** The items that a value brings into a list. */
export function itemsOf(machine: Machine, value: Value, place: Place): { items: Item[]; open: Openness | null } {
  const items: Item[] = [];
  let open: Openness | null = null;
  for (const option of optionsOf(value)) {
    if (option.type === "sequence") {
      const content = sequenceOf(machine, option);
      for (const item of content.items) if (!items.includes(item)) items.push(item);
      open ??= content.open;
    } else if (option.type === "made" && option.made.isComponent) {
      items.push({ value: option, place, conditions: machine.conditions });
    } else if (option.type === "mapping") {
      for (const entry of mappingOf(machine, option).entries.values()) {
        items.push({ value: entry.value, place: entry.place, conditions: machine.conditions });
      }
    } else if (option.type !== "constant") {
      open ??= { place, unfinished: false, missing: missingOf(option) };
    }
  }
  return { items, open };
}

export const missingOf = (value: Value): Openness["missing"] => {
  if (value.type === "made") return value.made.missing;
  if (value.type === "external" || value.type === "unknown") return value.missing ?? null;
  return null;
};

/** What a method of a list does and gives; null where it is none that is known. */
export function sequenceMethod(list: SequenceValue, { machine, name, given, place }: MethodCall): Value | null {
  const nothing = constant(null);
  switch (name) {
    case "append":
    case "add":
    case "insert": {
      const argument = given.all[name === "insert" ? 1 : 0];
      if (!argument) return nothing;
      referAll(argument.value, "list", argument.place);
      const position = given.at(0);
      const at =
        name === "insert" && position.type === "constant" && typeof position.value === "number"
          ? position.value
          : undefined;
      insertItems(
        machine,
        list,
        [{ value: argument.value, place: argument.place, conditions: machine.conditions }],
        at,
      );
      return nothing;
    }
    case "extend":
    case "update": {
      const [argument] = given.all;
      if (argument) extendList(machine, list, argument.value, argument.place);
      return nothing;
    }
    case "remove": {
      const removed = given.at(0);
      const { items } = sequenceOf(machine, list);
      replaceItems(
        machine,
        list,
        items.filter((item) => item.value !== removed && !isSameMade(item.value, removed)),
      );
      return nothing;
    }
    case "copy": {
      const { kind, items, open } = sequenceOf(machine, list);
      return newSequence(machine, kind, items, open);
    }
    case "clear":
      replaceItems(machine, list, []);
      return nothing;
    case "pop":
      openSequence(machine, list, { place, unfinished: false, missing: null });
      return unknown;
    default:
      return null;
  }
}

const isSameMade = (left: Value, right: Value): boolean =>
  left.type === "made" && right.type === "made" && left.made === right.made;

/** `list.extend(value)`, `list += value` */
export function extendList(machine: Machine, list: SequenceValue, value: Value, place: Place): void {
  const { items, open } = itemsOf(machine, value, place);
  const conditional = items.map((item) => ({
    ...item,
    conditions: [...new Set([...item.conditions, ...machine.conditions])],
  }));
  insertItems(machine, list, conditional);
  if (open) openSequence(machine, list, open);
}
