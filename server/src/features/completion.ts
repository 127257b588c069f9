import type { CompletionItem, CompletionParams, Connection } from "vscode-languageserver/node";
import { completionsOf } from "./completionsOf.ts";
import type { FeatureContext } from "./context.ts";
import { protect } from "./protect.ts";

/** Names of nodes, outputs and paths where a reference to one is being written. */
export function registerCompletion(connection: Connection, { host, onFailure }: FeatureContext): void {
  connection.onCompletion(
    protect<CompletionParams, CompletionItem[]>(
      "completion",
      [],
      onFailure,
      async ({ textDocument: { uri }, position }, token) => {
        const reported = await host.reported(uri, token);
        if (!reported) return [];
        const lines = (host.textOf(uri) ?? "").split(/\r\n|\r|\n/);
        return [...completionsOf(reported.definition, uri, lines, position)];
      },
    ),
  );
}
