import type { Conditions } from "./conditions.ts";
import { type HeapObject, mergedContent, mergedVariables } from "./heap.ts";
import { type Flow, type Frame, type Machine, under } from "./machine.ts";
import type { Scope, Value } from "./values.ts";

interface State {
  readonly variables: readonly { readonly scope: Scope; readonly variables: Map<string, Value> }[];
  readonly heap: ReadonlyMap<number, HeapObject>;
}

/** One way of a decision. */
export interface Way {
  readonly conditions: Conditions;
  readonly run: () => Flow;
}

/** Takes both ways of a decision from where things stand now, and goes on with what either leaves behind. */
export function takeBoth(machine: Machine, frame: Frame, first: Way, second: Way): readonly [Flow, Flow] {
  const before = save(machine, frame);
  const firstFlow = under(machine, first.conditions, first.run);
  const afterFirst = save(machine, frame);
  restore(machine, before);
  const secondFlow = under(machine, second.conditions, second.run);
  if (firstFlow === "next" && secondFlow === "next") merge(machine, afterFirst, save(machine, frame));
  else if (firstFlow === "next") restore(machine, afterFirst);
  return [firstFlow, secondFlow];
}

/** How a body goes on after both ways. */
export function joined(first: Flow, second: Flow): Flow {
  if (first === "next" || second === "next") return "next";
  if (first === "loop" || second === "loop") return "loop";
  return first === "raise" && second === "raise" ? "raise" : "return";
}

function save(machine: Machine, frame: Frame): State {
  const scopes: Scope[] = [];
  for (let scope: Scope | null = frame.scope; scope; scope = scope.parent) scopes.push(scope);
  return {
    variables: scopes.map((scope) => ({ scope, variables: new Map(scope.variables) })),
    heap: new Map(machine.heap),
  };
}

function restore(machine: Machine, state: State): void {
  for (const { scope, variables } of state.variables) scope.variables = new Map(variables);
  machine.heap.clear();
  for (const [id, content] of state.heap) machine.heap.set(id, content);
}

function merge(machine: Machine, first: State, second: State): void {
  for (const [index, { scope, variables }] of second.variables.entries()) {
    scope.variables = mergedVariables(first.variables[index]?.variables ?? new Map(), variables);
  }
  for (const [id, content] of first.heap) {
    const other = machine.heap.get(id);
    machine.heap.set(id, other ? mergedContent(content, other) : content);
  }
}
