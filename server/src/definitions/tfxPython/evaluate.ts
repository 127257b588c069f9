import type { BinaryExpression, ComprehensionExpression, Expression } from "../python/ast.ts";
import { assign } from "./assign.ts";
import { attributeOf, itemOf } from "./attributes.ts";
import { givenArguments } from "./calls.ts";
import { carried, mergedChannel } from "./channels.ts";
import { decide } from "./decide.ts";
import { textual } from "./given.ts";
import { mappingOf, newMapping, newSequence, sequenceOf } from "./heap.ts";
import { type Frame, type Machine, maxTurns, mayStep, placeOf, under } from "./machine.ts";
import { itemsOf } from "./methods.ts";
import { joinPaths } from "./paths.ts";
import { refer, referAll } from "./references.ts";
import { lookUp, newScope } from "./scope.ts";
import { compare, truth } from "./truth.ts";
import { choiceOf, constant, type Entry, type Item, type Openness, optionsOf, unknown, type Value } from "./values.ts";

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
  let text = "";
  for (const part of parts) {
    const piece = typeof part === "string" ? part : textual(machine.evaluate(frame, part));
    if (piece === null) return unknown;
    text += piece;
  }
  return constant(text, place);
}

function subscript(machine: Machine, frame: Frame, expression: Extract<Expression, { type: "subscript" }>): Value {
  const object = machine.evaluate(frame, expression.object);
  const [index] = expression.indices;
  if (expression.slice || !index || expression.indices.length > 1) {
    const whole = object.type === "sequence" && expression.indices.length === 0;
    if (whole) {
      const { kind, items, open } = sequenceOf(machine, object);
      return newSequence(machine, kind, items, open);
    }
    return object.type === "channel" ? object : unknown;
  }
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

function comprehension(machine: Machine, frame: Frame, expression: ComprehensionExpression): Value {
  const inside: Frame = { ...frame, scope: newScope(frame.module, frame.scope) };
  const items: Item[] = [];
  const entries = new Map<string, Entry>();
  let open: Openness | null = null;
  const run = (at: number): undefined => {
    const clause = expression.clauses[at];
    if (!clause) {
      const value = machine.evaluate(inside, expression.element);
      const place = placeOf(frame, expression.element);
      if (expression.key) {
        const key = textual(machine.evaluate(inside, expression.key));
        entries.set(key ?? `?${entries.size}`, { value, place });
      }
      items.push({ value, place, conditions: machine.conditions });
      return;
    }
    if (clause.type === "if") {
      decide(machine, inside, clause.test, { holds: () => run(at + 1), fails: () => undefined });
      return;
    }
    const turns = turnsOf(machine, inside, clause.iterable);
    if (turns.items === null) {
      open ??= { place: placeOf(frame, clause.iterable), unfinished: false, missing: null };
      assign(machine, inside, clause.target, unknown);
      under(machine, [turns.condition(clause.target)], () => run(at + 1));
      return;
    }
    for (const item of turns.items) {
      assign(machine, inside, clause.target, item);
      run(at + 1);
    }
  };
  run(0);
  if (expression.kind === "dictionary") return newMapping(machine, entries, open !== null);
  return newSequence(machine, expression.kind === "set" ? "set" : "list", items, open);
}

/** The values that a loop takes in turn; null where the text does not tell them. */
export function turnsOf(
  machine: Machine,
  frame: Frame,
  iterable: Expression,
): { items: readonly Value[] | null; condition: (target: Expression) => Machine["conditions"][number] } {
  const value = machine.evaluate(frame, iterable);
  const condition = (target: Expression): Machine["conditions"][number] => {
    const { text } = frame.source;
    const words = `for ${text.slice(target.from, target.to)} in ${text.slice(iterable.from, iterable.to)}`;
    const place = placeOf(frame, iterable);
    return { site: {}, branch: 0, words: words.replace(/\s+/g, " ").slice(0, 200), place, dsl: false, predicate: null };
  };
  return { items: listed(machine, value), condition };
}

function listed(machine: Machine, value: Value): readonly Value[] | null {
  if (value.type === "sequence") {
    const { items, open } = sequenceOf(machine, value);
    return open ? null : items.slice(0, maxTurns).map((item) => item.value);
  }
  if (value.type === "mapping") {
    const { entries, open } = mappingOf(machine, value);
    return open ? null : [...entries.keys()].slice(0, maxTurns).map((key) => constant(key));
  }
  return null;
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
