import type { SyntaxNode } from "@lezer/common";
import type { Expression } from "./ast.ts";
import { convertCall, convertParameters } from "./convertCall.ts";
import { convertComprehension, convertDictionary, convertSequence } from "./convertCollection.ts";
import { bad, type Converter, childrenOf, convertTargets, isMark, other, span, textOf } from "./converter.ts";
import { convertString } from "./convertString.ts";

/** Deeper nesting is not read: nobody writes it, and it could exhaust the stack. */
const maxDepth = 100;

/** A converter for one tree. `closedAt`: offsets where a bracket stands in the tree but not in the text. */
export function expressionConverter(text: string, closedAt: ReadonlySet<number>): Converter {
  let depth = 0;
  const converter: Converter = {
    text,
    closedAt,
    expression(node) {
      if (depth >= maxDepth) return bad(node);
      depth++;
      const result = convert(converter, node);
      depth--;
      return result;
    },
  };
  return converter;
}

function convert(converter: Converter, node: SyntaxNode): Expression {
  const at = span(node);
  switch (node.name) {
    case "VariableName":
      return { type: "name", name: textOf(converter, node), ...at };
    case "String":
    case "FormatString":
    case "ContinuedString":
      return convertString(converter, node);
    case "Number":
      return { type: "number", value: numberOf(textOf(converter, node)), ...at };
    case "Boolean":
      return { type: "word", value: textOf(converter, node) === "True", ...at };
    case "None":
      return { type: "word", value: null, ...at };
    case "Ellipsis":
      return { type: "word", value: undefined, ...at };
    case "MemberExpression":
      return convertMember(converter, node);
    case "CallExpression":
      return convertCall(converter, node);
    case "ParenthesizedExpression":
      return convertParenthesized(converter, node);
    case "ArrayExpression":
      return convertSequence(converter, node, "list", "]");
    case "TupleExpression":
      return convertSequence(converter, node, "tuple", ")");
    case "SetExpression":
      return convertSequence(converter, node, "set", "}");
    case "DictionaryExpression":
      return convertDictionary(converter, node);
    case "ArrayComprehensionExpression":
    case "ComprehensionExpression":
    case "SetComprehensionExpression":
    case "DictionaryComprehensionExpression":
      return convertComprehension(converter, node, childrenOf(node).slice(1));
    case "BinaryExpression":
      return convertBinary(converter, node);
    case "UnaryExpression":
      return convertUnary(converter, node);
    case "ConditionalExpression":
      return convertConditional(converter, node);
    case "LambdaExpression":
      return convertLambda(converter, node);
    case "NamedExpression":
      return convertNamed(converter, node);
    case "AwaitExpression":
      return node.lastChild ? converter.expression(node.lastChild) : bad(node);
    case "YieldExpression":
    case "YieldStatement":
      return convertYield(converter, node);
    default:
      return other(converter, node);
  }
}

const numberOf = (text: string): number => Number(text.replaceAll("_", ""));

function convertMember(converter: Converter, node: SyntaxNode): Expression {
  const [object, mark, ...rest] = childrenOf(node);
  if (!object || !mark) return bad(node);
  const of = converter.expression(object);
  if (mark.name === ".") {
    const name = rest.find(({ name }) => name === "PropertyName");
    const nameSpan = name ? span(name) : { from: mark.to, to: mark.to };
    return { type: "attribute", object: of, name: textOf(converter, nameSpan), nameSpan, ...span(node) };
  }
  const slice: (Expression | null)[] = [null];
  const indices: Expression[] = [];
  for (const child of rest) {
    if (child.name === ":") slice.push(null);
    if (isMark(child)) continue;
    const index = converter.expression(child);
    indices.push(index);
    slice[slice.length - 1] = index;
  }
  return { type: "subscript", object: of, indices, slice: slice.length > 1 ? slice : null, ...span(node) };
}

function convertParenthesized(converter: Converter, node: SyntaxNode): Expression {
  const inside = childrenOf(node).find((child) => !isMark(child) && child.name !== "*");
  return inside ? converter.expression(inside) : bad(node);
}

function convertBinary(converter: Converter, node: SyntaxNode): Expression {
  const children = childrenOf(node);
  const left = children[0];
  const right = children.at(-1);
  if (!left || !right || children.length < 3 || right.type.isError) return bad(node);
  const operator = children
    .slice(1, -1)
    .map((child) => textOf(converter, child))
    .join(" ");
  return {
    type: "binary",
    operator,
    left: converter.expression(left),
    right: converter.expression(right),
    ...span(node),
  };
}

function convertUnary(converter: Converter, node: SyntaxNode): Expression {
  const [operator, operand] = childrenOf(node);
  if (!operator || !operand) return bad(node);
  const word = textOf(converter, operator);
  return { type: "unary", operator: word, operand: converter.expression(operand), ...span(node) };
}

function convertConditional(converter: Converter, node: SyntaxNode): Expression {
  const [body, test, otherwise] = childrenOf(node).filter(
    ({ name, type }) => !/^(if|else)$/.test(name) && !type.isError,
  );
  if (!body || !test || !otherwise) return body ? converter.expression(body) : bad(node);
  return {
    type: "conditional",
    body: converter.expression(body),
    test: converter.expression(test),
    otherwise: converter.expression(otherwise),
    ...span(node),
  };
}

function convertLambda(converter: Converter, node: SyntaxNode): Expression {
  const list = node.getChild("ParamList");
  const body = node.lastChild;
  return {
    type: "lambda",
    parameters: list ? convertParameters(converter, list) : [],
    body: body ? converter.expression(body) : bad(node),
    ...span(node),
  };
}

function convertNamed(converter: Converter, node: SyntaxNode): Expression {
  const [target, , value] = childrenOf(node);
  if (!target || !value) return bad(node);
  return {
    type: "named",
    target: converter.expression(target),
    value: converter.expression(value),
    ...span(node),
  };
}

function convertYield(converter: Converter, node: SyntaxNode): Expression {
  const children = childrenOf(node).filter(({ name, type }) => name !== "yield" && !type.isError);
  const all = children[0]?.name === "from";
  const values = all ? children.slice(1) : children;
  return { type: "yield", value: values.length > 0 ? convertTargets(converter, values) : null, all, ...span(node) };
}
