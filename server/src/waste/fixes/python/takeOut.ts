import type { CallExpression, Expression, Statement } from "../../../definitions/python/ast.ts";
import type { PythonSource } from "../../../definitions/python/source.ts";
import { wordsOf } from "../../../definitions/tfxPython/choices.ts";
import { err, ok, type Result } from "../../../model/result.ts";
import { isPlain } from "./plain.ts";
import { type Container, isCovered, type Removal } from "./removal.ts";
import { bindingScope, type Link, linksFrom, statementOf } from "./syntax.ts";

/** Takes an expression out, with as much around it as means nothing without it. */
export function removeExpression(
  removal: Removal,
  expression: Expression,
  link: Link,
  source: PythonSource,
): Result<null, string> {
  let part = expression;
  for (const at of linksFrom(link)) {
    const step =
      at.type === "statement"
        ? atStatement(removal, at, part, source)
        : at.type === "argument"
          ? atArgument(removal, at, source)
          : atExpression(removal, at, part, source);
    if (step !== "up") return step;
    if (at.type === "expression") part = at.expression;
  }
  return refused(source, expression);
}

const done = ok(null);
type Step = Result<null, string> | "up";

/** Says where an edit cannot mend the text. */
function refused(source: PythonSource, span: { from: number; to: number }): Result<never, string> {
  const line = source.lines.position(span.from).line + 1;
  return err(`\`${wordsOf(source, span, 60)}\` in line ${line} rests on it in a way that an edit cannot mend.`);
}

function takeItem(removal: Removal, container: Container, index: number): void {
  const taken = removal.items.get(container) ?? new Set();
  taken.add(index);
  removal.items.set(container, taken);
}

function atExpression(
  removal: Removal,
  { expression, up }: Extract<Link, { type: "expression" }>,
  part: Expression,
  source: PythonSource,
): Step {
  switch (expression.type) {
    case "attribute":
    case "unary":
    case "binary":
    case "formatted":
    case "star":
      return expression.type === "binary" && isSum(expression) ? atSum(removal, expression, part, up, source) : "up";
    case "subscript":
      return expression.object === part ? "up" : refused(source, part);
    case "call":
      // A method of it, or what an argument is for alone.
      return "up";
    case "sequence":
      return atSequence(removal, expression, part, up, source);
    case "dictionary":
      takeItem(
        removal,
        expression,
        expression.entries.findIndex(({ value }) => value === part),
      );
      return done;
    case "conditional":
      return atConditional(removal, expression, part, source);
    default:
      return refused(source, part);
  }
}

const isSum = (expression: Extract<Expression, { type: "binary" }>): boolean =>
  expression.operator === "+" && (expression.left.type === "sequence" || expression.right.type === "sequence");

/** `others + [x]` without `[x]` is `others`. */
function atSum(
  removal: Removal,
  expression: Extract<Expression, { type: "binary" }>,
  part: Expression,
  _up: Link,
  source: PythonSource,
): Step {
  const other = expression.left === part ? expression.right : expression.left;
  if (removal.replaced.has(expression)) return refused(source, part);
  removal.replaced.set(expression, other);
  return done;
}

function atSequence(
  removal: Removal,
  sequence: Extract<Expression, { type: "sequence" }>,
  part: Expression,
  up: Link,
  source: PythonSource,
): Step {
  const index = sequence.items.indexOf(part);
  if (index < 0) return refused(source, part);
  const isUnpacked =
    up.type === "statement" &&
    up.statement.type === "assign" &&
    up.statement.targets.some(({ type }) => type === "sequence");
  if (isUnpacked) return refused(source, part);
  takeItem(removal, sequence, index);
  const isEmpty = removal.items.get(sequence)?.size === sequence.items.length;
  // An empty list is still a list of components; handed to a call or added to another it is nothing.
  if (!isEmpty) return done;
  if (up.type === "argument" && up.argument.name === null) return "up";
  if (up.type === "expression" && up.expression.type === "binary") return "up";
  if (up.type === "statement" && up.statement.type === "update") {
    removal.statements.add(up.statement);
    return done;
  }
  return done;
}

function atConditional(
  removal: Removal,
  expression: Extract<Expression, { type: "conditional" }>,
  part: Expression,
  source: PythonSource,
): Step {
  if (expression.test === part) return refused(source, part);
  const other = expression.body === part ? expression.otherwise : expression.body;
  const isNone = other.type === "word" && other.value === null;
  if (isNone || removal.replaced.has(expression)) return "up";
  removal.replaced.set(expression, other);
  return done;
}

const listMethods = /^(?:append|add|insert|extend|update|remove)$/;
const orderMethods = /^add_(?:up|down)stream_nodes?$/;

function atArgument(
  removal: Removal,
  { argument, call, up }: Extract<Link, { type: "argument" }>,
  source: PythonSource,
): Step {
  const { callee } = call;
  const method = callee.type === "attribute" ? callee.name : "";
  const statement = up.type === "expression" && up.up.type === "statement" ? up.up.statement : null;
  if (method === "after" && callee.type === "attribute")
    return atOrder(removal, argument, call, callee.object, statement);
  const isOwnStatement = statement?.type === "expression" && statement.value === call;
  if (isOwnStatement && statement) {
    removal.statements.add(statement);
    return done;
  }
  if (listMethods.test(method) || orderMethods.test(method)) return refused(source, argument);
  if (argument.name !== null) {
    takeItem(removal, call, call.arguments.indexOf(argument));
    return done;
  }
  // What a positional argument is handed to stands for it: `union([…])`, `logical_and(…)`.
  return call.arguments.length === 1 || /^(?:logical_|union$)/.test(method) ? "up" : refused(source, argument);
}

/** `task.after(a, b)` without `a` is `task.after(b)`, without both `task`. */
function atOrder(
  removal: Removal,
  argument: CallExpression["arguments"][number],
  call: CallExpression,
  task: Expression,
  statement: Statement | null,
): Step {
  takeItem(removal, call, call.arguments.indexOf(argument));
  if ((removal.items.get(call)?.size ?? 0) < call.arguments.length) return done;
  if (statement?.type === "expression" && statement.value === call && task.type === "name") {
    removal.statements.add(statement);
    return done;
  }
  removal.items.delete(call);
  removal.replaced.set(call, task);
  return done;
}

function atStatement(
  removal: Removal,
  { statement }: Extract<Link, { type: "statement" }>,
  part: Expression,
  source: PythonSource,
): Step {
  switch (statement.type) {
    case "assign": {
      if (statement.value !== part)
        return statement.targets.includes(part) ? takeStatement(removal, statement) : refused(source, part);
      const simple = statement.targets.every(({ type }) => /^(?:name|attribute|subscript)$/.test(type));
      if (!simple) return refused(source, part);
      return takeStatement(removal, statement);
    }
    case "expression":
      return takeStatement(removal, statement);
    case "delete":
      return statement.values.length === 1 ? takeStatement(removal, statement) : refused(source, part);
    case "with":
      removal.blocks.add(statement);
      return done;
    case "return": {
      const owner = functionAround(removal, statement);
      if (!owner) return refused(source, part);
      removal.functions.add(owner);
      return done;
    }
    default:
      return refused(source, part);
  }
}

/** Takes a statement out; the names that it gives a value are gone. */
export function takeStatement(removal: Removal, statement: Statement): Step {
  if (removal.statements.has(statement)) return done;
  removal.statements.add(statement);
  for (const use of removal.module.namesIn(statement)) {
    if (!use.binds) continue;
    const scope = bindingScope(use);
    const known = removal.names.some((other) => other.name === use.name && other.scope === scope);
    if (!known) removal.names.push({ name: use.name, scope });
  }
  return done;
}

function functionAround(removal: Removal, statement: Statement): Extract<Statement, { type: "function" }> | null {
  const [use] = removal.module.namesIn(statement);
  for (const at of linksFrom(use?.link ?? null)) {
    if (at.type === "statement" && at.statement.type === "function") return at.statement;
  }
  return null;
}

/** Takes out what is left of the names that are gone; an error where one is also given another value. */
export function removeNames(removal: Removal): Result<null, string> {
  for (let index = 0; index < removal.names.length; index++) {
    const gone = removal.names[index];
    if (!gone) break;
    for (const use of removal.module.uses(gone.name, gone.scope)) {
      if (isCovered(removal, use.link, use.expression)) continue;
      if (use.binds) {
        // Another value of the same name: with every use gone nobody asks for it.
        const { statement } = statementOf(use.link);
        const isSimple =
          statement.type === "assign" && statement.targets.length === 1 && use.expression === statement.targets[0];
        if (isSimple && statement.value && isPlain(statement.value)) {
          takeStatement(removal, statement);
          continue;
        }
        const line = use.source.lines.position(use.from).line + 1;
        return err(`\`${gone.name}\` also names something else, in line ${line}.`);
      }
      if (!use.expression) return refused(use.source, use);
      const result = removeExpression(removal, use.expression, use.link, use.source);
      if (!result.ok) return result;
    }
  }
  return done;
}
