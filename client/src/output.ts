import * as vscode from "vscode";

let channel: vscode.LogOutputChannel | undefined;

/**
 * The extension's log, made when it is first written to. It is left to VS Code to end it: the server's last words come after
 * everything else is disposed.
 */
export function log(): vscode.LogOutputChannel {
  channel ??= vscode.window.createOutputChannel("Graphlet", { log: true });
  return channel;
}

/** What an unknown error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
