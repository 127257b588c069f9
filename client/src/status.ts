import * as vscode from "vscode";
import {
  type CancelReadParams,
  commands,
  requests,
  type Status,
  type StatusParams,
} from "../../server/src/protocol.ts";
import { isDatabaseAddress } from "../../server/src/traces/database/address.ts";
import { activeDefinition, sameUri } from "./documents.ts";
import { overcome, tellOnce } from "./failures.ts";
import type { GraphPanels } from "./panels.ts";
import type { Server } from "./server.ts";
import { type StatusText, statusText } from "./statusText.ts";

export interface StatusItem extends vscode.Disposable {
  /** What is shown now, null for nothing. */
  readonly shown: StatusText | null;
  /** Ends the read that the item shows. */
  cancelRead(): Promise<void>;
}

/**
 * Says of the active definition which trace is in use and how fresh it is; a click chooses another. While the graph is in
 * front, the definition is the one that it shows.
 */
export function createStatus(server: Server, panel: GraphPanels): StatusItem {
  const item = vscode.window.createStatusBarItem("graphlet.trace", vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t("Graphlet Trace");
  item.command = commands.chooseTrace;
  const shares = new Map<string, number | null>();
  let status: Status | null = null;
  let shown: StatusText | null = null;
  let failure: string | null = null;
  let asked = 0;

  function draw(): void {
    const share = status?.path ? (shares.get(status.path) ?? null) : null;
    shown = status ? statusText(status, share, Date.now()) : null;
    void vscode.commands.executeCommand("setContext", "graphlet.reading", shown?.reading === true);
    if (!shown) {
      item.hide();
      return;
    }
    item.text = shown.text;
    item.tooltip = tooltipOf(shown);
    item.backgroundColor =
      shown.level === "plain" ? undefined : new vscode.ThemeColor(`statusBarItem.${shown.level}Background`);
    item.accessibilityInformation = { label: [shown.text.replace(/\$\([^)]*\) ?/g, ""), ...shown.tooltip].join(". ") };
    item.show();
  }

  const current = (): string | null => panel.activeUri ?? activeDefinition()?.uri.toString() ?? null;

  async function refresh(): Promise<void> {
    const uri = current();
    const round = ++asked;
    if (uri === null) {
      status = null;
      draw();
      return;
    }
    const params: StatusParams = { uri };
    const answer = await server.request<Status>(requests.status, params);
    if (round !== asked) return;
    status = answer;
    draw();
    tell(answer?.state === "failed" ? answer.error : null, isDatabaseAddress(answer?.path ?? ""));
  }

  function tell(error: string | null, isDatabase: boolean): void {
    if (failure !== null && failure !== error) overcome(failure);
    failure = error;
    if (error === null) return;
    const choose = {
      title: vscode.l10n.t("Choose Trace…"),
      run: () => vscode.commands.executeCommand(commands.chooseTrace),
    };
    const retry = { title: vscode.l10n.t("Retry"), run: () => vscode.commands.executeCommand(commands.refresh) };
    const connect = {
      title: vscode.l10n.t("Connect to Database…"),
      run: () => vscode.commands.executeCommand(commands.connectDatabase),
    };
    void tellOnce(error, isDatabase ? [retry, connect, choose] : [choose]);
  }

  async function cancelRead(): Promise<void> {
    if (!status?.path) return;
    const params: CancelReadParams = { path: status.path };
    await server.request(requests.cancelRead, params);
  }

  const minute = setInterval(() => {
    if (shown && !shown.reading) draw();
  }, 60_000);
  const disposables = [
    item,
    server.onChanged(({ uris }) => {
      const active = current();
      if (active !== null && (uris.length === 0 || uris.some((uri) => sameUri(uri, active)))) void refresh();
    }),
    server.onProgress(({ path, phase, share }) => {
      if (phase === "opening" || phase === "reading" || phase === "cutting") shares.set(path, share);
      else shares.delete(path);
      if (path === status?.path && status.state === "reading") draw();
      else void refresh();
    }),
    vscode.window.onDidChangeActiveTextEditor(() => void refresh()),
    vscode.window.onDidChangeActiveNotebookEditor(() => void refresh()),
    panel.onActive(() => void refresh()),
    { dispose: () => clearInterval(minute) },
  ];
  void refresh();
  return {
    get shown() {
      return shown;
    },
    cancelRead,
    dispose: () => vscode.Disposable.from(...disposables).dispose(),
  };
}

function tooltipOf({ tooltip, reading }: StatusText): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: ["graphlet.cancelRead", commands.showLog] };
  for (const line of tooltip) markdown.appendText(line).appendMarkdown("\n\n");
  if (reading) markdown.appendMarkdown(`[${vscode.l10n.t("Cancel")}](command:graphlet.cancelRead) · `);
  return markdown.appendMarkdown(`[${vscode.l10n.t("Show Log")}](command:${commands.showLog})`);
}
