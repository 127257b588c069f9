import type { Connection, DocumentHighlight, DocumentSymbol, Location } from "vscode-languageserver/node";
import type { FeatureContext } from "./context.ts";
import { definitionOf } from "./definitionOf.ts";
import { highlightsOf } from "./highlightsOf.ts";
import { protect } from "./protect.ts";
import { referencesOf } from "./referencesOf.ts";
import { symbolsOf } from "./symbolsOf.ts";

/** Outline, go to definition, find references along channels and mark them in the text. */
export function registerNavigation(connection: Connection, { host, onFailure }: FeatureContext): void {
  connection.onDocumentSymbol(
    protect<{ textDocument: { uri: string } }, DocumentSymbol[]>(
      "outline",
      [],
      onFailure,
      async ({ textDocument }, token) => {
        const reported = await host.reported(textDocument.uri, token);
        return reported ? [...symbolsOf(reported.definition, textDocument.uri)] : [];
      },
    ),
  );
  connection.onDefinition(
    protect("definition", null, onFailure, async ({ textDocument, position }, token) => {
      const reported = await host.reported(textDocument.uri, token);
      return reported && [...definitionOf(reported.definition, textDocument.uri, position)];
    }),
  );
  connection.onDocumentHighlight(
    protect("highlights", [] as DocumentHighlight[], onFailure, async ({ textDocument, position }, token) => {
      const reported = await host.reported(textDocument.uri, token);
      return reported ? [...highlightsOf(reported.definition, textDocument.uri, position)] : [];
    }),
  );
  connection.onReferences(
    protect("references", [] as Location[], onFailure, async ({ textDocument, position, context }, token) => {
      const reported = await host.reported(textDocument.uri, token);
      if (!reported) return [];
      return [...referencesOf(reported.definition, textDocument.uri, position, context.includeDeclaration)];
    }),
  );
}
