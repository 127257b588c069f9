import type { ServerCapabilities } from "vscode-languageserver/node";
import { tokenLegend } from "./features/tokensOf.ts";

/** Documents of our own language: others have extensions of their own that fold and colour them. */
const ownLanguage = { documentSelector: [{ scheme: "file", language: "pbtxt" }] };

/** What the server can do with the names in a text: going from one to another, changing and completing them. */
export const nameCapabilities: ServerCapabilities = {
  documentSymbolProvider: { label: "Graphlet" },
  workspaceSymbolProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  callHierarchyProvider: true,
  renameProvider: { prepareProvider: true },
  documentLinkProvider: { resolveProvider: false },
  completionProvider: { triggerCharacters: ['"', "'"], resolveProvider: false },
  foldingRangeProvider: ownLanguage,
  semanticTokensProvider: {
    ...ownLanguage,
    legend: { tokenTypes: [...tokenLegend.tokenTypes], tokenModifiers: [...tokenLegend.tokenModifiers] },
    full: true,
  },
};
