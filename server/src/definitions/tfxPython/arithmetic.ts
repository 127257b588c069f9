import { choiceOf, constant, optionsOf, unknown } from "./choices.ts";
import { textual } from "./given.ts";
import { mappingOf, newMapping, newSequence, sequenceOf } from "./heap.ts";
import { itemsOf } from "./listMethods.ts";
import type { Machine, placeOf } from "./machine.ts";
import { joinPaths } from "./paths.ts";
import type { Value } from "./values.ts";

/** `+`, `/` of paths, `%` of a format, and numbers. */
export function arithmetic(
  machine: Machine,
  operator: string,
  left: Value,
  right: Value,
  place: ReturnType<typeof placeOf>,
): Value {
  if (left.type === "choice" || right.type === "choice") {
    const results = optionsOf(left).flatMap((one) =>
      optionsOf(right).map((other) => arithmetic(machine, operator, one, other, place)),
    );
    return choiceOf(results);
  }
  if (operator === "+" && (left.type === "sequence" || right.type === "sequence")) {
    const one = itemsOf(machine, left, place);
    const other = itemsOf(machine, right, place);
    return newSequence(machine, "list", [...one.items, ...other.items], one.open ?? other.open);
  }
  if (operator === "|" && left.type === "mapping" && right.type === "mapping") {
    const entries = new Map([...mappingOf(machine, left).entries, ...mappingOf(machine, right).entries]);
    return newMapping(machine, entries, mappingOf(machine, left).open || mappingOf(machine, right).open);
  }
  if (left.type !== "constant") return unknown;
  if (operator === "%" && typeof left.value === "string") return percent(machine, left.value, right, place);
  if (right.type !== "constant") return unknown;
  const [a, b] = [left.value, right.value];
  if (typeof a === "string" && typeof b === "string") {
    if (operator === "+") return constant(a + b, place);
    return operator === "/" ? constant(joinPaths([a, b]), place) : unknown;
  }
  if (typeof a !== "number" || typeof b !== "number") return unknown;
  if (operator === "+") return constant(a + b, place);
  if (operator === "-") return constant(a - b, place);
  if (operator === "*") return constant(a * b, place);
  return operator === "//" && b !== 0 ? constant(Math.floor(a / b), place) : unknown;
}

/** `'%s-%d' % (a, b)` */
function percent(machine: Machine, format: string, right: Value, place: ReturnType<typeof placeOf>): Value {
  const values = right.type === "sequence" ? sequenceOf(machine, right).items.map((item) => item.value) : [right];
  let next = 0;
  let known = true;
  const text = format.replace(/%([%sd])/g, (_, kind: string) => {
    if (kind === "%") return "%";
    const part = textual(values[next++] ?? unknown);
    known &&= part !== null;
    return part ?? "";
  });
  return known && next === values.length ? constant(text, place) : unknown;
}
