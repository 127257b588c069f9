import * as vscode from "vscode";
import { type NodeAt, type NodeAtParams, requests } from "../../server/src/protocol.ts";
import { isDefinition, shownOf } from "./documents.ts";
import type { GraphPanels } from "./panels.ts";
import type { Server } from "./server.ts";

/** How long the cursor must rest, in milliseconds. */
const rest = 100;

/** Selects in the graphs what the cursor stands on, but for those that are locked. A cursor that the graph itself moved is let be: nothing goes in circles. */
export function followCursor(server: Server, panels: GraphPanels): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let asking: vscode.CancellationTokenSource | undefined;

  async function ask(editor: vscode.TextEditor): Promise<void> {
    if (!panels.isFollowing || panels.revealer.isOurs(editor) || !isDefinition(editor.document)) return;
    asking?.cancel();
    const source = new vscode.CancellationTokenSource();
    asking = source;
    const { line, character } = editor.selection.active;
    const params: NodeAtParams = { uri: editor.document.uri.toString(), position: { line, character } };
    const found = await server.request<NodeAt>(requests.nodeAt, params, source.token);
    if (found && !source.token.isCancellationRequested) {
      panels.selectDefinitionNode(shownOf(editor.document).uri.toString(), found.node);
    }
  }

  const listening = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
    if (!panels.isFollowing) return;
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
