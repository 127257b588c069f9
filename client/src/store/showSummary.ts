import * as vscode from "vscode";
import { requests, type Status, type StatusParams } from "../../../server/src/protocol.ts";
import { isDatabaseAddress } from "../../../server/src/traces/database/address.ts";
import { storeUriOf } from "../../../server/src/workspace/storeUri.ts";
import { activeDefinition } from "../documents.ts";
import type { Server } from "../server.ts";
import { isTraceNode, pathOf } from "../tree/node.ts";
import type { StoreEditors } from "./storeEditor.ts";

/** Shows a store's summary: of the file or folder that is named, of the active definition's trace, else of one that the user chooses. */
export async function showSummary(server: Server, editors: StoreEditors, argument: unknown): Promise<void> {
  const uri = named(argument) ?? (await ofDefinition(server)) ?? (await chosen());
  if (uri) await editors.show(uri);
}

function named(argument: unknown): vscode.Uri | null {
  if (argument instanceof vscode.Uri) return argument;
  return isTraceNode(argument) ? editorUri(pathOf(argument)) : null;
}

async function ofDefinition(server: Server): Promise<vscode.Uri | null> {
  const shown = activeDefinition();
  if (!shown) return null;
  const params: StatusParams = { uri: shown.uri.toString() };
  const path = (await server.request<Status>(requests.status, params))?.path;
  return path ? editorUri(path) : null;
}

/** A file by its own URI; a database, which has none, by the one that stands for it. */
const editorUri = (path: string): vscode.Uri =>
  isDatabaseAddress(path) ? vscode.Uri.parse(storeUriOf(path), true) : vscode.Uri.file(path);

async function chosen(): Promise<vscode.Uri | null> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Choose a Metadata Store"),
      openLabel: vscode.l10n.t("Show Trace Summary"),
      filters: {
        [vscode.l10n.t("Metadata stores")]: ["sqlite", "db", "sqlite3", "ndjson", "jsonl"],
        [vscode.l10n.t("All files")]: ["*"],
      },
    })) ?? [];
  return uri ?? null;
}
