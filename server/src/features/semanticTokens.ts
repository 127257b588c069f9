import type { Connection, SemanticTokens, SemanticTokensParams } from "vscode-languageserver/node";
import { isProtobufTextName } from "../definitions/fileNames.ts";
import type { FeatureContext } from "./context.ts";
import { protect } from "./protect.ts";
import { tokensOf } from "./tokensOf.ts";

/** Colours of nodes' names in protobuf text, whose language is ours alone. */
export function registerSemanticTokens(connection: Connection, { host, onFailure }: FeatureContext): void {
  connection.languages.semanticTokens.on(
    protect<SemanticTokensParams, SemanticTokens>(
      "semantic tokens",
      { data: [] },
      onFailure,
      async ({ textDocument: { uri } }, token) => {
        const reported = isProtobufTextName(uri) ? await host.reported(uri, token) : null;
        return { data: reported ? [...tokensOf(reported.definition, uri)] : [] };
      },
    ),
  );
}
