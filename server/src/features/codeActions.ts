import type { CodeAction, CodeActionParams, Connection } from "vscode-languageserver/node";
import { neverCancelled } from "../model/cancel.ts";
import { actionData, actionsOf, resolvedAction } from "./actionsOf.ts";
import { type FeatureContext, namedReport } from "./context.ts";
import { protect } from "./protect.ts";

/** Quick fixes of our diagnostics; their edits are made when one is chosen. */
export function registerCodeActions(connection: Connection, context: FeatureContext): void {
  const { host, traits, onFailure } = context;
  connection.onCodeAction(
    protect<CodeActionParams, CodeAction[]>(
      "code action",
      [],
      onFailure,
      async ({ textDocument, context: asked }, token) => {
        const reported = await host.reported(textDocument.uri, token);
        return reported?.reports.flatMap((report) => [...actionsOf(report, asked.diagnostics)]) ?? [];
      },
    ),
  );
  connection.onCodeActionResolve(async (action, token) => {
    try {
      const data = actionData(action);
      const reported = data && (await host.reported(data.uri, token ?? neverCancelled));
      const report = data && reported ? namedReport(reported, data.pipeline) : undefined;
      if (!report) return action;
      return resolvedAction(action, report, {
        textOf: (uri) => host.textOf(uri),
        versionOf: (uri) => host.versionOf(uri),
        annotates: traits.annotates,
      });
    } catch (error) {
      onFailure("code action", error);
      return action;
    }
  });
}
