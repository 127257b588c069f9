import * as vscode from "vscode";
import { type ConnectParams, commands, type DatabaseAnswer, requests } from "../../../server/src/protocol.ts";
import {
  accountOf,
  addressText,
  type DatabaseAddress,
  shownAddress,
} from "../../../server/src/traces/database/address.ts";
import type { Server } from "../server.ts";
import { chooseTls, whyNoAddress, writtenAddress } from "./address.ts";
import type { Credentials } from "./credentials.ts";

const recentKey = "graphlet.databases";
const mostRecent = 10;

/** What connecting needs. */
export interface ConnectHost {
  readonly server: Server;
  readonly credentials: Credentials;
  /** Addresses that were connected to, without passwords. */
  readonly state: vscode.Memento;
}

/** Databases that were connected to before, the last first. */
export function recentDatabases(state: vscode.Memento): readonly string[] {
  const kept = state.get<unknown>(recentKey);
  return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
}

/**
 * Asks for an address, how it is secured and a password, tries the connection, and asks for the pipeline. Returns the path of the trace; undefined where the user gave
 * up. The password is kept once it was accepted.
 */
export async function connectDatabase(host: ConnectHost): Promise<string | undefined> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(vscode.l10n.t("Databases are connected to in trusted workspaces only."));
    return undefined;
  }
  let text = recentDatabases(host.state)[0] ?? "";
  for (;;) {
    const given = await askAddress(text);
    if (!given) return undefined;
    const written = writtenAddress(given);
    if (!written) continue;
    const isNear = written.address.tls === "off";
    const address = written.saysTls || isNear ? written.address : await chooseTls(written.address);
    if (!address) return undefined;
    text = addressText(address);
    const names = await tryPasswords(host, address, written.password);
    if (names === "edit") continue;
    if (names === undefined) return undefined;
    const path = await choosePipeline(address, names);
    if (path === undefined) return undefined;
    const others = recentDatabases(host.state).filter((one) => one !== text);
    await host.state.update(recentKey, [text, ...others].slice(0, mostRecent));
    return path;
  }
}

const askAddress = (value: string): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: vscode.l10n.t("Connect to Database: Address"),
    prompt: vscode.l10n.t("The database of ML Metadata or MLflow. It is only read."),
    placeHolder: "postgresql://reader@db.example.com:5432/metadata",
    value,
    ignoreFocusOut: true,
    validateInput: (text) => whyNoAddress(text),
  });

/** Tries a password after the other until one is accepted: the names of the pipelines then. `edit`: the address shall be mended. */
async function tryPasswords(
  host: ConnectHost,
  address: DatabaseAddress,
  written: string | null,
): Promise<readonly string[] | "edit" | undefined> {
  const account = accountOf(address);
  let password = written ?? (await host.credentials.get(account)) ?? (await askPassword(address));
  while (password !== undefined) {
    const answer = await tryConnection(host.server, addressText(address), password);
    if (answer === null) return undefined;
    if (answer.type === "pipelines") {
      await host.credentials.store(account, password);
      return answer.names;
    }
    const next = await tellFailure(answer);
    if (next !== "password" && next !== "retry") return next;
    if (next === "password") password = await askPassword(address);
  }
  return undefined;
}

const askPassword = ({ user, host }: DatabaseAddress): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: vscode.l10n.t("Connect to Database: Password"),
    prompt: vscode.l10n.t("The password of {0} on {1}. It is kept in the editor's store of secrets.", user, host),
    password: true,
    ignoreFocusOut: true,
  });

/** Null where the user gave up waiting. */
const tryConnection = (server: Server, path: string, password: string): Thenable<DatabaseAnswer | null> =>
  vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Connecting to the database…"),
      cancellable: true,
    },
    (_, token) => {
      const params: ConnectParams = { path, password };
      const cancelled = new Promise<null>((resolve) => token.onCancellationRequested(() => resolve(null)));
      return Promise.race([server.request<DatabaseAnswer>(requests.connectDatabase, params), cancelled]);
    },
  );

type Next = "password" | "retry" | "edit" | undefined;

async function tellFailure(failure: DatabaseAnswer & { readonly type: "failure" }): Promise<Next> {
  const choice = (title: string, next: Next): { readonly title: string; readonly next: Next } => ({ title, next });
  const other = choice(vscode.l10n.t("Other Password…"), "password");
  const log = choice(vscode.l10n.t("Show Log"), undefined);
  const chosen = await vscode.window.showErrorMessage(
    failure.message,
    ...(failure.isDenied ? [other] : []),
    choice(vscode.l10n.t("Retry"), "retry"),
    choice(vscode.l10n.t("Edit Address…"), "edit"),
    log,
  );
  if (chosen === log) await vscode.commands.executeCommand(commands.showLog);
  return chosen?.next;
}

interface PipelineItem extends vscode.QuickPickItem {
  readonly pipeline: string | null;
}

/** Asks which pipeline shall be read; the path of the trace. */
async function choosePipeline(address: DatabaseAddress, names: readonly string[]): Promise<string | undefined> {
  if (address.pipeline !== null || names.length === 0) return addressText(address);
  const items: readonly PipelineItem[] = [
    {
      pipeline: null,
      label: vscode.l10n.t("$(sync) The Definition's Own"),
      description: vscode.l10n.t("the one of its name; all where none has it"),
    },
    ...names.map((name) => ({ pipeline: name, label: name.replaceAll("$(", "$\u200b(") })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Pipelines in {0}", shownAddress(address)),
    placeHolder: vscode.l10n.t("Choose the pipeline to read; nothing is read of the others"),
    ignoreFocusOut: true,
  });
  return picked && addressText({ ...address, pipeline: picked.pipeline });
}
