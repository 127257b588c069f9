import type { Connection } from "vscode-languageserver/node";
import { registerCodeActions } from "./codeActions.ts";
import { registerCodeLens } from "./codeLens.ts";
import type { FeatureContext } from "./context.ts";
import { registerDiagnostics } from "./diagnostics.ts";
import { registerHover } from "./hover.ts";
import { registerNavigation } from "./navigation.ts";
import { registerPlaces } from "./places.ts";
import { registerTraceDocument } from "./traceDocument.ts";
import { registerTraces } from "./traces.ts";
import { registerViews } from "./views.ts";

/** Registers every feature on a connection. */
export function registerFeatures(connection: Connection, context: FeatureContext): void {
  registerHover(connection, context);
  registerCodeLens(connection, context);
  registerDiagnostics(connection, context);
  registerCodeActions(connection, context);
  registerNavigation(connection, context);
  registerViews(connection, context);
  registerPlaces(connection, context);
  registerTraces(connection, context);
  registerTraceDocument(connection, context);
}
