import type { Body, CallExpression, Expression, Statement } from "../../../definitions/python/ast.ts";
import { type CallUse, type Link, linksFrom, type ModuleSyntax, type NameScope } from "./syntax.ts";

/** A list, call, dictionary or import whose entries are taken out. */
export type Container =
  | Extract<Expression, { type: "sequence" | "dictionary" }>
  | CallExpression
  | Extract<Statement, { type: "import" | "fromImport" }>;

/** What is to be taken out of one module. Grows until nothing that is left mentions what went. */
export interface Removal {
  readonly module: ModuleSyntax;
  readonly statements: Set<Statement>;
  readonly items: Map<Container, Set<number>>;
  /** `a if test else b` → the branch that stays. */
  readonly replaced: Map<Expression, Expression>;
  /** Functions that return what went: nothing may call them any more. */
  readonly functions: Set<Extract<Statement, { type: "function" }>>;
  /** Blocks that stand and fall with what is in them: `with Cond(…)`. */
  readonly blocks: Set<Statement>;
  /** Components that are functions go where nothing uses them any more. */
  readonly takesComponents: boolean;
  /** Names whose value went. */
  readonly names: { readonly name: string; readonly scope: NameScope }[];
}

export const newRemoval = (module: ModuleSyntax, takesComponents = false): Removal => ({
  module,
  statements: new Set(),
  items: new Map(),
  replaced: new Map(),
  functions: new Set(),
  blocks: new Set(),
  takesComponents,
  names: [],
});

/** Whether a place goes with something that is taken out already. */
export function isCovered(removal: Removal, link: Link | null, expression: Expression | null): boolean {
  let inside: Expression | null = expression;
  for (const at of linksFrom(link)) {
    if (at.type === "statement") {
      if (removal.statements.has(at.statement)) return true;
      inside = null;
    } else if (at.type === "argument") {
      if (removal.items.get(at.call)?.has(at.call.arguments.indexOf(at.argument))) return true;
    } else {
      if (inside && isTakenOut(removal, at.expression, inside)) return true;
      inside = at.expression;
    }
  }
  return false;
}

function isTakenOut(removal: Removal, container: Expression, part: Expression): boolean {
  const kept = removal.replaced.get(container);
  if (kept && kept !== part) return true;
  if (container.type === "sequence") return removal.items.get(container)?.has(container.items.indexOf(part)) ?? false;
  if (container.type !== "dictionary") return false;
  const entry = container.entries.findIndex(({ value, key }) => value === part || key === part);
  return removal.items.get(container)?.has(entry) ?? false;
}

/** Calls with the place of one given in a definition. */
export const callsAt = (module: ModuleSyntax, uri: string, fits: (use: CallUse) => boolean): CallUse[] =>
  module.calls.filter((use) => use.source.uri === uri && fits(use));

/** The statements of a body that stay. */
export const keptOf = (removal: Removal, { statements }: Body): Statement[] =>
  statements.filter((statement) => !removal.statements.has(statement));
