import * as vscode from "vscode";

/** Puts a fresh copy of the bundled example into the extension's own storage and opens it; the copy before is replaced. */
export async function openExample(context: vscode.ExtensionContext): Promise<void> {
  const target = vscode.Uri.joinPath(context.globalStorageUri, "graphlet-example");
  const open = vscode.workspace.workspaceFolders ?? [];
  if (open.some(({ uri }) => uri.toString() === target.toString())) {
    void vscode.window.showInformationMessage(vscode.l10n.t("The example is open in this window."));
    return;
  }
  await vscode.workspace.fs.createDirectory(context.globalStorageUri);
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, "examples"), target, { overwrite: true });
  await vscode.commands.executeCommand("vscode.openFolder", target, { forceNewWindow: open.length > 0 });
}
