import type { Expression } from "../python/ast.ts";
import { choiceOf, optionsOf, unknown } from "./choices.ts";
import { textual } from "./given.ts";
import { openMapping, replaceItems, sequenceOf, setAttribute, setEntry } from "./heap.ts";
import { type Frame, type Machine, placeOf } from "./machine.ts";
import { refer } from "./references.ts";
import { bind } from "./scope.ts";
import type { Place, Value } from "./values.ts";

/** `target = value` */
export function assign(machine: Machine, frame: Frame, target: Expression, value: Value): void {
  switch (target.type) {
    case "name":
      named(machine, value, target.name, placeOf(frame, target));
      bind(frame.scope, target.name, value);
      return;
    case "attribute":
      assignAttribute(machine, frame, target, value);
      return;
    case "subscript":
      assignItem(machine, frame, target, value);
      return;
    case "sequence":
      for (const [index, item] of target.items.entries())
        assign(machine, frame, item, partOf(machine, value, index, target.items));
      return;
    case "star":
      assign(machine, frame, target.value, value);
      return;
    default:
      return;
  }
}

/** A component is called by the first name that it is given. */
function named(machine: Machine, value: Value, name: string, place: Place): void {
  for (const option of optionsOf(value)) {
    if (option.type === "special") machine.dialect?.assigned(option, name, place);
    if (option.type !== "made") continue;
    option.made.variable ??= name;
    refer(option.made, "assignment", place);
  }
}

/** What the target at an index takes of a tuple. */
function partOf(machine: Machine, value: Value, index: number, targets: readonly Expression[]): Value {
  if (targets.slice(0, index + 1).some(({ type }) => type === "star")) return unknown;
  const parts = optionsOf(value).map((option) => {
    if (option.type !== "sequence") return unknown;
    return sequenceOf(machine, option).items[index]?.value ?? unknown;
  });
  return choiceOf(parts);
}

function assignAttribute(
  machine: Machine,
  frame: Frame,
  target: Extract<Expression, { type: "attribute" }>,
  value: Value,
): void {
  const { name } = target;
  named(machine, value, name, placeOf(frame, target));
  for (const object of optionsOf(machine.evaluate(frame, target.object))) {
    if (object.type === "object") setAttribute(machine, object, name, value);
    else if (object.type === "class") object.scope.variables.set(name, value);
    else if (object.type === "made") {
      if (object.made.isComponent && (name === "id" || name === "_id")) object.made.id = value;
      else object.made.attributes.set(name, value);
    }
  }
}

function assignItem(
  machine: Machine,
  frame: Frame,
  target: Extract<Expression, { type: "subscript" }>,
  value: Value,
): void {
  const [index] = target.indices;
  const key = index ? machine.evaluate(frame, index) : unknown;
  const place = placeOf(frame, target);
  named(machine, value, "", place);
  for (const object of optionsOf(machine.evaluate(frame, target.object))) {
    if (object.type === "mapping") {
      const name = textual(key);
      if (name === null || target.slice) openMapping(machine, object);
      else setEntry(machine, object, name, value, place);
    } else if (object.type === "sequence") {
      const { items } = sequenceOf(machine, object);
      if (key.type !== "constant" || typeof key.value !== "number" || target.slice) continue;
      const at = key.value < 0 ? items.length + key.value : key.value;
      replaceItems(
        machine,
        object,
        items.map((item, position) => (position === at ? { ...item, value, place } : item)),
      );
    }
  }
}
