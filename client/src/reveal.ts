import * as vscode from "vscode";
import { notebookOf } from "./documents.ts";

/** A place in a document as the server says it. */
export interface Place {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** How long the range stands out, in milliseconds. */
const flashFor = 900;

/** Shows places in the code without taking the focus. */
export interface Revealer extends vscode.Disposable {
  /** Puts the cursor at the place, in the column where its file is open, and lets the range stand out for a moment. */
  reveal(place: Place): Promise<void>;
  /** Whether the cursor still stands where the last `reveal` put it: then it was not moved by the user. */
  isOurs(editor: vscode.TextEditor): boolean;
}

export function createRevealer(panelColumn: () => vscode.ViewColumn | undefined): Revealer {
  const flash = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
    borderColor: new vscode.ThemeColor("editor.rangeHighlightBorder"),
    isWholeLine: true,
  });
  let last: { readonly uri: string; readonly position: vscode.Position } | null = null;
  let timer: NodeJS.Timeout | undefined;

  async function reveal({ uri, range }: Place): Promise<void> {
    const document = await openIn(uri);
    const { start, end } = range;
    const lines = document.validateRange(new vscode.Range(start.line, start.character, end.line, end.character));
    last = { uri: document.uri.toString(), position: lines.start };
    const editor = await show(document, lines.start);
    editor.revealRange(lines, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    editor.setDecorations(flash, [lines]);
    clearTimeout(timer);
    timer = setTimeout(() => editor.setDecorations(flash, []), flashFor);
  }

  async function show(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.TextEditor> {
    const selection = new vscode.Range(position, position);
    const notebook = notebookOf(document);
    if (notebook) {
      const index = notebook.getCells().findIndex((cell) => cell.document === document);
      const cells = new vscode.NotebookRange(Math.max(0, index), Math.max(0, index) + 1);
      const viewColumn = columnOf(notebook.uri) ?? besidePanel(panelColumn());
      const shown = await vscode.window.showNotebookDocument(notebook, {
        viewColumn,
        preserveFocus: true,
        selections: [cells],
      });
      shown.revealRange(cells, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
      const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
      if (visible) {
        visible.selection = new vscode.Selection(position, position);
        return visible;
      }
    }
    const viewColumn = columnOf(document.uri) ?? besidePanel(panelColumn());
    return vscode.window.showTextDocument(document, { viewColumn, preserveFocus: true, selection });
  }

  const isThere = ({ document, selection }: vscode.TextEditor): boolean =>
    document.uri.toString() === last?.uri && selection.active.isEqual(last.position);
  /** Who goes away and comes back to the place has moved the cursor, too. */
  const listening = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
    if (textEditor.document.uri.toString() === last?.uri && !isThere(textEditor)) last = null;
  });

  return {
    reveal,
    isOurs: isThere,
    dispose() {
      listening.dispose();
      clearTimeout(timer);
      flash.dispose();
    },
  };
}

async function openIn(uri: string): Promise<vscode.TextDocument> {
  const wanted = vscode.Uri.parse(uri, true);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === wanted.toString());
  return open ?? (await openCell(wanted)) ?? vscode.workspace.openTextDocument(wanted);
}

/** The cell that `file#cell=N` names, its notebook opened where it is not. */
async function openCell(uri: vscode.Uri): Promise<vscode.TextDocument | null> {
  const index = /^cell=(\d+)$/.exec(uri.fragment)?.[1];
  if (index === undefined) return null;
  const notebook = await vscode.workspace.openNotebookDocument(uri.with({ fragment: "" }));
  return notebook.getCells()[Number(index)]?.document ?? null;
}

/** The column where a file is open, the visible one first. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const wanted = uri.toString();
  const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === wanted);
  if (visible?.viewColumn !== undefined) return visible.viewColumn;
  for (const group of vscode.window.tabGroups.all) {
    for (const { input } of group.tabs) {
      const file = input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook ? input.uri : null;
      if (file?.toString() === wanted) return group.viewColumn;
    }
  }
  return undefined;
}

/** A column that is not the panel's. */
const besidePanel = (panel: vscode.ViewColumn | undefined): vscode.ViewColumn =>
  panel === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
