import type { Body, Expression, Statement } from "../../../definitions/python/ast.ts";
import type { PythonSource } from "../../../definitions/python/source.ts";
import { bodiesOf } from "./bodies.ts";
import {
  bindingScope,
  type CallUse,
  type Link,
  type ModuleSyntax,
  type NameScope,
  type NameUse,
  statementOf,
} from "./syntax.ts";

/** Walks a module once; linear in its text. */
export function syntaxOf(sources: readonly PythonSource[]): ModuleSyntax {
  const names: NameUse[] = [];
  const calls: CallUse[] = [];
  const module = newScope(null, false);
  for (const source of sources) walkBody(source.body, null, module, { source, names, calls });
  const byScope = new Map<NameScope, Map<string, NameUse[]>>();
  const byStatement = new Map<Statement, NameUse[]>();
  for (const use of names) {
    const scope = bindingScope(use);
    const inScope = byScope.get(scope) ?? new Map<string, NameUse[]>();
    byScope.set(scope, inScope);
    push(inScope, use.name, use);
    const { statement } = statementOf(use.link);
    push(byStatement, statement, use);
  }
  return {
    sources,
    names,
    calls,
    uses: (name, scope) => byScope.get(scope)?.get(name) ?? [],
    namesIn: (statement) => byStatement.get(statement) ?? [],
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const newScope = (parent: NameScope | null, isClass: boolean): NameScope => ({
  parent,
  isClass,
  bound: new Set(),
  globals: new Set(),
});

interface Walk {
  readonly source: PythonSource;
  readonly names: NameUse[];
  readonly calls: CallUse[];
}

function walkBody(body: Body, up: Link | null, scope: NameScope, walk: Walk): void {
  for (const statement of body.statements) {
    walkStatement(statement, { type: "statement", statement, body, up }, scope, walk);
  }
}

function walkStatement(statement: Statement, link: Link, scope: NameScope, walk: Walk): void {
  const visit = (expression: Expression | null, binds = false): void => {
    if (expression) walkExpression(expression, link, scope, walk, binds);
  };
  switch (statement.type) {
    case "assign":
      for (const target of statement.targets) visit(target, true);
      visit(statement.annotation);
      visit(statement.value);
      return;
    case "update":
      visit(statement.target);
      visit(statement.value);
      return;
    case "expression":
    case "return":
      visit(statement.value);
      return;
    case "global":
    case "nonlocal":
      for (const name of statement.names) scope.globals.add(name);
      return;
    case "import":
    case "fromImport":
      for (const { name, alias, from, to } of statement.names) {
        const bound = alias ?? (statement.type === "import" ? (name.split(".")[0] ?? name) : name);
        note(bound, null, { from, to }, link, scope, walk, true);
      }
      return;
    case "if":
      for (const { test, body } of statement.branches) {
        visit(test);
        walkBody(body, link, scope, walk);
      }
      if (statement.otherwise) walkBody(statement.otherwise, link, scope, walk);
      return;
    case "for":
      visit(statement.target, true);
      visit(statement.iterable);
      walkBody(statement.body, link, scope, walk);
      if (statement.otherwise) walkBody(statement.otherwise, link, scope, walk);
      return;
    case "while":
      visit(statement.test);
      walkBody(statement.body, link, scope, walk);
      if (statement.otherwise) walkBody(statement.otherwise, link, scope, walk);
      return;
    case "with":
      for (const { value, target } of statement.items) {
        visit(value);
        visit(target, true);
      }
      walkBody(statement.body, link, scope, walk);
      return;
    case "try":
      for (const { exceptions } of statement.handlers) for (const exception of exceptions) visit(exception);
      for (const body of bodiesOf(statement)) walkBody(body, link, scope, walk);
      return;
    case "function":
    case "class":
      walkDefinition(statement, link, scope, walk);
      return;
    default:
      for (const value of statement.values) visit(value);
  }
}

function walkDefinition(
  statement: Extract<Statement, { type: "function" | "class" }>,
  link: Link,
  scope: NameScope,
  walk: Walk,
): void {
  note(statement.name, null, statement.nameSpan, link, scope, walk, true);
  for (const decorator of statement.decorators) walkExpression(decorator, link, scope, walk);
  const inside = newScope(scope, statement.type === "class");
  if (statement.type === "class") {
    for (const { value } of statement.bases) walkExpression(value, link, scope, walk);
  } else {
    if (statement.returns) walkExpression(statement.returns, link, scope, walk);
    for (const { name, annotation, default: value } of statement.parameters) {
      if (annotation) walkExpression(annotation, link, scope, walk);
      if (value) walkExpression(value, link, scope, walk);
      inside.bound.add(name);
    }
  }
  walkBody(statement.body, link, inside, walk);
}

function note(
  name: string,
  expression: Expression | null,
  { from, to }: { from: number; to: number },
  link: Link,
  scope: NameScope,
  walk: Walk,
  binds: boolean,
): void {
  if (binds && !scope.globals.has(name)) scope.bound.add(name);
  walk.names.push({ source: walk.source, name, expression, from, to, link, scope, binds });
}

function walkExpression(expression: Expression, link: Link, scope: NameScope, walk: Walk, binds = false): void {
  const here: Link = { type: "expression", expression, up: link };
  const visit = (child: Expression, bindsChild = false): void => walkExpression(child, here, scope, walk, bindsChild);
  switch (expression.type) {
    case "name":
      note(expression.name, expression, expression, link, scope, walk, binds);
      return;
    case "attribute":
      if (expression.object.type === "name" && expression.object.name === "self") {
        const owner = classOf(scope);
        if (owner) note(`self.${expression.name}`, expression, expression, link, owner, walk, binds);
      }
      visit(expression.object);
      return;
    case "subscript":
      visit(expression.object);
      for (const index of expression.indices) visit(index);
      return;
    case "call":
      walk.calls.push({ source: walk.source, call: expression, link });
      visit(expression.callee);
      for (const argument of expression.arguments) {
        const inArgument: Link = { type: "argument", argument, call: expression, up: here };
        walkExpression(argument.value, inArgument, scope, walk);
      }
      return;
    case "sequence":
      for (const item of expression.items) visit(item, binds);
      return;
    case "dictionary":
      for (const { key, value } of expression.entries) {
        if (key) visit(key);
        visit(value);
      }
      return;
    case "other":
      for (const part of expression.parts) visit(part);
      return;
    case "formatted":
      for (const part of expression.parts) if (typeof part !== "string") visit(part);
      return;
    case "comprehension": {
      const inside = newScope(scope, false);
      for (const clause of expression.clauses) {
        if (clause.type === "if") walkExpression(clause.test, here, inside, walk);
        else {
          walkExpression(clause.target, here, inside, walk, true);
          walkExpression(clause.iterable, here, inside, walk);
        }
      }
      if (expression.key) walkExpression(expression.key, here, inside, walk);
      walkExpression(expression.element, here, inside, walk);
      return;
    }
    case "binary":
      visit(expression.left);
      visit(expression.right);
      return;
    case "unary":
      visit(expression.operand);
      return;
    case "conditional":
      visit(expression.test);
      visit(expression.body);
      visit(expression.otherwise);
      return;
    case "lambda": {
      const inside = newScope(scope, false);
      for (const { name, default: value } of expression.parameters) {
        if (value) visit(value);
        inside.bound.add(name);
      }
      walkExpression(expression.body, here, inside, walk);
      return;
    }
    case "star":
      visit(expression.value, binds);
      return;
    case "named":
      visit(expression.target, true);
      visit(expression.value);
      return;
    case "yield":
      if (expression.value) visit(expression.value);
      return;
    default:
      return;
  }
}

function classOf(scope: NameScope): NameScope | null {
  for (let at: NameScope | null = scope; at; at = at.parent) if (at.isClass) return at;
  return null;
}
