import type { SyntaxNode } from "@lezer/common";
import type { Argument, Expression, Parameter } from "./ast.ts";
import { convertComprehension } from "./convertCollection.ts";
import { bad, type Converter, isClosed, span, splitAtCommas, textOf } from "./converter.ts";

export function convertCall(converter: Converter, node: SyntaxNode): Expression {
  const callee = node.firstChild;
  const list = node.getChild("ArgList");
  if (!callee || !list) return bad(node);
  return {
    type: "call",
    callee: converter.expression(callee),
    arguments: convertArguments(converter, list),
    closed: isClosed(converter, list, ")"),
    ...span(node),
  };
}

/** The arguments of a call or the bases of a class. */
export function convertArguments(converter: Converter, list: SyntaxNode): Argument[] {
  return splitAtCommas(list).flatMap((nodes): Argument[] => {
    const comprehension = nodes.findIndex(({ name }) => name === "for");
    const [first, second, third] = nodes;
    const last = nodes.at(-1);
    if (!first || !last) return [];
    const at = { from: first.from, to: last.to };
    if ((first.name === "*" || first.name === "**") && second) {
      const value = converter.expression(second);
      return [{ name: null, nameSpan: null, star: first.name, value, ...at }];
    }
    if (first.name === "VariableName" && second?.name === "AssignOp" && textOf(converter, second) === ":=") {
      const value = third ? converter.expression(third) : bad(second);
      const named: Expression = { type: "named", target: converter.expression(first), value, ...at };
      return [{ name: null, nameSpan: null, star: "" as const, value: named, ...at }];
    }
    if (first.name === "VariableName" && second?.name === "AssignOp") {
      const value: Expression =
        third && !third.type.isError
          ? comprehension > 0
            ? convertComprehension(converter, list, nodes.slice(2))
            : converter.expression(third)
          : bad({ from: second.to, to: last.to });
      return [{ name: textOf(converter, first), nameSpan: span(first), star: "" as const, value, ...at }];
    }
    const value = comprehension > 0 ? convertComprehension(converter, list, nodes) : converter.expression(first);
    return [{ name: null, nameSpan: null, star: "" as const, value, ...at }];
  });
}

/** The parameters of a function or lambda. */
export function convertParameters(converter: Converter, list: SyntaxNode): Parameter[] {
  const parameters: Parameter[] = [];
  let keywordOnly = false;
  for (const nodes of splitAtCommas(list)) {
    const [first] = nodes;
    const star = first?.name === "*" || first?.name === "**" ? first.name : "";
    const name = nodes.find((node) => node.name === "VariableName");
    if (star === "*") keywordOnly = true;
    if (!first || !name) continue;
    const type = nodes.find((node) => node.name === "TypeDef")?.lastChild;
    const assign = nodes.findIndex((node) => node.name === "AssignOp");
    const value = assign >= 0 ? nodes[assign + 1] : undefined;
    parameters.push({
      name: textOf(converter, name),
      star,
      keywordOnly: keywordOnly && star === "",
      annotation: type && type.name !== ":" ? converter.expression(type) : null,
      default: value ? converter.expression(value) : null,
      from: first.from,
      to: nodes.at(-1)?.to ?? first.to,
    });
  }
  return parameters;
}
