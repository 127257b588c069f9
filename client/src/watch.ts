import * as vscode from "vscode";
import { activeDefinition, isDefinition, mayBeDefinition, openDefinitions } from "./documents.ts";

/** How long typing must rest before a text is looked at again, in milliseconds. */
const rest = 300;

/** Keeps the context keys in step with what is open, and says when a definition is: before that no server is needed. */
export function watchDefinitions(onDefinition: () => void): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let keys = "";

  function look(): void {
    const open = openDefinitions();
    // `resourcePath` is the path on this machine for files, and the URI's path where the window runs elsewhere.
    const paths = open.flatMap(({ fsPath, path }) => (fsPath === path ? [path] : [fsPath, path]));
    const active = activeDefinition() !== null;
    if (open.length > 0) onDefinition();
    const next = JSON.stringify([active, paths]);
    if (next === keys) return;
    keys = next;
    void vscode.commands.executeCommand("setContext", "graphlet.isDefinition", active);
    void vscode.commands.executeCommand("setContext", "graphlet.definitionPaths", paths);
  }

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(look, rest);
  }

  const listening = [
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isDefinition(document)) look();
    }),
    vscode.workspace.onDidCloseTextDocument(later),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (mayBeDefinition(document)) later();
    }),
    vscode.workspace.onDidOpenNotebookDocument(look),
    vscode.workspace.onDidCloseNotebookDocument(later),
    vscode.window.onDidChangeActiveTextEditor(look),
    vscode.window.onDidChangeActiveNotebookEditor(look),
  ];
  look();
  return {
    dispose() {
      clearTimeout(timer);
      vscode.Disposable.from(...listening).dispose();
    },
  };
}
