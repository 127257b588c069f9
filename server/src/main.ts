/** Entry of the language server: wires connection, workspace and features. Nothing is done before a document is asked about. */
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
import { nameCapabilities } from "./capabilities.ts";
import { fixAllKind } from "./features/fixAll.ts";
import { registerFeatures } from "./features/index.ts";
import { type PushedDiagnostics, pushDiagnostics } from "./features/pushDiagnostics.ts";
import { type ClientTraits, givenBy, traitsOf } from "./initialization.ts";
import { defaultSettings, type Settings } from "./model/settings.ts";
import { parseSettings } from "./model/settingsSchema.ts";
import { isStoreUri } from "./model/storeScheme.ts";
import { announcements, type Changed, notifications, type PasswordParams, serverRequests } from "./protocol.ts";
import { accountOf, parseAddress } from "./traces/database/address.ts";
import { environmentPassword } from "./traces/database/environmentPassword.ts";
import { createDocuments } from "./workspace/documents.ts";
import { describe, type Log } from "./workspace/log.ts";
import { pathOf } from "./workspace/paths.ts";
import { createWorkDone } from "./workspace/workDone.ts";
import { createWorkspace, type Workspace } from "./workspace/workspace.ts";

/** Changes come in groups: what was shown is refreshed once for each. */
const refreshDelayMs = 100;
const fileChanges = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
} as const;
const watched = [
  "**/*.{sqlite,sqlite3,db}{,-wal,-journal}",
  "**/mlmd{,-wal,-journal}",
  "**/*.{py,ipynb,yaml,yml,json,pbtxt,textproto,pbtext,txtpb,textpb}",
  "**/{dvc.lock,MLproject}",
];

const connection = createConnection(ProposedFeatures.all);
const log: Log = {
  info: (text) => connection.console.info(text),
  warn: (text) => connection.console.warn(text),
  error: (text, cause) => connection.console.error(cause === undefined ? text : `${text}\n${describe(cause)}`),
};

let client: ClientTraits = traitsOf({});
let settings: Settings = defaultSettings;
let folders: string[] = [];
let trusted = true;
let workspace: Workspace | undefined;
let pushed: PushedDiagnostics | undefined;
let stale: { all: boolean; readonly uris: Set<string> } | null = null;

const documents = createDocuments(connection, ({ uri, type }) => {
  if (type === "closed") {
    workspace?.fileClosed(uri);
    pushed?.clear(uri);
  } else pushed?.later([uri]);
});

connection.onInitialize((params: InitializeParams): InitializeResult => {
  client = traitsOf(params.capabilities);
  folders = (params.workspaceFolders ?? []).flatMap(({ uri }) => pathOf(uri) ?? []);
  const given = givenBy(params.initializationOptions);
  trusted = given.trusted;
  const workDone = client.workDone ? createWorkDone(connection, (path) => workspace?.cancelRead(path)) : undefined;
  const host = createWorkspace({
    documents,
    folders: () => folders,
    settings: () => settings,
    mayRun: () => trusted,
    askPassword: (path) => (given.keepsPasswords ? askPassword(path) : Promise.resolve(environmentPassword(path))),
    cacheFolder: given.cacheFolder,
    chosen: given.chosenTraces,
    onChange: changed,
    onProgress: (progress) => {
      tell(notifications.progress, progress);
      workDone?.(progress);
    },
    log,
  });
  workspace = host;
  const context = {
    host,
    traits: { links: given.links, timeZone: given.timeZone, annotates: client.annotates },
    onFailure: (feature: string, error: unknown) => log.error(`${feature} failed`, error),
  };
  registerFeatures(connection, context);
  if (!client.pullsDiagnostics) pushed = pushDiagnostics(connection, context);
  return {
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      notebookDocumentSync: {
        notebookSelector: [{ notebook: { notebookType: "jupyter-notebook" }, cells: [{ language: "python" }] }],
      },
      hoverProvider: true,
      codeLensProvider: { resolveProvider: false },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind], resolveProvider: true },
      ...nameCapabilities,
      ...(client.pullsDiagnostics
        ? { diagnosticProvider: { identifier: "graphlet", interFileDependencies: true, workspaceDiagnostics: false } }
        : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
    serverInfo: { name: "Graphlet" },
  };
});

connection.onInitialized(async () => {
  if (client.folders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.flatMap(({ uri }) => pathOf(uri) ?? []));
      folders = [...folders.filter((folder) => !gone.has(folder)), ...added.flatMap(({ uri }) => pathOf(uri) ?? [])];
      workspace?.foldersChanged();
    });
  }
  try {
    if (client.watching) {
      const watchers = watched.map((globPattern) => ({ globPattern }));
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (client.configuration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: "graphlet" });
      await readSettings();
    }
  } catch (error) {
    log.error("The editor does not watch files or settings for the server.", error);
  }
});

connection.onDidChangeConfiguration(() => readSettings());
connection.onDidChangeWatchedFiles(({ changes }) => {
  workspace?.filesChanged(changes.map(({ uri, type }) => ({ uri, type: fileChanges[type] })));
});
connection.onNotification(announcements.trusted, () => {
  trusted = true;
  void workspace?.refresh();
});
connection.onShutdown(() => workspace?.stop());
connection.listen();

const toldProblems = new Set<string>();

/** Asks for the settings; values that do not fit are logged once and leave the last good ones in use. */
async function readSettings(): Promise<void> {
  if (!client.configuration) return;
  try {
    const parsed = parseSettings(await connection.workspace.getConfiguration("graphlet"), settings);
    const before = settings;
    settings = parsed.settings;
    for (const problem of parsed.problems) if (!toldProblems.has(problem)) log.warn(problem);
    for (const problem of parsed.problems) toldProblems.add(problem);
    if (JSON.stringify(settings) === JSON.stringify(before)) return;
    const readWith = ({ operatorKinds, costProperty }: Settings): string =>
      JSON.stringify([operatorKinds, costProperty]);
    workspace?.settingsChanged(readWith(settings) !== readWith(before));
  } catch (error) {
    log.error("The settings could not be read; those before stay in use.", error);
  }
}

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
    // What is known of a store by itself is in no text.
    if (told.length > 0 && told.every(isStoreUri)) return;
    if (client.refreshesLenses) connection.sendRequest("workspace/codeLens/refresh").catch(() => {});
    if (client.refreshesDiagnostics) connection.languages.diagnostics.refresh().catch(() => {});
    pushed?.later(documents.uris());
  }, refreshDelayMs);
}

function tell(method: string, params: object): void {
  connection.sendNotification(method, params).catch(() => {});
}

/** Asks the editor, which keeps them; null where it has none. */
async function askPassword(path: string): Promise<string | null> {
  const address = parseAddress(path);
  if (!address.ok) return null;
  const params: PasswordParams = { account: accountOf(address.value) };
  const answer: unknown = await connection.sendRequest(serverRequests.password, params);
  return typeof answer === "string" ? answer : null;
}
