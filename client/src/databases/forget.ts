import * as vscode from "vscode";
import type { Credentials } from "./credentials.ts";

/** Lets the user choose which passwords of databases the editor no longer keeps. */
export async function forgetCredentials(credentials: Credentials): Promise<void> {
  const accounts = credentials.accounts();
  if (accounts.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No passwords of databases are kept."));
    return;
  }
  const picked = await vscode.window.showQuickPick([...accounts], {
    title: vscode.l10n.t("Forget Passwords of Databases"),
    placeHolder: vscode.l10n.t("Choose those to forget"),
    canPickMany: true,
  });
  for (const account of picked ?? []) await credentials.forget(account);
}
