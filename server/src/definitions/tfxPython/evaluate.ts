import type { BinaryExpression, Expression } from "../python/ast.ts";
import { arithmetic } from "./arithmetic.ts";
import { assign } from "./assign.ts";
import { attributeOf, itemOf } from "./attributes.ts";
import { givenArguments } from "./calls.ts";
import { carried, mergedChannel } from "./channels.ts";
import { choiceOf, constant, optionsOf, unknown } from "./choices.ts";
import { comprehension } from "./comprehension.ts";
import { decide } from "./decide.ts";
import { textual } from "./given.ts";
import { mappingOf, newMapping, newSequence } from "./heap.ts";
import { itemsOf } from "./listMethods.ts";
import { type Frame, type Machine, mayStep, placeOf } from "./machine.ts";
import { refer, referAll } from "./references.ts";
import { lookUp } from "./scope.ts";
import { sliced } from "./slices.ts";
import { compare, truth } from "./truth.ts";
import type { Entry, Item, Openness, Value } from "./values.ts";

/** What an expression stands for. */
export function evaluate(machine: Machine, frame: Frame, expression: Expression): Value {
  if (!mayStep(machine, () => placeOf(frame, expression))) return unknown;
  const place = placeOf(frame, expression);
  switch (expression.type) {
    case "name":
      return lookUp(frame.scope, expression.name);
    case "string":
      return expression.value === null ? unknown : constant(expression.value, place);
    case "number":
      return Number.isNaN(expression.value) ? unknown : constant(expression.value, place);
    case "word":
      return expression.value === undefined ? unknown : constant(expression.value, place);
    case "formatted":
      return formatted(machine, frame, expression.parts, place);
    case "attribute":
      return attributeOf(machine, frame, machine.evaluate(frame, expression.object), expression.name, place);
    case "subscript":
      return subscript(machine, frame, expression);
    case "call": {
      const callee = machine.evaluate(frame, expression.callee);
      const given = givenArguments(machine, frame, expression.arguments);
      return machine.call(frame, callee, given, expression);
    }
    case "sequence":
      return sequence(machine, frame, expression);
    case "dictionary":
      return dictionary(machine, frame, expression);
    case "comprehension":
      return comprehension(machine, frame, expression);
    case "binary":
      return binary(machine, frame, expression);
    case "unary":
      return unary(machine, frame, expression);
    case "conditional":
      return decide(machine, frame, expression.test, {
        holds: () => machine.evaluate(frame, expression.body),
        fails: () => machine.evaluate(frame, expression.otherwise),
      });
    case "lambda": {
      const { source, scope } = frame;
      return { type: "function", definition: expression, source, scope, self: null, component: null };
    }
    case "named": {
      const value = machine.evaluate(frame, expression.value);
      assign(machine, frame, expression.target, value);
      return value;
    }
    case "star":
      return machine.evaluate(frame, expression.value);
    case "yield":
      return yielded(machine, frame, expression);
    case "other":
      for (const part of expression.parts) machine.evaluate(frame, part);
      return unknown;
    case "bad":
      return unknown;
  }
}

function formatted(
  machine: Machine,
  frame: Frame,
  parts: readonly (string | Expression)[],
  place: ReturnType<typeof placeOf>,
): Value {
  const values: Value[] = [];
  let text = "";
  let known = true;
  for (const part of parts) {
    const value = typeof part === "string" ? constant(part) : machine.evaluate(frame, part);
    values.push(value);
    const piece = textual(value);
    if (piece === null) known = false;
    else text += piece;
  }
  if (known) return constant(text, place);
  return machine.dialect?.text(machine, values) ?? unknown;
}

function subscript(machine: Machine, frame: Frame, expression: Extract<Expression, { type: "subscript" }>): Value {
  const object = machine.evaluate(frame, expression.object);
  const [index] = expression.indices;
  if (object.type === "channel" && (expression.slice || expression.indices.length !== 1)) return object;
  if (expression.slice) {
    const bounds = expression.slice.map((bound) => bound && machine.evaluate(frame, bound));
    return choiceOf(optionsOf(object).map((option) => sliced(machine, option, bounds, placeOf(frame, expression))));
  }
  if (!index || expression.indices.length > 1) return unknown;
  const key = machine.evaluate(frame, index);
  return itemOf(machine, frame, object, key, placeOf(frame, expression));
}

function sequence(machine: Machine, frame: Frame, expression: Extract<Expression, { type: "sequence" }>): Value {
  const items: Item[] = [];
  let open: Openness | null = expression.closed
    ? null
    : { place: placeOf(frame, expression), unfinished: true, missing: null };
  for (const item of expression.items) {
    const place = placeOf(frame, item);
    const value = machine.evaluate(frame, item);
    if (item.type === "star") {
      const inside = itemsOf(machine, value, place);
      items.push(...inside.items);
      open ??= inside.open;
    } else {
      referAll(value, "list", place);
      if (value.type === "special") machine.dialect?.listed(value, place);
      items.push({ value, place, conditions: machine.conditions });
    }
  }
  return newSequence(machine, expression.kind, items, open);
}

function dictionary(machine: Machine, frame: Frame, expression: Extract<Expression, { type: "dictionary" }>): Value {
  const entries = new Map<string, Entry>();
  let open = false;
  for (const { key, value } of expression.entries) {
    const of = machine.evaluate(frame, value);
    if (key === null) {
      if (of.type !== "mapping") open = true;
      else for (const [name, entry] of mappingOf(machine, of).entries) entries.set(name, entry);
      continue;
    }
    const name = textual(machine.evaluate(frame, key)) ?? `?${key.from}`;
    if (name.startsWith("?")) open = true;
    entries.set(name, { value: of, place: placeOf(frame, value) });
  }
  return newMapping(machine, entries, open);
}

const comparisons = new Set(["==", "!=", "<>", "<", "<=", ">", ">=", "in", "not in", "is", "is not"]);

function binary(machine: Machine, frame: Frame, expression: BinaryExpression): Value {
  const { operator } = expression;
  const place = placeOf(frame, expression);
  const left = machine.evaluate(frame, expression.left);
  if (operator === "and" || operator === "or") {
    const holds = truth(machine, left);
    if (holds !== null) return holds === (operator === "or") ? left : machine.evaluate(frame, expression.right);
    const right = machine.evaluate(frame, expression.right);
    return placeholderOf(machine, [left, right]) ?? choiceOf([left, right]);
  }
  const right = machine.evaluate(frame, expression.right);
  const own = machine.dialect?.operation(machine, operator, left, right, place);
  if (own) return own;
  const placeholder = placeholderOf(machine, [left, right]);
  if (placeholder) return placeholder;
  if (comparisons.has(operator)) {
    const result = compare(machine, operator, left, right);
    return result === null ? unknown : constant(result);
  }
  return arithmetic(machine, operator, left, right, place);
}

/** What is worked out from a channel's content looks into that channel. */
function placeholderOf(machine: Machine, values: readonly Value[]): Value | null {
  const looks = values.some((value) =>
    optionsOf(value).some((option) => option.type === "channel" && option.placeholder),
  );
  return looks ? mergedChannel(machine, values, true) : null;
}

function unary(machine: Machine, frame: Frame, expression: Extract<Expression, { type: "unary" }>): Value {
  const value = machine.evaluate(frame, expression.operand);
  if (expression.operator === "not") {
    const holds = truth(machine, value);
    if (holds !== null) return constant(!holds);
    return carried(machine, value).placeholders.length > 0 ? value : unknown;
  }
  if (expression.operator === "-" && value.type === "constant" && typeof value.value === "number") {
    return constant(-value.value, value.place);
  }
  return expression.operator === "~" ? value : unknown;
}

function yielded(machine: Machine, frame: Frame, expression: Extract<Expression, { type: "yield" }>): Value {
  if (!expression.value) return unknown;
  const value = machine.evaluate(frame, expression.value);
  const place = placeOf(frame, expression.value);
  if (expression.all) frame.yields.push(...itemsOf(machine, value, place).items);
  else {
    for (const option of optionsOf(value)) if (option.type === "made") refer(option.made, "list", place);
    frame.yields.push({ value, place, conditions: machine.conditions });
  }
  return unknown;
}
