import { type CodeAction, CodeActionKind, type Diagnostic } from "vscode-languageserver-types";
import type { Definition } from "../model/definition.ts";
import { fixAll } from "../waste/fixes/fixAll.ts";
import { diagnosticData, placeOf } from "./actionData.ts";
import { type EditHost, workspaceEdit } from "./actionsOf.ts";

/** Kind of the action that makes every fix that is always safe: for the menu of source actions, and for saving. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.graphlet`;

/** Asked for `only` these kinds, an editor wants actions of this one. */
export const isAsked = (kind: string, only: readonly string[] | undefined): boolean =>
  only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`) || asked === "");

/** One action that makes every fix that is always safe for diagnostics of a definition, with its edit; none where there is nothing to make. */
export function fixAllActions(
  definition: Definition,
  diagnostics: readonly Diagnostic[],
  host: EditHost,
): readonly CodeAction[] {
  const findings = diagnostics.flatMap((diagnostic) => {
    const data = diagnosticData(diagnostic);
    const place = data && placeOf(definition, data);
    return place ? [{ definition, ...place, code: data.code, subject: data.subject }] : [];
  });
  const { edits, titles } = fixAll(definition, findings, (uri) => host.textOf(uri));
  if (titles.length === 0) return [];
  const title = "Fix all that is always safe to fix";
  const touches = `${titles.join(". ")}.`;
  return [{ title, kind: fixAllKind, edit: workspaceEdit(edits, host, title, touches) }];
}
