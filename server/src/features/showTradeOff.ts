import { type CodeAction, CodeActionKind, type Diagnostic } from "vscode-languageserver-types";
import type { Definition } from "../model/definition.ts";
import { commands, type ShowGraphArguments } from "../protocol.ts";
import { diagnosticData, placeOf } from "./actionData.ts";

/** What the command is called, in the light bulb and in hovers. */
export const tradeOffTitle = "Show the trade-off of stopping early";

/** Where the trade-off of stopping a train node's models early is shown. */
export const tradeOffArguments = (uri: string, pipeline: string | null, node: string): ShowGraphArguments => ({
  uri,
  level: "history",
  node,
  tradeOff: true,
  ...(pipeline === null ? {} : { pipeline }),
});

/** For each forecast that a diagnostic tells of, the way to its trade-off. Changes no text. */
export function tradeOffActions(definition: Definition, diagnostics: readonly Diagnostic[]): readonly CodeAction[] {
  return diagnostics.flatMap((diagnostic): readonly CodeAction[] => {
    const data = diagnosticData(diagnostic);
    const node = data?.code === "likely-unpushed" ? placeOf(definition, data)?.node : null;
    if (!data || !node) return [];
    const given = tradeOffArguments(definition.uri, data.pipeline, node.id);
    return [
      {
        title: tradeOffTitle,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        command: { title: tradeOffTitle, command: commands.showGraph, arguments: [given] },
      },
    ];
  });
}
