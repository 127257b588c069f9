import * as vscode from "vscode";
import {
  type LocateParams,
  type OpenRecordArguments,
  type RecordParams,
  type RecordText,
  requests,
} from "../../server/src/protocol.ts";
import { recordScheme, recordUri } from "../../server/src/views/traceText/recordUri.ts";
import { sameUri } from "./documents.ts";
import { recordOf } from "./recordArguments.ts";
import { foldingOf, linksOf, type RecordDocumentLink, symbolsOf } from "./recordFeatures.ts";
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

  /** Where a record is shown already, else by the name that the store gives it: a model's, which its trainer's id does not tell. */
  async function uriOf(params: RecordParams, token?: vscode.CancellationToken): Promise<vscode.Uri> {
    const plain = vscode.Uri.parse(recordUri(params), true);
    const shown = shownRecord(plain.query);
    if (shown || !("trainer" in params.record)) return shown ?? plain;
    const { uri, pipeline, record } = params;
    const answer = await server.request<RecordText>(requests.record, { uri, pipeline, record }, token);
    return vscode.Uri.parse(recordUri(params, answer?.name), true);
  }

  const answerFor = ({ uri, lineCount }: vscode.TextDocument): RecordText | null => {
    const answer = answers.get(uri.toString());
    return answer && answer.text.split("\n").length === lineCount ? answer : null;
  };

  async function open(given: OpenRecordArguments): Promise<void> {
    const uri = await uriOf(given);
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
      resolveDocumentLink: async (link: RecordDocumentLink, token) => {
        if (link.record) link.target = await uriOf(link.record, token);
        const source = link.locate && (await sourceOf(server, link.locate));
        if (source) link.target = source;
        return link;
      },
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

/** The document in a tab that shows the record of that query, whatever it is called. */
const shownRecord = (query: string): vscode.Uri | undefined =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map(({ input }) => (input instanceof vscode.TabInputText ? input.uri : undefined))
    .find((uri) => uri?.scheme === recordScheme && uri.query === query);

/** Where a node is defined. */
async function sourceOf(server: Server, node: LocateParams): Promise<vscode.Uri | undefined> {
  const place = await server.request<Place>(requests.locate, node);
  return place ? linkTo(place) : undefined;
}

/** A place in a file as a link names it; of a notebook the cell, or the notebook where its cells are not open. */
function linkTo({ uri, range }: Place): vscode.Uri {
  const target = vscode.Uri.parse(uri);
  if (target.scheme !== "file") return target;
  if (target.fragment.startsWith("cell=")) return target.with({ fragment: "" });
  return target.with({ fragment: `L${range.start.line + 1},${range.start.character + 1}` });
}
