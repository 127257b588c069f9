import type { CodeLens, Connection } from "vscode-languageserver/node";
import { type FeatureContext, wording } from "./context.ts";
import { lensesOf } from "./lensesOf.ts";
import { protect } from "./protect.ts";

/** Lenses above the nodes of a definition. */
export function registerCodeLens(connection: Connection, context: FeatureContext): void {
  connection.onCodeLens(
    protect<{ textDocument: { uri: string } }, CodeLens[]>(
      "lens",
      [],
      context.onFailure,
      async ({ textDocument }, token) => {
        const words = wording(context);
        if (!words.settings.lens.enabled) return [];
        const reported = await context.host.reported(textDocument.uri, token);
        const known = reported?.reports.filter(({ pending }) => !pending) ?? [];
        return known.flatMap((report) => [...lensesOf(report, textDocument.uri, words)]);
      },
    ),
  );
}
