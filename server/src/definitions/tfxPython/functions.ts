import type { CallExpression, FunctionStatement, LambdaExpression } from "../python/ast.ts";
import { choiceOf, constant, unknown } from "./choices.ts";
import { givenOf } from "./given.ts";
import { newMapping, newSequence } from "./heap.ts";
import { type Frame, type Machine, maxCallDepth } from "./machine.ts";
import { newScope } from "./scope.ts";
import { truth } from "./truth.ts";
import type { Entry, FunctionValue, GivenArgument, Item, Scope, Value } from "./values.ts";

/**
 * Follows a call of a function of the text and gives what it returns; null where it is not followed (too deep, or a
 * function within itself). `given` null: nothing is known of the arguments, as for a function that nothing calls.
 */
export function follow(
  machine: Machine,
  caller: Frame,
  callee: FunctionValue,
  given: readonly GivenArgument[] | null,
): Value | null {
  const { definition, source } = callee;
  if (caller.depth >= maxCallDepth || isRunning(caller, definition)) return null;
  machine.visited.add(definition);
  const scope = newScope(callee.scope.module, callee.scope);
  const frame: Frame = {
    index: ++machine.frames,
    scope,
    source,
    module: callee.scope.module,
    function: definition,
    parent: caller,
    depth: caller.depth + 1,
    returns: [],
    yields: [],
    sites: new Map(),
  };
  bindParameters(machine, frame, callee, given, scope);
  if (definition.type === "lambda") return machine.evaluate(frame, definition.body);
  const flow = machine.execute(frame, definition.body);
  if (frame.yields.length > 0) return newSequence(machine, "list", frame.yields);
  if (flow === "next" || frame.returns.length === 0) frame.returns.push(constant(null));
  return choiceOf(withoutNothing(frame.returns));
}

/** A function that may return nothing is meant where it returns something. */
function withoutNothing(returns: readonly Value[]): readonly Value[] {
  const something = returns.filter((value) => value.type !== "constant" || value.value !== null);
  return something.length > 0 ? something : returns;
}

function isRunning(frame: Frame, definition: FunctionStatement | LambdaExpression): boolean {
  for (let at: Frame | null = frame; at; at = at.parent) {
    if (at.function === definition) return true;
  }
  return false;
}

function bindParameters(
  machine: Machine,
  frame: Frame,
  callee: FunctionValue,
  given: readonly GivenArgument[] | null,
  scope: Scope,
): void {
  const self: GivenArgument[] = callee.self
    ? [{ name: null, star: "", value: callee.self, place: { source: callee.source, span: callee.definition } }]
    : [];
  const all = [...self, ...(given ?? [])];
  const { positional } = givenOf(all);
  const open = given === null || all.some(({ star }) => star !== "");
  const { parameters } = callee.definition;
  const names = new Set(parameters.map(({ name }) => name));
  let index = 0;
  for (const parameter of parameters) {
    if (parameter.star === "*") {
      const rest = all.filter(({ name, star }) => name === null && star === "").slice(index);
      const items: Item[] = rest.map(({ value, place }) => ({ value, place, conditions: [] }));
      scope.variables.set(parameter.name, open ? unknown : newSequence(machine, "tuple", items));
      index = positional.length;
      continue;
    }
    if (parameter.star === "**") {
      const rest = new Map<string, Entry>();
      for (const { name, value, place } of all) {
        if (name !== null && !names.has(name)) rest.set(name, { value, place });
      }
      scope.variables.set(parameter.name, newMapping(machine, rest, open));
      continue;
    }
    const named = all.find(({ name }) => name === parameter.name)?.value;
    const value = named ?? (parameter.keywordOnly ? undefined : positional[index]);
    if (named === undefined && !parameter.keywordOnly) index++;
    scope.variables.set(parameter.name, value ?? defaultOf(machine, frame, callee, parameter.default, open));
  }
}

/** A default; assumed where a caller that is not seen may give another. */
function defaultOf(
  machine: Machine,
  frame: Frame,
  callee: FunctionValue,
  expression: FunctionStatement["parameters"][number]["default"],
  open: boolean,
): Value {
  if (!expression) return unknown;
  const value = machine.evaluate({ ...frame, scope: callee.scope }, expression);
  if (!open) return value;
  if (value.type === "constant") return { ...value, assumed: true };
  return truth(machine, value) === null || value.type === "made" ? value : unknown;
}

/** A call as an argument list of no arguments, for what is called without one being written. */
export const emptyCall = (at: { from: number; to: number }): CallExpression => ({
  type: "call",
  callee: { type: "bad", ...at },
  arguments: [],
  closed: true,
  from: at.from,
  to: at.to,
});
