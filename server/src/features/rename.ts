import {
  type Connection,
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { FeatureContext } from "./context.ts";
import { protect } from "./protect.ts";
import { renamableAt, renameOf } from "./renameOf.ts";

/** Renames nodes where every place of a name is known. */
export function registerRename(connection: Connection, { host, onFailure }: FeatureContext): void {
  connection.onPrepareRename(
    protect<PrepareRenameParams, PrepareRenameResult | null>(
      "rename",
      null,
      onFailure,
      async ({ textDocument: { uri }, position }, token) => {
        const reported = await host.reported(uri, token);
        return reported && (renamableAt(reported.definition, uri, position)?.range ?? null);
      },
    ),
  );
  connection.onRenameRequest(async (params: RenameParams, token): Promise<WorkspaceEdit | null> => {
    const renamed = await protect(
      "rename",
      null,
      onFailure,
      async ({ textDocument: { uri }, position, newName }: RenameParams) => {
        const reported = await host.reported(uri, token);
        return reported && renameOf(reported.definition, uri, position, newName, (file) => host.textOf(file));
      },
    )(params, token);
    if (!renamed) return null;
    if (!renamed.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, renamed.error);
    return { changes: Object.fromEntries(Object.entries(renamed.value).map(([uri, edits]) => [uri, [...edits]])) };
  });
}
