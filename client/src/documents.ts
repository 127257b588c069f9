import * as vscode from "vscode";
import { detectFormat } from "../../server/src/definitions/detect.ts";
import { isDefinitionName } from "../../server/src/definitions/fileNames.ts";
import { recordOf } from "./recordArguments.ts";

const notebookType = "jupyter-notebook";
const cellScheme = "vscode-notebook-cell";

/** The definition that an editor shows. */
export interface Shown {
  /** The file, or the notebook of a cell. */
  readonly uri: vscode.Uri;
  /** The document with the cursor: the file itself, or the cell. */
  readonly document: vscode.TextDocument | null;
}

/** The notebook that a cell belongs to, null for what is no cell. */
export function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | null {
  if (document.uri.scheme !== cellScheme) return null;
  const path = document.uri.path;
  return vscode.workspace.notebookDocuments.find(({ uri }) => uri.path === path) ?? null;
}

/** Whether a document is a file of a name that definitions have: only then is its text worth a look. */
export const mayBeDefinition = ({ uri }: vscode.TextDocument): boolean =>
  uri.scheme === cellScheme || (uri.scheme === "file" && isDefinitionName(uri.path));

/** Whether a document's text looks like a pipeline's definition. Cheap: nothing is parsed. */
export function isDefinition(document: vscode.TextDocument): boolean {
  const notebook = notebookOf(document);
  if (notebook) return document.languageId === "python" && isNotebookDefinition(notebook);
  if (!mayBeDefinition(document)) return false;
  return detectFormat(document.uri.toString(), document.getText()) !== null;
}

/** Whether a notebook's Python cells together look like a pipeline's definition. */
export function isNotebookDefinition(notebook: vscode.NotebookDocument): boolean {
  if (notebook.notebookType !== notebookType) return false;
  const code = notebook
    .getCells()
    .filter(({ document, kind }) => kind === vscode.NotebookCellKind.Code && document.languageId === "python")
    .map(({ document }) => document.getText())
    .join("\n");
  return detectFormat(notebook.uri.toString(), code) !== null;
}

/** The definition in the active editor, or the one that the record in it was opened from; null where there is none. */
export function activeDefinition(): Shown | null {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  const document = vscode.window.activeTextEditor?.document ?? null;
  if (notebook && (!document || notebookOf(document) === notebook)) {
    return isNotebookDefinition(notebook) ? { uri: notebook.uri, document } : null;
  }
  if (!document) return null;
  const record = recordOf(document.uri);
  if (record) return { uri: vscode.Uri.parse(record.uri), document: null };
  return isDefinition(document) ? shownOf(document) : null;
}

/** The definition that a document belongs to. */
export const shownOf = (document: vscode.TextDocument): Shown => ({
  uri: notebookOf(document)?.uri ?? document.uri,
  document,
});

/** All definitions that are open, notebooks by their own URI. */
export function openDefinitions(): vscode.Uri[] {
  const files = vscode.workspace.textDocuments.filter((document) => !notebookOf(document) && isDefinition(document));
  const notebooks = vscode.workspace.notebookDocuments.filter(isNotebookDefinition);
  return [...files, ...notebooks].map(({ uri }) => uri);
}

/** Whether two URIs name the same thing, however they are encoded. */
export function sameUri(a: string, b: string): boolean {
  return a === b || vscode.Uri.parse(a).toString() === vscode.Uri.parse(b).toString();
}
