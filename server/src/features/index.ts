import type { Connection } from "vscode-languageserver/node";
import { registerCallHierarchy } from "./callHierarchy.ts";
import { registerCodeActions } from "./codeActions.ts";
import { registerCodeLens } from "./codeLens.ts";
import { registerCompletion } from "./completion.ts";
import type { FeatureContext } from "./context.ts";
import { registerDatabases } from "./databases.ts";
import { registerDiagnostics } from "./diagnostics.ts";
import { registerFolding } from "./folding.ts";
import { registerHover } from "./hover.ts";
import { registerLinks } from "./links.ts";
import { registerNavigation } from "./navigation.ts";
import { registerPlaces } from "./places.ts";
import { registerRename } from "./rename.ts";
import { registerSemanticTokens } from "./semanticTokens.ts";
import { registerStorePage } from "./storePage.ts";
import { registerTraceDocument } from "./traceDocument.ts";
import { registerTraces } from "./traces.ts";
import { registerTradeOff } from "./tradeOff.ts";
import { registerTree } from "./tree.ts";
import { registerViews } from "./views.ts";
import { registerWorkspaceSymbols } from "./workspaceSymbols.ts";

/** Registers every feature on a connection. */
export function registerFeatures(connection: Connection, context: FeatureContext): void {
  registerHover(connection, context);
  registerCodeLens(connection, context);
  registerDiagnostics(connection, context);
  registerCodeActions(connection, context);
  registerNavigation(connection, context);
  registerWorkspaceSymbols(connection, context);
  registerCallHierarchy(connection, context);
  registerRename(connection, context);
  registerLinks(connection, context);
  registerCompletion(connection, context);
  registerFolding(connection, context);
  registerSemanticTokens(connection, context);
  registerViews(connection, context);
  registerPlaces(connection, context);
  registerDatabases(connection, context);
  registerTraces(connection, context);
  registerTraceDocument(connection, context);
  registerTree(connection, context);
  registerStorePage(connection, context);
  registerTradeOff(connection, context);
}
