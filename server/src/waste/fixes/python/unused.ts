import type { Body, Statement } from "../../../definitions/python/ast.ts";
import { bodiesOf } from "./bodies.ts";
import { isPlain } from "./plain.ts";
import { isCovered, keptOf, type Removal } from "./removal.ts";
import { bindingScope, linksFrom, type NameUse, statementOf } from "./syntax.ts";
import { takeStatement } from "./takeOut.ts";

/** Takes out what only served what went: imports, simple variables, private functions, blocks left empty. Says whether anything was. */
export function removeUnused(removal: Removal): boolean {
  const before = sizeOf(removal);
  for (const use of removal.module.names) {
    if (use.binds && !isCovered(removal, use.link, use.expression) && servedOnly(removal, use))
      removeBinding(removal, use);
  }
  for (const source of removal.module.sources) removeEmpty(removal, source.body);
  return sizeOf(removal) > before;
}

const sizeOf = ({ statements, items }: Removal): number =>
  statements.size + [...items.values()].reduce((sum, { size }) => sum + size, 0);

/** Every use of a name goes, and there is at least one; what is only put into it goes with it. */
function servedOnly(removal: Removal, binding: NameUse): boolean {
  const uses = removal.module.uses(binding.name, bindingScope(binding)).filter(({ binds }) => !binds);
  const left = uses.filter(({ link, expression }) => !isCovered(removal, link, expression));
  return left.length < uses.length && left.every((use) => entryStatement(use) !== null);
}

/** The statement `name[key] = value` that a use is in; null for any other use. */
function entryStatement(use: NameUse): Statement | null {
  const { link } = use;
  if (link.type !== "expression" || link.expression.type !== "subscript" || link.expression.object !== use.expression)
    return null;
  const { up } = link;
  if (up.type !== "statement" || up.statement.type !== "assign" || !up.statement.value) return null;
  const [target] = up.statement.targets;
  return target === link.expression && isPlain(up.statement.value) ? up.statement : null;
}

function removeBinding(removal: Removal, binding: NameUse): void {
  const { statement } = statementOf(binding.link);
  if (statement.type === "import" || statement.type === "fromImport") {
    const index = statement.names.findIndex(({ from }) => from === binding.from);
    if (index < 0) return;
    const taken = removal.items.get(statement) ?? new Set();
    taken.add(index);
    removal.items.set(statement, taken);
    if (taken.size === statement.names.length) removal.statements.add(statement);
  } else if (statement.type === "assign") {
    const [target] = statement.targets;
    const bindings = removal.module.uses(binding.name, bindingScope(binding)).filter(({ binds }) => binds);
    const simple = statement.targets.length === 1 && target?.type === "name" && bindings.length === 1;
    if (!simple || !statement.value || !isPlain(statement.value)) return;
    for (const use of removal.module.uses(binding.name, bindingScope(binding))) {
      const entry = entryStatement(use);
      if (entry) takeStatement(removal, entry);
    }
    takeStatement(removal, statement);
  } else if (removal.takesComponents && statement.type === "function" && isComponent(statement)) {
    takeStatement(removal, statement);
  } else if (statement.type === "function" && statement.name === binding.name && statement.decorators.length === 0) {
    const isInner = [...linksFrom(binding.link)].some((at) => at.type === "statement" && at.statement !== statement);
    if (statement.name.startsWith("_") || isInner || removal.functions.has(statement))
      takeStatement(removal, statement);
  }
}

/** A function that a decorator makes a component of. */
const isComponent = ({ decorators }: Extract<Statement, { type: "function" }>): boolean =>
  decorators.some((decorator) => {
    const callee = decorator.type === "call" ? decorator.callee : decorator;
    return (callee.type === "attribute" || callee.type === "name") && /^(?:\w+_)?component$/.test(callee.name);
  });

/** Blocks of which nothing is left go, where nothing else hangs on them. */
function removeEmpty(removal: Removal, body: Body): void {
  for (const statement of body.statements) {
    if (removal.statements.has(statement)) continue;
    const bodies = bodiesOf(statement);
    for (const inner of bodies) removeEmpty(removal, inner);
    if (bodies.length === 0 || !bodies.every((inner) => isEmpty(removal, inner))) continue;
    if (statement.type === "if" || statement.type === "with" || statement.type === "for")
      takeStatement(removal, statement);
  }
}

/** Something was taken out of it, and nothing is left. */
export const isEmpty = (removal: Removal, body: Body): boolean =>
  body.statements.length > 0 &&
  keptOf(removal, body).every(({ type }) => type === "pass") &&
  body.statements.some((statement) => removal.statements.has(statement));
