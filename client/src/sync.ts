import * as vscode from "vscode";
import { type NodeAt, type NodeAtParams, requests } from "../../server/src/protocol.ts";
import type { CursorLock } from "./cursorLock.ts";
import { isDefinition, shownOf } from "./documents.ts";
import type { GraphPanel } from "./panel.ts";
import type { Server } from "./server.ts";

/** How long the cursor must rest, in milliseconds. */
const rest = 100;

/** Selects in the graph what the cursor stands on, unless that is locked. A cursor that the graph itself moved is let be: nothing goes in circles. */
export function followCursor(server: Server, panel: GraphPanel, lock: CursorLock): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let asking: vscode.CancellationTokenSource | undefined;

  async function ask(editor: vscode.TextEditor): Promise<void> {
    if (panel.uri === null || lock.isLocked || panel.revealer.isOurs(editor) || !isDefinition(editor.document)) return;
    asking?.cancel();
    const source = new vscode.CancellationTokenSource();
    asking = source;
    const { line, character } = editor.selection.active;
    const params: NodeAtParams = { uri: editor.document.uri.toString(), position: { line, character } };
    const found = await server.request<NodeAt>(requests.nodeAt, params, source.token);
    if (found && !source.token.isCancellationRequested) {
      panel.selectDefinitionNode(shownOf(editor.document).uri.toString(), found.node);
    }
  }

  const listening = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
    if (panel.uri === null) return;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(textEditor), rest);
  });
  return {
    dispose() {
      clearTimeout(timer);
      asking?.cancel();
      listening.dispose();
    },
  };
}
