import { type CodeAction, CodeActionKind, type CodeActionParams, type Connection } from "vscode-languageserver/node";
import { neverCancelled } from "../model/cancel.ts";
import { actionData } from "./actionData.ts";
import { actionsOf, resolvedAction } from "./actionsOf.ts";
import type { FeatureContext } from "./context.ts";
import { diagnosticsFor } from "./diagnostics.ts";
import { fixAllActions, fixAllKind, isAsked } from "./fixAll.ts";
import { protect } from "./protect.ts";
import { tradeOffActions } from "./showTradeOff.ts";

/** Quick fixes of our diagnostics; their edits are made when one is chosen. */
export function registerCodeActions(connection: Connection, context: FeatureContext): void {
  const { host, traits, onFailure } = context;
  const edit = {
    textOf: (uri: string) => host.textOf(uri),
    versionOf: (uri: string) => host.versionOf(uri),
    annotates: traits.annotates,
  };
  connection.onCodeAction(
    protect<CodeActionParams, CodeAction[]>(
      "code action",
      [],
      onFailure,
      async ({ textDocument, context: asked }, token) => {
        const reported = await host.reported(textDocument.uri, token);
        if (!reported) return [];
        // An automatic question is asked at every move of the cursor: what is made of the whole file waits for being asked for.
        const wantsAll = asked.only !== undefined && isAsked(fixAllKind, asked.only);
        const all = wantsAll
          ? fixAllActions(reported.definition, await diagnosticsFor(context, textDocument.uri, token), edit)
          : [];
        if (!isAsked(CodeActionKind.QuickFix, asked.only)) return [...all];
        const fixes = actionsOf(reported.definition, asked.diagnostics, edit);
        const shows = traits.links ? tradeOffActions(reported.definition, asked.diagnostics) : [];
        return [...shows, ...fixes, ...all];
      },
    ),
  );
  connection.onCodeActionResolve(async (action, token) => {
    try {
      const data = actionData(action);
      const reported = data && (await host.reported(data.uri, token ?? neverCancelled));
      return reported ? resolvedAction(action, reported.definition, edit) : action;
    } catch (error) {
      onFailure("code action", error);
      return action;
    }
  });
}
