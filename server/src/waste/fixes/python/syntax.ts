import type { Argument, Body, CallExpression, Expression, Statement } from "../../../definitions/python/ast.ts";
import type { PythonSource } from "../../../definitions/python/source.ts";

/** What an expression stands in, one step up. */
export type Link =
  | { readonly type: "statement"; readonly statement: Statement; readonly body: Body; readonly up: Link | null }
  | { readonly type: "expression"; readonly expression: Expression; readonly up: Link }
  | {
      readonly type: "argument";
      readonly argument: Argument;
      readonly call: CallExpression;
      readonly up: Link;
    };

/** Where names are bound: a module, function, class or comprehension. */
export interface NameScope {
  readonly parent: NameScope | null;
  readonly isClass: boolean;
  readonly bound: Set<string>;
  readonly globals: Set<string>;
}

/** A name where it is bound or used; `self.x` is a name of its class. */
export interface NameUse {
  readonly source: PythonSource;
  readonly name: string;
  readonly expression: Expression | null;
  readonly from: number;
  readonly to: number;
  readonly link: Link;
  readonly scope: NameScope;
  /** The place gives the name its value. */
  readonly binds: boolean;
}

/** A call and what it stands in. */
export interface CallUse {
  readonly source: PythonSource;
  readonly call: CallExpression;
  readonly link: Link;
}

/** Names and calls of one module: a file, or all cells of a notebook. */
export interface ModuleSyntax {
  readonly sources: readonly PythonSource[];
  readonly names: readonly NameUse[];
  readonly calls: readonly CallUse[];
  /** Every place of a name that a scope binds. */
  uses(name: string, scope: NameScope): readonly NameUse[];
  /** The names in a statement, without those in the statements within it. */
  namesIn(statement: Statement): readonly NameUse[];
}

/** The scope that binds a name where it is used; the module's for what nothing binds. */
export function bindingScope(use: NameUse): NameScope {
  let { scope } = use;
  if (use.name.startsWith("self.")) return scope;
  for (;;) {
    const isGlobal = scope.globals.has(use.name);
    if (!isGlobal && scope.bound.has(use.name) && (scope === use.scope || !scope.isClass)) return scope;
    if (!scope.parent) return scope;
    scope = scope.parent;
  }
}

/** The links from one upwards. */
export function* linksFrom(link: Link | null): Generator<Link> {
  for (let at = link; at; at = at.up) yield at;
}

/** The statement that a link stands in, the innermost. */
export function statementOf(link: Link): Extract<Link, { type: "statement" }> {
  for (const at of linksFrom(link)) if (at.type === "statement") return at;
  throw new Error("an expression outside of any statement");
}
