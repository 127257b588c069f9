import { constant } from "./choices.ts";
import { isWellKnown } from "./names.ts";
import type { Module, Scope, Value } from "./values.ts";

export const newScope = (module: Module, parent: Scope | null, isClass = false): Scope => ({
  variables: new Map(),
  parent,
  module,
  isClass,
  globals: new Set(),
});

/** What a name stands for where it is used: in the function, those around it, the module, what it imports whole; else itself. */
export function lookUp(scope: Scope, name: string): Value {
  for (let at: Scope | null = scope; at; at = at.parent) {
    if (at.isClass && at !== scope) continue;
    const value = at.variables.get(name);
    if (value) return value;
  }
  const { module } = scope;
  if (name === "__file__") return constant(module.path);
  if (name === "__name__") return constant(module.isMain ? "__main__" : module.name);
  const inherited = isWellKnown(name) ? module.wildcards.at(-1) : undefined;
  return inherited
    ? { type: "external", path: `${inherited}.${name}` }
    : { type: "external", path: name, unbound: true };
}

/** Binds a name where an assignment would. */
export function bind(scope: Scope, name: string, value: Value): void {
  const target = scope.globals.has(name) ? scope.module.scope : scope;
  target.variables.set(name, value);
}
