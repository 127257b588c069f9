import * as vscode from "vscode";
import { historyTableOf } from "../../server/src/views/export/historyTable.ts";
import { markdownTableOf } from "../../server/src/views/export/markdownTable.ts";
import { mermaidOf } from "../../server/src/views/export/mermaid.ts";
import type { GraphPanels } from "./panels.ts";

/** Asks for a place, and writes the picture that the panel shows there, as SVG or PNG by the name's ending. */
export async function exportGraph(panel: GraphPanels, given?: unknown): Promise<void> {
  const view = panel.view;
  if (!view || view.type === "failure") return sayNothingShown();
  const target = given instanceof vscode.Uri ? given : await askForPlace(view.title);
  if (!target) return;
  const format = target.path.toLowerCase().endsWith(".png") ? "png" : "svg";
  const data = await panel.picture(format);
  if (data === null) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t("The picture could not be made. Bring the graph to the front, narrow it, and try again."),
    );
    return;
  }
  await vscode.workspace.fs.writeFile(target, Buffer.from(data, format === "png" ? "base64" : "utf8"));
  void vscode.window.setStatusBarMessage(vscode.l10n.t("Exported {0}", vscode.workspace.asRelativePath(target)), 5000);
}

/** Copies the picture that the panel shows as text. */
export async function copyGraph(panel: GraphPanels, as: "mermaid" | "markdown"): Promise<void> {
  const view = panel.view;
  if (!view || view.type === "failure") return sayNothingShown();
  if (view.type === "history") {
    if (as === "mermaid") return sayNoEdges();
    await vscode.env.clipboard.writeText(historyTableOf(view));
    const copied = view.marks.trainer.length;
    const said = copied === 1 ? vscode.l10n.t("Copied 1 model") : vscode.l10n.t("Copied {0} models", copied);
    void vscode.window.setStatusBarMessage(said, 5000);
    return;
  }
  await vscode.env.clipboard.writeText(as === "mermaid" ? mermaidOf(view, "down") : markdownTableOf(view));
  const nodes = view.nodes.length;
  const said = nodes === 1 ? vscode.l10n.t("Copied 1 node") : vscode.l10n.t("Copied {0} nodes", nodes);
  void vscode.window.setStatusBarMessage(said, 5000);
}

function askForPlace(title: string): Thenable<vscode.Uri | undefined> {
  const name = title
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[-.]+|-+$/g, "")
    .slice(0, 80);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t("Export Graph"),
    saveLabel: vscode.l10n.t("Export"),
    filters: { SVG: ["svg"], PNG: ["png"] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, `${name || "graph"}.svg`) } : {}),
  });
}

function sayNoEdges(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t("A history has no edges to draw. Copy it as a Markdown table, or export it as a picture."),
  );
}

function sayNothingShown(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Nothing is shown. Open a pipeline or a model in the graph first."),
  );
}
