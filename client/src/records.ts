import * as vscode from "vscode";
import { type LocateParams, type OpenRecordArguments, type RecordText, requests } from "../../server/src/protocol.ts";
import { recordScheme, recordUri } from "../../server/src/views/traceText/recordUri.ts";
import { sameUri } from "./documents.ts";
import { recordOf } from "./recordArguments.ts";
import { foldingOf, linksOf, type NodeLink, symbolsOf } from "./recordFeatures.ts";
import type { Place } from "./reveal.ts";
import type { Server } from "./server.ts";

/** The documents that show what a trace holds, read-only. */
export interface Records extends vscode.Disposable {
  /** Shows a record, at a section of it where one is named. */
  open(given: OpenRecordArguments): Promise<void>;
}

export function createRecords(server: Server): Records {
  const selector = { scheme: recordScheme };
  const changes = new vscode.EventEmitter<vscode.Uri>();
  /** The last answer for each document that is open. */
  const answers = new Map<string, RecordText>();

  async function textOf(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const params = recordOf(uri);
    const answer = params && (await server.request<RecordText>(requests.record, params, token));
    if (!answer) return `# ${vscode.l10n.t("The record could not be shown.")}\n`;
    answers.set(uri.toString(), answer);
    return answer.text;
  }

  const answerFor = ({ uri, lineCount }: vscode.TextDocument): RecordText | null => {
    const answer = answers.get(uri.toString());
    return answer && answer.text.split("\n").length === lineCount ? answer : null;
  };

  async function open(given: OpenRecordArguments): Promise<void> {
    const uri = vscode.Uri.parse(recordUri(given), true);
    const document = await vscode.workspace.openTextDocument(uri);
    const section = answers.get(uri.toString())?.sections.find(({ title }) => title.startsWith(given.section ?? "\n"));
    const start = new vscode.Position(section?.line ?? 0, 0);
    const selection = new vscode.Range(start, start);
    const editor = await vscode.window.showTextDocument(document, { viewColumn: columnForRecords(), selection });
    if (section) editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.AtTop);
  }

  const registered = [
    changes,
    vscode.workspace.registerTextDocumentContentProvider(recordScheme, {
      onDidChange: changes.event,
      provideTextDocumentContent: textOf,
    }),
    vscode.languages.registerDocumentLinkProvider(selector, {
      provideDocumentLinks: (document) => linksOf(answerFor(document), recordOf(document.uri)),
      resolveDocumentLink: (link: NodeLink) => toSource(server, link),
    }),
    vscode.languages.registerFoldingRangeProvider(selector, {
      provideFoldingRanges: (document) => foldingOf(answerFor(document)),
    }),
    vscode.languages.registerDocumentSymbolProvider(selector, {
      provideDocumentSymbols: (document) => symbolsOf(answerFor(document)),
    }),
    server.onChanged(({ uris }) => {
      for (const { uri } of vscode.workspace.textDocuments) {
        const params = recordOf(uri);
        if (params && (uris.length === 0 || uris.some((one) => sameUri(one, params.uri)))) changes.fire(uri);
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => answers.delete(uri.toString())),
  ];
  return { open, dispose: () => vscode.Disposable.from(...registered).dispose() };
}

/** Where records are shown already, else beside the code: it stays in view. */
function columnForRecords(): vscode.ViewColumn {
  const shown = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  return shown.find((editor) => editor?.document.uri.scheme === recordScheme)?.viewColumn ?? vscode.ViewColumn.Beside;
}

/** Asks where a node is defined when its link is followed. */
async function toSource(server: Server, link: NodeLink): Promise<vscode.DocumentLink> {
  if (link.locate) {
    const place = await server.request<Place>(requests.locate, link.locate satisfies LocateParams);
    if (place) link.target = linkTo(place);
  }
  return link;
}

/** A place in a file as a link names it; of a notebook the cell, or the notebook where its cells are not open. */
function linkTo({ uri, range }: Place): vscode.Uri {
  const target = vscode.Uri.parse(uri);
  if (target.scheme !== "file") return target;
  if (target.fragment.startsWith("cell=")) return target.with({ fragment: "" });
  return target.with({ fragment: `L${range.start.line + 1},${range.start.character + 1}` });
}
