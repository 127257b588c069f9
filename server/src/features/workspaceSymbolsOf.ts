import { SymbolKind, type WorkspaceSymbol } from "vscode-languageserver-types";
import type { Definition } from "../model/definition.ts";
import { nameLocation } from "./place.ts";

/** Symbols that one definition gives at most. */
const most = 500;

/** Whether the letters of a query stand in a name in their order, in small or capital letters: how the editor filters, too. */
export function isIn(query: string, name: string): boolean {
  const text = name.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase()) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Pipelines and nodes of a definition whose names a query fits. Linear in the nodes. */
export function workspaceSymbolsOf(definition: Definition, query: string): readonly WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  for (const { name, nameLocation: place, location, nodes } of definition.pipelines) {
    if (name !== null && isIn(query, name)) found.push({ name, kind: SymbolKind.Module, location: place ?? location });
    for (const node of nodes) {
      if (found.length >= most) return found;
      if (!isIn(query, node.id)) continue;
      const containerName = name ?? undefined;
      const symbol = { name: node.id, kind: SymbolKind.Class, location: nameLocation(node) };
      found.push(containerName === undefined ? symbol : { ...symbol, containerName });
    }
  }
  return found;
}
