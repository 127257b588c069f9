import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { panelHtml } from "./panelHtml.ts";

/** The page that a web view shows the graph in, with the settings as they are now. `dist`: folder of what was built. */
export function panelPage(webview: vscode.Webview, dist: vscode.Uri): string {
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  return panelHtml({
    cspSource: webview.cspSource,
    script: address("webview.js"),
    style: address("webview.css"),
    worker: address("elk-worker.js"),
    quickWorker: address("layout-worker.js"),
    nonce: randomBytes(16).toString("base64"),
    language: vscode.env.language,
    title: vscode.l10n.t("Provenance Graph"),
    layoutDeadline: vscode.workspace.getConfiguration("graphlet").get("graph.layoutDeadline", 10),
  });
}
