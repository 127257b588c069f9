import type { Connection } from "vscode-languageserver/node";
import { NotebookDocuments, TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { canonicalUri } from "./paths.ts";

/** A cell of an open notebook. */
export interface Cell {
  readonly uri: string;
  readonly text: string;
}

/** An open file: a text document, or a notebook with its code cells in order. */
export type OpenFile =
  | { readonly type: "text"; readonly uri: string; readonly version: number; readonly text: string }
  | { readonly type: "notebook"; readonly uri: string; readonly version: number; readonly cells: readonly Cell[] };

/** What the editor has open, kept in step by the client. */
export interface Documents {
  /** The open file with this URI; for a cell's URI its notebook. Null where it is not open. */
  open(uri: string): OpenFile | null;
  /** URIs of all open files, notebooks by their own. */
  uris(): readonly string[];
  /** URI of the file that a request's URI belongs to: a cell's notebook, else itself. */
  fileOf(uri: string): string;
  /** Text of an open document or cell. */
  textOf(uri: string): string | null;
  /** Version of an open document or cell; null where it is not open. */
  versionOf(uri: string): number | null;
}

/** What happened to an open file. */
export type DocumentChange = { readonly uri: string; readonly type: "opened" | "changed" | "closed" };

/** Listens on a connection, for documents and for the Python cells of notebooks. */
export function createDocuments(connection: Connection, onChange: (change: DocumentChange) => void): Documents {
  const texts = new TextDocuments(TextDocument);
  const notebooks = new NotebookDocuments(TextDocument);
  const openNotebooks = new Set<string>();
  /** Counts every change of a notebook or of one of its cells. */
  const revisions = new Map<string, number>();
  const bump = (uri: string): void => {
    revisions.set(uri, (revisions.get(uri) ?? 0) + 1);
  };
  const notebookOf = (uri: string): string | null => {
    if (openNotebooks.has(uri)) return uri;
    return notebooks.findNotebookDocumentForCell(uri)?.uri ?? null;
  };
  const textDocument = (uri: string): TextDocument | undefined => texts.get(uri) ?? byCanonical(texts, uri);

  texts.onDidOpen(({ document }) => onChange({ uri: canonicalUri(document.uri), type: "opened" }));
  texts.onDidChangeContent(({ document }) => {
    if (document.version !== openedAt.get(document.uri)) onChange({ uri: canonicalUri(document.uri), type: "changed" });
  });
  // The first `onDidChangeContent` comes with the opening and says nothing new.
  const openedAt = new Map<string, number>();
  texts.onDidOpen(({ document }) => openedAt.set(document.uri, document.version));
  texts.onDidClose(({ document }) => {
    openedAt.delete(document.uri);
    onChange({ uri: canonicalUri(document.uri), type: "closed" });
  });
  notebooks.onDidOpen(({ uri }) => {
    openNotebooks.add(uri);
    bump(uri);
    onChange({ uri, type: "opened" });
  });
  notebooks.onDidChange(({ notebookDocument: { uri } }) => {
    bump(uri);
    onChange({ uri, type: "changed" });
  });
  notebooks.onDidClose(({ uri }) => {
    openNotebooks.delete(uri);
    revisions.delete(uri);
    onChange({ uri, type: "closed" });
  });
  texts.listen(connection);
  notebooks.listen(connection);

  return {
    open(uri) {
      const notebook = notebookOf(uri);
      if (notebook !== null) {
        const cells = notebooks.getNotebookDocument(notebook)?.cells ?? [];
        return {
          type: "notebook",
          uri: notebook,
          version: revisions.get(notebook) ?? 0,
          cells: cells.flatMap((cell) => {
            const document = notebooks.getCellTextDocument(cell);
            return document ? [{ uri: cell.document, text: document.getText() }] : [];
          }),
        };
      }
      const document = textDocument(uri);
      if (!document) return null;
      return { type: "text", uri: canonicalUri(uri), version: document.version, text: document.getText() };
    },
    uris: () => [...texts.all().map((document) => canonicalUri(document.uri)), ...openNotebooks],
    fileOf: (uri) => notebookOf(uri) ?? canonicalUri(uri),
    textOf: (uri) => (textDocument(uri) ?? notebooks.cellTextDocuments.get(uri))?.getText() ?? null,
    versionOf: (uri) => (textDocument(uri) ?? notebooks.cellTextDocuments.get(uri))?.version ?? null,
  };
}

function byCanonical(texts: TextDocuments<TextDocument>, uri: string): TextDocument | undefined {
  return texts.all().find((document) => canonicalUri(document.uri) === uri);
}
