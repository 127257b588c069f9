import * as vscode from "vscode";
import { announcements } from "../../server/src/protocol.ts";
import type { Api } from "./api.ts";
import { registerCommands } from "./commands.ts";
import { createCredentials } from "./databases/credentials.ts";
import { createPanels, panelType } from "./panels.ts";
import { createRecords } from "./records.ts";
import { createServer, type Server } from "./server.ts";
import { createStatus } from "./status.ts";
import { createStoreEditors } from "./store/storeEditor.ts";
import { followCursor } from "./sync.ts";
import { chosenTraces } from "./traces.ts";
import { createTraceTree } from "./tree/traceTree.ts";
import { watchDefinitions } from "./watch.ts";

let server: Server | undefined;

/** Wires the parts together. The language server is not started here but when a definition is open. */
export function activate(context: vscode.ExtensionContext): Api {
  const credentials = createCredentials(context);
  const started = createServer(
    context,
    () => ({
      chosenTraces: chosenTraces(context.workspaceState),
      trustedCommands: true,
      trusted: vscode.workspace.isTrusted,
      keepsPasswords: true,
      cacheFolder: vscode.Uri.joinPath(context.globalStorageUri, "traces").fsPath,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
    credentials,
  );
  server = started;
  const panel = createPanels(context.extensionUri, started);
  const records = createRecords(started);
  const status = createStatus(started, panel);
  const tree = createTraceTree(started, context.workspaceState);
  const stores = createStoreEditors(context.extensionUri, { server: started, panel, records, tree });
  context.subscriptions.push(
    started,
    panel,
    records,
    status,
    tree,
    stores,
    registerCommands({
      context,
      server: started,
      panel,
      records,
      status,
      tree,
      stores,
      databases: { server: started, credentials, state: context.globalState },
    }),
    followCursor(started, panel),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.announce(announcements.trusted)),
    watchDefinitions(() => void started.start()),
    started.onRunning((running) => void vscode.commands.executeCommand("setContext", "graphlet.running", running)),
    vscode.window.registerWebviewPanelSerializer(panelType, {
      async deserializeWebviewPanel(restored, state: unknown) {
        panel.restore(restored, state);
      },
    }),
  );
  return {
    ready: () => started.start(),
    get running() {
      return started.running;
    },
    get status() {
      return status.shown;
    },
    onWebviewMessage: panel.onMessage,
    onWebviewPost: panel.onPost,
    postToWebview: panel.post,
    receiveFromWebview: panel.receive,
    traceTree: tree,
    onStorePageMessage: stores.onMessage,
    onStorePagePost: stores.onPost,
  };
}

/** Ends the language server with the window. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
