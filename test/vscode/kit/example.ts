// The example pipeline in VS Code, through the API that extensions have.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { until } from "./until.ts";

/** Opens the example pipeline in the editor. */
export async function openExample(): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "no folder is open");
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, "taxi/pipeline.py"));
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  return document;
}

/** Where `text` stands in the document, or in it `part`. */
export function rangeOf(document: vscode.TextDocument, text: string, part = text): vscode.Range {
  const found = document.getText().indexOf(text);
  assert.ok(found >= 0, `${text} is not in the document`);
  const start = found + text.indexOf(part);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + part.length));
}

/** Graphlet's diagnostics of the document once there are any, as `code: marked text, line`. */
export function findings(document: vscode.TextDocument): Promise<readonly vscode.Diagnostic[]> {
  return until("diagnostics", () => {
    const all = vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === "graphlet");
    return all.length > 0 && all;
  });
}

export const codeOf = ({ code }: vscode.Diagnostic): string => String(typeof code === "object" ? code.value : code);

/** Titles of the lenses by line (from 0), once `enough` of them are there. */
export function lenses(
  document: vscode.TextDocument,
  enough: (titles: string) => boolean,
): Promise<Map<number, string>> {
  return until("lenses", async () => {
    const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      100,
    );
    const titles = new Map<number, string>();
    for (const { range, command } of all) {
      const line = range.start.line;
      titles.set(line, [titles.get(line), command?.title].filter(Boolean).join(" | "));
    }
    return enough([...titles.values()].join("\n")) && titles;
  });
}

/** Text of the hover at a position, once it says something; without Markdown's escapes. */
export function hover(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  return until("a hover", async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      position,
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === "string" ? content : content.value))
      .join("\n")
      .replace(/\\([^\w\s])/g, "$1");
  });
}

/** Names of the document's symbols, nested ones included. */
export async function symbolNames(document: vscode.TextDocument): Promise<readonly string[]> {
  const names = (symbols: readonly vscode.DocumentSymbol[]): string[] =>
    symbols.flatMap((symbol) => [symbol.name, ...names(symbol.children)]);
  return until("symbols", async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    return symbols && symbols.length > 0 && names(symbols);
  });
}
