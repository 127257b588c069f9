import { type DocumentHighlight, DocumentHighlightKind } from "vscode-languageserver-types";
import type { Definition } from "../model/definition.ts";
import type { Position } from "../model/text.ts";
import { mentionsAt, nameLocation } from "./place.ts";

/** Where a document names the nodes that it names at a position: their making as written, their uses as read. */
export function highlightsOf(definition: Definition, uri: string, position: Position): readonly DocumentHighlight[] {
  const found = new Map<string, DocumentHighlight>();
  const put = (range: DocumentHighlight["range"], kind: DocumentHighlightKind): void => {
    const key = JSON.stringify(range);
    if (!found.has(key)) found.set(key, { range, kind });
  };
  for (const { node } of mentionsAt(definition, uri, position)) {
    if (nameLocation(node).uri === uri) put(node.nameRange, DocumentHighlightKind.Write);
    for (const { location } of node.references)
      if (location.uri === uri) put(location.range, DocumentHighlightKind.Read);
  }
  return [...found.values()];
}
