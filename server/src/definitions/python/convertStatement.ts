import type { SyntaxNode } from "@lezer/common";
import type { Body, Expression, Statement } from "./ast.ts";
import { convertArguments, convertParameters } from "./convertCall.ts";
import { convertDecorator } from "./convertDecorator.ts";
import { bad, type Converter, childrenOf, convertTargets, isMark, other, span, textOf } from "./converter.ts";
import { convertImport } from "./convertImport.ts";
import { convertMatch } from "./convertMatch.ts";
import { targetOf } from "./withTargets.ts";

/** Blocks nested deeper are not read. */
const maxDepth = 60;

/** The statements below a node: a body, or a whole script. */
export function convertBody(converter: Converter, node: SyntaxNode, depth = 0): Body {
  const statements =
    depth >= maxDepth ? [] : childrenOf(node).flatMap((child) => convertStatement(converter, child, depth));
  return { statements, ...span(node) };
}

function convertStatement(converter: Converter, node: SyntaxNode, depth: number): Statement[] {
  const at = span(node);
  switch (node.name) {
    case "AssignStatement":
      return [convertAssign(converter, node)];
    case "UpdateStatement":
      return convertUpdate(converter, node);
    case "ExpressionStatement":
      return [{ type: "expression", value: convertTargets(converter, childrenOf(node)), ...at }];
    case "ReturnStatement": {
      const values = childrenOf(node).slice(1);
      return [{ type: "return", value: values.length > 0 ? convertTargets(converter, values) : null, ...at }];
    }
    case "YieldStatement":
      return [{ type: "expression", value: converter.expression(node), ...at }];
    case "StatementGroup":
      return childrenOf(node).flatMap((child) => convertStatement(converter, child, depth));
    case "ImportStatement":
      return [convertImport(converter, node)];
    case "ScopeStatement": {
      const names = node.getChildren("VariableName").map((name) => textOf(converter, name));
      return [{ type: node.getChild("nonlocal") ? "nonlocal" : "global", names, ...at }];
    }
    case "PassStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "RaiseStatement":
    case "DeleteStatement":
    case "AssertStatement":
    case "PrintStatement":
      return [simple(converter, node)];
    case "IfStatement":
      return [convertIf(converter, node, depth)];
    case "ForStatement":
    case "WhileStatement":
      return [convertLoop(converter, node, depth)];
    case "WithStatement":
      return [convertWith(converter, node, depth)];
    case "MatchStatement":
      return [convertMatch(converter, node, (body) => bodyOf(converter, body, node, depth))];
    case "TryStatement":
      return [convertTry(converter, node, depth)];
    case "DecoratedStatement":
    case "FunctionDefinition":
    case "ClassDefinition":
      return convertDefinition(converter, node, depth);
    default:
      return unknownStatement(converter, node);
  }
}

/** A statement that is not understood, or what is no statement yet, with the names in it. */
function unknownStatement(converter: Converter, node: SyntaxNode): Statement[] {
  if (node.name === ":" || node.from === node.to) return [];
  const inside = other(converter, node);
  return inside.type === "other" && inside.parts.length > 0
    ? [{ type: "other", values: inside.parts, ...span(node) }]
    : [];
}

const simpleTypes = {
  PassStatement: "pass",
  BreakStatement: "break",
  ContinueStatement: "continue",
  RaiseStatement: "raise",
  DeleteStatement: "delete",
  AssertStatement: "assert",
} as const;

function simple(converter: Converter, node: SyntaxNode): Statement {
  const type = Object.hasOwn(simpleTypes, node.name) ? simpleTypes[node.name as keyof typeof simpleTypes] : "other";
  const values = childrenOf(node)
    .slice(1)
    .filter((child) => !isMark(child))
    .map((child) => converter.expression(child));
  return { type, values, ...span(node) };
}

function convertAssign(converter: Converter, node: SyntaxNode): Statement {
  const groups: SyntaxNode[][] = [[]];
  let annotation: Expression | null = null;
  for (const child of childrenOf(node)) {
    if (child.name === "AssignOp") groups.push([]);
    else if (child.name === "TypeDef") {
      const type = child.lastChild;
      annotation = type && !isMark(type) ? converter.expression(type) : bad(child);
    } else groups.at(-1)?.push(child);
  }
  const values = groups.map((group) => (group.length > 0 ? convertTargets(converter, group) : null));
  // `x = f(a=b=c)`: the parser takes the half-typed call for a target; it is the value.
  const call = values.findIndex((target) => target?.type === "call");
  const last = groups.length > 1 ? (values.pop() ?? bad({ from: node.to, to: node.to })) : null;
  const value = call >= 0 && call < values.length ? (values.splice(call)[0] ?? last) : last;
  return {
    type: "assign",
    targets: values.filter((target) => target !== null),
    annotation,
    value,
    ...span(node),
  };
}

function convertUpdate(converter: Converter, node: SyntaxNode): Statement[] {
  const children = childrenOf(node);
  const at = children.findIndex(({ name }) => name === "UpdateOp");
  const operator = children[at];
  if (at < 1 || !operator) return [];
  return [
    {
      type: "update",
      target: convertTargets(converter, children.slice(0, at)),
      operator: textOf(converter, operator),
      value: convertTargets(converter, children.slice(at + 1)),
      ...span(node),
    },
  ];
}

/** The parts of a compound statement, each with the words before its body. */
function clauses(node: SyntaxNode): { word: string; head: SyntaxNode[]; body: SyntaxNode | null }[] {
  const result: { word: string; head: SyntaxNode[]; body: SyntaxNode | null }[] = [];
  for (const child of childrenOf(node)) {
    const last = result.at(-1);
    if (child.name === "Body" && last) last.body = child;
    else if (/^(if|elif|else|try|except|finally|while|for|with)$/.test(child.name)) {
      result.push({ word: child.name, head: [], body: null });
    } else last?.head.push(child);
  }
  return result;
}

function convertIf(converter: Converter, node: SyntaxNode, depth: number): Statement {
  const parts = clauses(node);
  const branches = parts
    .filter(({ word }) => word !== "else")
    .map(({ head, body }) => ({
      test: head[0] && !isMark(head[0]) ? converter.expression(head[0]) : bad({ from: node.from, to: node.from }),
      body: bodyOf(converter, body, node, depth),
    }));
  const otherwise = parts.find(({ word }) => word === "else");
  return {
    type: "if",
    branches,
    otherwise: otherwise ? bodyOf(converter, otherwise.body, node, depth) : null,
    ...span(node),
  };
}

const bodyOf = (converter: Converter, body: SyntaxNode | null, of: SyntaxNode, depth: number): Body =>
  body ? convertBody(converter, body, depth + 1) : { statements: [], from: of.to, to: of.to };

function convertLoop(converter: Converter, node: SyntaxNode, depth: number): Statement {
  const [loop, last] = clauses(node);
  const head = loop?.head ?? [];
  const body = bodyOf(converter, loop?.body ?? null, node, depth);
  const otherwise = last?.word === "else" ? bodyOf(converter, last.body, node, depth) : null;
  if (node.name === "WhileStatement") {
    const test = head[0] && !isMark(head[0]) ? converter.expression(head[0]) : bad(node);
    return { type: "while", test, body, otherwise, ...span(node) };
  }
  const inAt = head.findIndex(({ name }) => name === "in");
  const target = convertTargets(converter, inAt < 0 ? head : head.slice(0, inAt));
  const after = inAt < 0 ? [] : head.slice(inAt + 1);
  const iterable = after.length > 0 ? convertTargets(converter, after) : bad({ from: node.from, to: node.from });
  return { type: "for", target, iterable, body, otherwise, ...span(node) };
}

function convertWith(converter: Converter, node: SyntaxNode, depth: number): Statement {
  const [part] = clauses(node);
  const items: { value: Expression; target: Expression | null }[] = [];
  let target = false;
  for (const child of itemsIn(part?.head ?? [])) {
    if (child.name === "as") target = true;
    else if (child.name === ",") target = false;
    else if (!isMark(child)) {
      const last = items.at(-1);
      if (target && last) last.target = targetOf(converter, child);
      else items.push({ value: converter.expression(child), target: null });
    }
  }
  return { type: "with", items, body: bodyOf(converter, part?.body ?? null, node, depth), ...span(node) };
}

/** What a `with` opens; `with (a as b, c as d):` has brackets around that. */
function itemsIn(head: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const [only, ...more] = head;
  if (only?.name !== "ParenthesizedExpression" || more.length > 0) return head;
  const inside = childrenOf(only);
  return inside.some(({ name }) => name === "as") ? inside : head;
}

function convertTry(converter: Converter, node: SyntaxNode, depth: number): Statement {
  const bodies = (wanted: string): Body[] =>
    clauses(node)
      .filter(({ word }) => word === wanted)
      .map(({ body }) => bodyOf(converter, body, node, depth));
  return {
    type: "try",
    body: bodies("try")[0] ?? { statements: [], from: node.to, to: node.to },
    handlers: clauses(node)
      .filter(({ word }) => word === "except")
      .map(({ head, body }) => ({
        exceptions: exceptionsOf(converter, head),
        body: bodyOf(converter, body, node, depth),
      })),
    otherwise: bodies("else")[0] ?? null,
    finally: bodies("finally")[0] ?? null,
    ...span(node),
  };
}

/** `except (A, B) as error`: what stands before the `as`. */
function exceptionsOf(converter: Converter, head: readonly SyntaxNode[]): Expression[] {
  const as = head.findIndex(({ name }) => name === "as");
  return head
    .slice(0, as < 0 ? head.length : as)
    .filter((child) => !isMark(child) && child.name !== "*")
    .map((child) => converter.expression(child));
}

function convertDefinition(converter: Converter, node: SyntaxNode, depth: number): Statement[] {
  const definition = node.name === "DecoratedStatement" ? node.lastChild : node;
  if (!definition || !/^(Function|Class)Definition$/.test(definition.name)) return [];
  const decorators = node.getChildren("Decorator").flatMap((decorator) => convertDecorator(converter, decorator));
  const name = definition.getChild("VariableName");
  const nameSpan = name ? span(name) : { from: definition.to, to: definition.to };
  const shared = { name: textOf(converter, nameSpan), nameSpan, decorators, ...span(node) };
  const body = bodyOf(converter, definition.getChild("Body"), definition, depth);
  if (definition.name === "ClassDefinition") {
    const bases = definition.getChild("ArgList");
    return [{ type: "class", bases: bases ? convertArguments(converter, bases) : [], body, ...shared }];
  }
  const list = definition.getChild("ParamList");
  const returns = definition.getChild("TypeDef")?.lastChild;
  return [
    {
      type: "function",
      parameters: list ? convertParameters(converter, list) : [],
      returns: returns && !isMark(returns) ? converter.expression(returns) : null,
      body,
      ...shared,
    },
  ];
}
