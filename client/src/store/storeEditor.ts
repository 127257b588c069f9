import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { FromStorePage, ToStorePage } from "../../../server/src/protocol.ts";
import { pageHtml } from "../page.ts";
import { openStorePage, type PageParts } from "./storeSession.ts";

export const storeEditorType = "graphlet.store";

export interface StoreEditors extends vscode.Disposable {
  /** Shows what a store holds: a file, or a folder that is one. */
  show(uri: vscode.Uri): Promise<void>;
  /** The store in front, null where none is. */
  readonly active: vscode.Uri | null;
  readonly onMessage: vscode.Event<FromStorePage>;
  readonly onPost: vscode.Event<ToStorePage>;
}

/** The read-only editor that shows a store's figures in the place of its bytes. */
export function createStoreEditors(extension: vscode.Uri, parts: PageParts): StoreEditors {
  const dist = vscode.Uri.joinPath(extension, "dist");
  const messages = new vscode.EventEmitter<FromStorePage>();
  const posts = new vscode.EventEmitter<ToStorePage>();
  const editors = new Map<vscode.WebviewPanel, vscode.Uri>();

  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose() {} }),
    resolveCustomEditor({ uri }, panel) {
      editors.set(panel, uri);
      panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
      const session = openStorePage(uri, panel.webview, parts, { messages, posts });
      panel.onDidDispose(() => {
        editors.delete(panel);
        session.dispose();
      });
      panel.webview.html = pageOf(panel.webview, dist);
    },
  };
  const registered = vscode.window.registerCustomEditorProvider(storeEditorType, provider);

  return {
    show: async (uri) => {
      await vscode.commands.executeCommand("vscode.openWith", uri, storeEditorType);
    },
    get active() {
      for (const [panel, uri] of editors) if (panel.active) return uri;
      return null;
    },
    onMessage: messages.event,
    onPost: posts.event,
    dispose: () => vscode.Disposable.from(registered, messages, posts).dispose(),
  };
}

function pageOf(webview: vscode.Webview, dist: vscode.Uri): string {
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  return pageHtml({
    cspSource: webview.cspSource,
    script: address("storePage.js"),
    style: address("storePage.css"),
    nonce: randomBytes(16).toString("base64"),
    language: vscode.env.language,
    title: vscode.l10n.t("Trace Summary"),
  });
}
