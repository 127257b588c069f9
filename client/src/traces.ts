import * as vscode from "vscode";
import {
  type ChooseTraceParams,
  requests,
  type TraceChoice,
  type TraceChoicesParams,
} from "../../server/src/protocol.ts";
import { parseAddress, shownAddress } from "../../server/src/traces/database/address.ts";
import { type ConnectHost, connectDatabase, recentDatabases } from "./databases/connect.ts";

const key = "graphlet.chosenTraces";

/** The traces that the user chose in this workspace: URI of the definition → absolute path of the store. */
export function chosenTraces(state: vscode.Memento): Record<string, string> {
  const kept = state.get<unknown>(key);
  if (typeof kept !== "object" || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter((entry) => typeof entry[1] === "string"));
}

interface TraceItem extends vscode.QuickPickItem {
  readonly choose: (() => Promise<string | null | undefined>) | null;
}

/** Lets the user choose the trace of a definition: one that was found, another file, a database, or what fits by itself. */
export async function chooseTrace(databases: ConnectHost, state: vscode.Memento, uri: vscode.Uri): Promise<void> {
  const { server } = databases;
  const params: TraceChoicesParams = { uri: uri.toString() };
  const items = server.request<readonly TraceChoice[]>(requests.traceChoices, params).then((choices) => [
    ...(choices ?? []).map(found),
    ...recentDatabases(databases.state)
      .filter((path) => !isAmong(path, choices ?? []))
      .map(recent),
    { label: "", kind: vscode.QuickPickItemKind.Separator, choose: null },
    { label: vscode.l10n.t("$(folder-opened) Browse…"), choose: () => browse(uri) },
    { label: vscode.l10n.t("$(plug) Connect to Database…"), choose: () => connectDatabase(databases) },
    { label: vscode.l10n.t("$(sync) Choose automatically"), choose: async () => null },
  ]);
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const picked = await vscode.window.showQuickPick<TraceItem>(items, {
    title: vscode.l10n.t("Trace of {0}", name),
    placeHolder: vscode.l10n.t("Choose the metadata store that recorded this pipeline's runs"),
    matchOnDescription: true,
  });
  const path = await picked?.choose?.();
  if (path !== undefined) await useTrace(databases, state, uri, path);
}

/** Makes a trace that of a definition; null: what fits by itself. The choice is kept. */
export async function useTrace(
  { server }: ConnectHost,
  state: vscode.Memento,
  uri: vscode.Uri,
  path: string | null,
): Promise<void> {
  const { [uri.toString()]: _before, ...others } = chosenTraces(state);
  await state.update(key, path === null ? others : { ...others, [uri.toString()]: path });
  const choice: ChooseTraceParams = { uri: uri.toString(), path };
  await server.request(requests.chooseTrace, choice);
}

const found = ({ path, label, description, chosen }: TraceChoice): TraceItem => ({
  label: `${chosen ? "$(check)" : "$(database)"} ${label}`,
  description,
  choose: async () => path,
});

/** A database, with or without the pipeline that is read of it. */
const isAmong = (database: string, choices: readonly TraceChoice[]): boolean =>
  choices.some(({ path }) => path.split("#")[0] === database);

function recent(path: string): TraceItem {
  const address = parseAddress(path);
  return {
    label: `$(database) ${address.ok ? shownAddress(address.value) : path}`,
    description: vscode.l10n.t("database"),
    choose: async () => path,
  };
}

async function browse(uri: vscode.Uri): Promise<string | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, "..");
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Choose a Metadata Store"),
      openLabel: vscode.l10n.t("Choose"),
      defaultUri: folder,
      filters: { [vscode.l10n.t("Metadata stores")]: ["sqlite", "db", "sqlite3"], [vscode.l10n.t("All files")]: ["*"] },
    })) ?? [];
  return file?.fsPath;
}
