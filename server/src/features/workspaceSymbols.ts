import type { Connection, WorkspaceSymbol, WorkspaceSymbolParams } from "vscode-languageserver/node";
import type { FeatureContext } from "./context.ts";
import { protect } from "./protect.ts";
import { workspaceSymbolsOf } from "./workspaceSymbolsOf.ts";

/** Symbols that are given for one query. */
const most = 2_000;

/** Nodes and pipelines of all definitions of the workspace by name. */
export function registerWorkspaceSymbols(connection: Connection, { host, onFailure }: FeatureContext): void {
  connection.onWorkspaceSymbol(
    protect<WorkspaceSymbolParams, WorkspaceSymbol[]>("symbols", [], onFailure, async ({ query }, token) => {
      const definitions = await host.definitions(() => true, token);
      return definitions.flatMap((definition) => [...workspaceSymbolsOf(definition, query)]).slice(0, most);
    }),
  );
}
