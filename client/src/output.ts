import * as vscode from "vscode";

let channel: vscode.LogOutputChannel | undefined;

/** The extension's log, made when it is first written to. */
export function log(): vscode.LogOutputChannel {
  channel ??= vscode.window.createOutputChannel("Graphlet", { log: true });
  return channel;
}

/** Ends the log with the extension. */
export const disposeLog: vscode.Disposable = { dispose: () => channel?.dispose() };

/** What an unknown error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
