import {
  CodeActionKind,
  createConnection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import { registerFeatures } from "./features/index.ts";
import { defaultSettings, type Settings } from "./model/settings.ts";
import { parseSettings } from "./model/settingsSchema.ts";
import { type Changed, type InitializationOptions, notifications, type ReadProgress } from "./protocol.ts";
import { createDocuments } from "./workspace/documents.ts";
import { describe, type Log } from "./workspace/log.ts";
import { pathOf } from "./workspace/paths.ts";
import { createWorkspace, type Workspace } from "./workspace/workspace.ts";

const connection = createConnection(ProposedFeatures.all);
const log: Log = {
  info: (text) => connection.console.info(text),
  warn: (text) => connection.console.warn(text),
  error: (text, cause) => connection.console.error(cause === undefined ? text : `${text}\n${describe(cause)}`),
};
/** Changes come in groups: what was shown is refreshed once for each. */
const refreshDelayMs = 100;
const fileChanges = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
} as const;

let workspace: Workspace | undefined;
let settings: Settings = defaultSettings;
let folders: string[] = [];
let can = { configure: false, watch: false, refreshLenses: false, refreshDiagnostics: false, folders: false };

const documents = createDocuments(connection, ({ uri, type }) => {
  if (type === "closed") workspace?.fileClosed(uri);
});

connection.onInitialize((params: InitializeParams): InitializeResult => {
  const { capabilities } = params;
  can = {
    configure: capabilities.workspace?.configuration === true,
    watch: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    refreshLenses: capabilities.workspace?.codeLens?.refreshSupport === true,
    refreshDiagnostics: capabilities.workspace?.diagnostics?.refreshSupport === true,
    folders: capabilities.workspace?.workspaceFolders === true,
  };
  const roots = params.workspaceFolders?.map(({ uri }) => uri) ?? [];
  folders = roots.flatMap((uri) => pathOf(uri) ?? []);
  const given = (params.initializationOptions ?? {}) as InitializationOptions & { readonly trustedCommands?: boolean };
  const host = createWorkspace({
    documents,
    folders: () => folders,
    settings: () => settings,
    chosen: given.chosenTraces ?? {},
    onChange: (uris) => changed(uris),
    onProgress: (progress) => tell(notifications.progress, progress satisfies ReadProgress),
    log,
  });
  workspace = host;
  registerFeatures(connection, {
    host,
    traits: {
      links: given.trustedCommands === true,
      annotates: capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    },
    onFailure: (feature, error) => log.error(`${feature} failed`, error),
  });
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      notebookDocumentSync: { notebookSelector: [{ cells: [{ language: "python" }] }] },
      hoverProvider: true,
      codeLensProvider: { resolveProvider: false },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix], resolveProvider: true },
      documentSymbolProvider: { label: "Graphlet" },
      definitionProvider: true,
      referencesProvider: true,
      diagnosticProvider: { identifier: "graphlet", interFileDependencies: true, workspaceDiagnostics: false },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
    serverInfo: { name: "Graphlet" },
  };
});

connection.onInitialized(async () => {
  if (can.configure) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: "graphlet" });
    await readSettings();
  }
  if (can.watch) {
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [
        { globPattern: "**/*.{sqlite,sqlite3,db}" },
        { globPattern: "**/*.{sqlite,sqlite3,db}-wal" },
        { globPattern: "**/mlmd" },
        { globPattern: "**/*.py" },
      ],
    });
  }
  if (can.folders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.flatMap(({ uri }) => pathOf(uri) ?? []));
      folders = [...folders.filter((folder) => !gone.has(folder)), ...added.flatMap(({ uri }) => pathOf(uri) ?? [])];
      void workspace?.refresh();
    });
  }
});

connection.onDidChangeConfiguration(async () => {
  const before = settings;
  if (can.configure) await readSettings();
  if (JSON.stringify(settings) === JSON.stringify(before)) return;
  const readWith = ({ operatorKinds, costProperty }: Settings): string => JSON.stringify([operatorKinds, costProperty]);
  workspace?.settingsChanged(readWith(settings) !== readWith(before));
});
connection.onDidChangeWatchedFiles(({ changes }) => {
  workspace?.filesChanged(changes.map(({ uri, type }) => ({ uri, type: fileChanges[type] })));
});
connection.onShutdown(() => workspace?.stop());
connection.listen();

async function readSettings(): Promise<void> {
  try {
    const raw: unknown = await connection.workspace.getConfiguration("graphlet");
    const parsed = parseSettings(raw, settings);
    settings = parsed.settings;
    for (const problem of parsed.problems) log.warn(problem);
  } catch (error) {
    log.error("The settings could not be read; those before stay in use.", error);
  }
}

let stale: { all: boolean; readonly uris: Set<string> } | null = null;

/** Tells the editor, once for a group of changes, that what it shows of these definitions (none: of all) is stale. */
function changed(uris: readonly string[]): void {
  const first = stale === null;
  stale ??= { all: false, uris: new Set() };
  if (uris.length === 0) stale.all = true;
  for (const uri of uris) stale.uris.add(uri);
  if (!first) return;
  setTimeout(() => {
    const told = stale?.all ? [] : [...(stale?.uris ?? [])];
    stale = null;
    tell(notifications.changed, { uris: told } satisfies Changed);
    if (can.refreshLenses) connection.sendRequest("workspace/codeLens/refresh").catch(() => {});
    if (can.refreshDiagnostics) connection.languages.diagnostics.refresh();
  }, refreshDelayMs);
}

function tell(method: string, params: object): void {
  connection.sendNotification(method, params).catch(() => {});
}
