import { sameValue } from "./choices.ts";
import { mappingOf, sequenceOf } from "./heap.ts";
import type { Machine } from "./machine.ts";
import type { Value } from "./values.ts";

/** Whether a value counts as true; null where the text does not tell. */
export function truth(machine: Machine, value: Value): boolean | null {
  switch (value.type) {
    case "constant":
      return value.assumed ? null : Boolean(value.value);
    case "sequence": {
      const { items, open } = sequenceOf(machine, value);
      if (items.some(({ conditions }) => conditions.length <= machine.conditions.length)) return true;
      return items.length === 0 && !open ? false : null;
    }
    case "mapping": {
      const { entries, open } = mappingOf(machine, value);
      return entries.size > 0 ? true : open ? null : false;
    }
    case "choice": {
      const [first, ...rest] = value.options.map((option) => truth(machine, option));
      return first !== undefined && rest.every((other) => other === first) ? first : null;
    }
    case "made":
      return isObject(value) ? true : null;
    case "pipeline":
    case "function":
    case "class":
    case "module":
    case "object":
    case "partial":
    case "bound":
      return true;
    default:
      return null;
  }
}

/** `left operator right` of a comparison; null where the text does not tell. */
export function compare(machine: Machine, operator: string, left: Value, right: Value): boolean | null {
  switch (operator) {
    case "==":
    case "is":
      return equal(left, right, operator === "is");
    case "!=":
    case "<>":
    case "is not":
      return negated(equal(left, right, operator === "is not"));
    case "in":
      return contains(machine, right, left);
    case "not in":
      return negated(contains(machine, right, left));
    default:
      return order(operator, left, right);
  }
}

const negated = (value: boolean | null): boolean | null => (value === null ? null : !value);

/** A component, or what a class gave: no `None`. What a function gave may be anything. */
const isObject = (value: Value): boolean =>
  value.type === "made" ? value.made.isComponent || /^[A-Z]/.test(value.made.name) : objects.has(value.type);

const objects = new Set(["sequence", "mapping", "pipeline", "function", "class", "module", "object", "channel"]);

function equal(left: Value, right: Value, identity: boolean): boolean | null {
  if (left.type === "constant" && right.type === "constant") {
    return left.assumed || right.assumed ? null : left.value === right.value;
  }
  if (isObject(left) && right.type === "constant" && right.value === null) return false;
  if (isObject(right) && left.type === "constant" && left.value === null) return false;
  return identity && isObject(left) && sameValue(left, right) ? true : null;
}

function contains(machine: Machine, container: Value, value: Value): boolean | null {
  if (value.type !== "constant" || value.assumed) return null;
  if (container.type === "constant" && typeof container.value === "string" && typeof value.value === "string") {
    return container.assumed ? null : container.value.includes(value.value);
  }
  if (container.type === "mapping") {
    const { entries, open } = mappingOf(machine, container);
    return entries.has(String(value.value)) ? true : open ? null : false;
  }
  if (container.type !== "sequence") return null;
  const { items, open } = sequenceOf(machine, container);
  const found = items.map((item) => equal(item.value, value, false));
  if (found.includes(true)) return true;
  return open || found.includes(null) ? null : false;
}

function order(operator: string, left: Value, right: Value): boolean | null {
  if (left.type !== "constant" || right.type !== "constant" || left.assumed || right.assumed) return null;
  const [a, b] = [left.value, right.value];
  const both = (typeof a === "number" && typeof b === "number") || (typeof a === "string" && typeof b === "string");
  if (!both || a === null || b === null) return null;
  if (operator === "<") return a < b;
  if (operator === "<=") return a <= b;
  if (operator === ">") return a > b;
  return operator === ">=" ? a >= b : null;
}
