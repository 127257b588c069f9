import type { SyntaxNode } from "@lezer/common";
import type { ImportedName, Statement } from "./ast.ts";
import { type Converter, childrenOf, span, textOf } from "./converter.ts";

/** `import a.b as c`, `from .a import (b as c, d)` */
export function convertImport(converter: Converter, node: SyntaxNode): Statement {
  const children = childrenOf(node);
  const importAt = children.findIndex(({ name }) => name === "import");
  const names = importedNames(converter, children.slice(importAt + 1));
  if (children[0]?.name !== "from") return { type: "import", names, ...span(node) };
  const path = children.slice(1, importAt < 0 ? children.length : importAt).filter(({ type }) => !type.isError);
  const moduleSpan = { from: path[0]?.from ?? node.to, to: path.at(-1)?.to ?? node.to };
  return {
    type: "fromImport",
    module: textOf(converter, moduleSpan).replace(/\s+/g, ""),
    moduleSpan,
    all: importAt >= 0 && children.slice(importAt).some(({ name }) => name === "*"),
    names: importAt < 0 ? [] : names,
    parenthesized: children.some(({ name }) => name === "("),
    ...span(node),
  };
}

function importedNames(converter: Converter, nodes: readonly SyntaxNode[]): ImportedName[] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ",") groups.push([]);
    else if (node.name === "VariableName" || node.name === "as") groups.at(-1)?.push(node);
  }
  return groups.flatMap((group) => {
    const as = group.findIndex(({ name }) => name === "as");
    const dotted = as < 0 ? group : group.slice(0, as);
    const [first] = dotted;
    const last = group.at(-1);
    if (!first || !last) return [];
    const alias = as >= 0 ? group[as + 1] : undefined;
    const name = dotted.map((part) => textOf(converter, part)).join(".");
    return [{ name, alias: alias ? textOf(converter, alias) : null, from: first.from, to: last.to }];
  });
}
