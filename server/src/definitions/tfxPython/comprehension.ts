import type { ComprehensionExpression, Expression } from "../python/ast.ts";
import { assign } from "./assign.ts";
import { constant, unknown } from "./choices.ts";
import { decide } from "./decide.ts";
import { textual } from "./given.ts";
import { mappingOf, newMapping, newSequence, sequenceOf } from "./heap.ts";
import { type Frame, type Machine, maxTurns, placeOf, under } from "./machine.ts";
import { newScope } from "./scope.ts";
import type { Entry, Item, Openness, Value } from "./values.ts";

/** What a comprehension gives. */
export function comprehension(machine: Machine, frame: Frame, expression: ComprehensionExpression): Value {
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
