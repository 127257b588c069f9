import type { Body, ForStatement, IfStatement, Statement, WithStatement } from "../python/ast.ts";
import { arithmetic } from "./arithmetic.ts";
import { assign } from "./assign.ts";
import { joined, takeBoth } from "./branch.ts";
import { constant, optionsOf, unknown, wordsOf } from "./choices.ts";
import { componentFunction, defineClass } from "./classes.ts";
import { turnsOf } from "./comprehension.ts";
import type { Condition } from "./conditions.ts";
import { conditionOf } from "./decide.ts";
import { importFrom, importModule } from "./imports.ts";
import { extendList } from "./listMethods.ts";
import { type Flow, type Frame, type Machine, mayStep, placeOf, under } from "./machine.ts";
import { bind } from "./scope.ts";
import { truth } from "./truth.ts";
import type { FunctionValue, Value } from "./values.ts";

/** Works a body through, statement by statement. */
export function execute(machine: Machine, frame: Frame, body: Body): Flow {
  const before = machine.conditions;
  let flow: Flow = "next";
  for (const statement of body.statements) {
    if (!mayStep(machine, () => placeOf(frame, statement))) break;
    flow = executeStatement(machine, frame, statement);
    if (flow !== "next") break;
  }
  machine.conditions = before;
  return flow;
}

function executeStatement(machine: Machine, frame: Frame, statement: Statement): Flow {
  switch (statement.type) {
    case "assign": {
      if (!statement.value) return "next";
      const value = machine.evaluate(frame, statement.value);
      for (const target of statement.targets) assign(machine, frame, target, value);
      return "next";
    }
    case "update":
      update(machine, frame, statement);
      return "next";
    case "expression":
      machine.evaluate(frame, statement.value);
      return "next";
    case "return":
      frame.returns.push(statement.value ? machine.evaluate(frame, statement.value) : constant(null));
      return "return";
    case "raise":
      return "raise";
    case "break":
    case "continue":
      return "loop";
    case "global":
      for (const name of statement.names) frame.scope.globals.add(name);
      return "next";
    case "import":
      for (const name of statement.names) importModule(machine, frame, name);
      return "next";
    case "fromImport":
      importFrom(machine, frame, statement);
      return "next";
    case "if":
      return decideBranch(machine, frame, statement, 0);
    case "for":
      return loop(machine, frame, statement);
    case "while":
      return repeat(machine, frame, statement);
    case "with":
      return withBlock(machine, frame, statement);
    case "try": {
      const flow = machine.execute(frame, statement.body);
      const after = flow === "next" && statement.otherwise ? machine.execute(frame, statement.otherwise) : flow;
      const last = statement.finally ? machine.execute(frame, statement.finally) : "next";
      return last === "next" ? after : last;
    }
    case "function":
      define(machine, frame, statement);
      return "next";
    case "class":
      bind(frame.scope, statement.name, defineClass(machine, frame, statement));
      return "next";
    default:
      return "next";
  }
}

function define(machine: Machine, frame: Frame, definition: Extract<Statement, { type: "function" }>): void {
  const { source, scope } = frame;
  const { dialect } = machine;
  const component = dialect ? null : componentFunction(machine, frame, definition);
  const value: FunctionValue = { type: "function", definition, source, scope, self: null, component };
  bind(scope, definition.name, dialect ? dialect.define(machine, frame, value) : value);
}

function update(machine: Machine, frame: Frame, statement: Extract<Statement, { type: "update" }>): void {
  const before = machine.evaluate(frame, statement.target);
  const value = machine.evaluate(frame, statement.value);
  const lists = optionsOf(before).filter((option) => option.type === "sequence");
  if (statement.operator === "+=" && lists.length > 0) {
    for (const list of lists) extendList(machine, list, value, placeOf(frame, statement.value));
    return;
  }
  const operator = statement.operator.slice(0, -1);
  assign(machine, frame, statement.target, arithmetic(machine, operator, before, value, placeOf(frame, statement)));
}

/** A branch that only raises is no way that a pipeline is built. */
const onlyRaises = (body: Body | null): boolean => body?.statements.at(-1)?.type === "raise";

function decideBranch(machine: Machine, frame: Frame, statement: IfStatement, index: number): Flow {
  const branch = statement.branches[index];
  if (!branch) return statement.otherwise ? machine.execute(frame, statement.otherwise) : "next";
  const isLast = index + 1 >= statement.branches.length;
  const known = truth(machine, machine.evaluate(frame, branch.test));
  const rest = (): Flow => decideBranch(machine, frame, statement, index + 1);
  if (known === true || (isLast && onlyRaises(statement.otherwise))) return machine.execute(frame, branch.body);
  if (known === false || onlyRaises(branch.body)) return rest();
  const holds = conditionOf(frame, branch.test, true);
  const fails = conditionOf(frame, branch.test, false);
  const [first, second] = takeBoth(
    machine,
    frame,
    { conditions: [holds], run: () => machine.execute(frame, branch.body) },
    { conditions: [fails], run: rest },
  );
  // What follows a way out runs only where that way was not taken.
  if (first === "return" && second === "next") machine.conditions = [...machine.conditions, fails];
  else if (second === "return" && first === "next") machine.conditions = [...machine.conditions, holds];
  return joined(first, second);
}

function loop(machine: Machine, frame: Frame, statement: ForStatement): Flow {
  const turns = turnsOf(machine, frame, statement.iterable);
  let flow: Flow = "next";
  if (turns.items === null) {
    flow = once(machine, frame, statement.body, turns.condition(statement.target), () =>
      assign(machine, frame, statement.target, unknown),
    );
  }
  for (const item of turns.items ?? []) {
    assign(machine, frame, statement.target, item);
    flow = machine.execute(frame, statement.body);
    if (flow === "return" || flow === "raise") return flow;
  }
  if (statement.otherwise) return machine.execute(frame, statement.otherwise);
  return "next";
}

/** The body of a loop of which nobody knows how often it runs. */
function once(machine: Machine, frame: Frame, body: Body, condition: Condition, before: () => void): Flow {
  const [flow] = takeBoth(
    machine,
    frame,
    {
      conditions: [condition],
      run: () => {
        before();
        const inside = machine.execute(frame, body);
        return inside === "loop" ? "next" : inside;
      },
    },
    { conditions: [], run: () => "next" },
  );
  return flow;
}

function repeat(machine: Machine, frame: Frame, statement: Extract<Statement, { type: "while" }>): Flow {
  const known = truth(machine, machine.evaluate(frame, statement.test));
  if (known === false) return statement.otherwise ? machine.execute(frame, statement.otherwise) : "next";
  const { words, ...rest } = conditionOf(frame, statement.test, true);
  once(machine, frame, statement.body, { ...rest, words: `while ${words}` }, () => undefined);
  return "next";
}

/** `with Cond(…):`, `with ForEach(…) as each:`; any other is just its body. */
function withBlock(machine: Machine, frame: Frame, statement: WithStatement): Flow {
  const conditions: Condition[] = [];
  const entered: { leave(): void }[] = [];
  for (const { value: expression, target } of statement.items) {
    const value = machine.evaluate(frame, expression);
    const block =
      value.type === "special" ? machine.dialect?.enter(machine, value, placeOf(frame, expression)) : undefined;
    if (block) {
      entered.push(block);
      if (target) assign(machine, frame, target, block.as);
      continue;
    }
    const control = controlOf(value);
    const [argument] = value.type === "made" ? value.made.arguments : [];
    if (control && argument) {
      const words = wordsOf(argument.place.source, argument.place.span);
      const place = placeOf(frame, expression);
      const predicate = control === "Cond" ? argument.value : null;
      const text = control === "Cond" ? words : `for each of ${words}`;
      conditions.push({ site: {}, branch: 0, words: text, place, dsl: true, predicate });
    }
    if (target) assign(machine, frame, target, control === "ForEach" && argument ? argument.value : value);
  }
  const flow = under(machine, conditions, () => machine.execute(frame, statement.body));
  for (const block of entered.toReversed()) block.leave();
  return flow;
}

const controlOf = (value: Value): "Cond" | "ForEach" | null =>
  value.type === "made" && (value.made.name === "Cond" || value.made.name === "ForEach") ? value.made.name : null;
