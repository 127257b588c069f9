import * as vscode from "vscode";
import {
  type CancelReadParams,
  type FromStorePage,
  requests,
  type StorePage,
  type StoreParams,
  type ToStorePage,
  type TreeTarget,
} from "../../../server/src/protocol.ts";
import { storePathOf, storeUriOf } from "../../../server/src/workspace/storeUri.ts";
import { sameUri } from "../documents.ts";
import { log } from "../output.ts";
import type { GraphPanels } from "../panels.ts";
import type { Records } from "../records.ts";
import type { Server } from "../server.ts";
import type { TraceTree } from "../tree/traceTree.ts";
import { fromStorePage } from "./messages.ts";

/** What a store's page leads to. */
export interface PageParts {
  readonly server: Server;
  readonly panel: GraphPanels;
  readonly records: Records;
  readonly tree: TraceTree;
}

/** What is told of a page to who listens. */
export interface PageEvents {
  readonly messages: vscode.EventEmitter<FromStorePage>;
  readonly posts: vscode.EventEmitter<ToStorePage>;
}

/** Keeps one page of a store in step with the store, until it is disposed of. */
export function openStorePage(
  uri: vscode.Uri,
  webview: vscode.Webview,
  { server, panel, records, tree }: PageParts,
  { messages, posts }: PageEvents,
): vscode.Disposable {
  const named = storePathOf(uri.toString());
  const path = named ?? uri.fsPath;
  const storeUri = storeUriOf(path);
  let page: StorePage | null = null;
  let round = 0;
  let reading = false;
  let closed = false;

  function post(message: ToStorePage): void {
    if (closed) return;
    posts.fire(message);
    void webview.postMessage(message);
  }

  async function load(again: boolean): Promise<void> {
    const mine = ++round;
    reading = true;
    post({ type: "reading", share: null });
    const answer = await ask(again);
    if (mine !== round) return;
    reading = false;
    page = answer;
    post({ type: "page", page });
  }

  async function ask(again: boolean): Promise<StorePage> {
    const failed = (message: string): StorePage => ({ type: "failure", reason: "failed", message });
    if (named === null && uri.scheme !== "file")
      return failed(vscode.l10n.t("Stores are read from this machine's disk only."));
    const params: StoreParams = { path, again };
    const answer = await server.request<StorePage>(requests.store, params);
    // As the explorer names it: a path from the root tells little in a workspace. Copy Path has the whole one.
    if (answer?.type === "store" && named === null) return { ...answer, path: vscode.workspace.asRelativePath(uri) };
    return answer ?? failed(vscode.l10n.t("The language server did not answer. The log says why."));
  }

  function targetOf(pipeline: string | null): TreeTarget | null {
    return (page?.type === "store" && page.pipelines.find(({ name }) => name === pipeline)?.target) || null;
  }

  async function handle(message: FromStorePage): Promise<void> {
    switch (message.type) {
      case "ready":
        // A page that was hidden comes back empty: it gets what it had.
        if (page && !reading) post({ type: "page", page });
        else if (!reading) await load(false);
        return;
      case "show": {
        if (message.what === "tree") {
          await tree.reveal(path, message.pipeline);
          return;
        }
        const target = targetOf(message.pipeline);
        if (target) await panel.show({ uri: target.uri, pipeline: target.pipeline, level: "pipeline" });
        return;
      }
      case "record": {
        const { node, pipeline } = message;
        const found =
          page?.type === "store" && page.waste.find((one) => one.node === node && one.pipeline === pipeline);
        if (!found) return;
        const { uri: of, pipeline: named } = found.target;
        await records.open({ uri: of, pipeline: named, record: { type: "node", node } });
        return;
      }
      case "action":
        return act(message.action);
      case "error":
        log().error(`Trace summary: ${message.message}`);
    }
  }

  async function act(action: Extract<FromStorePage, { type: "action" }>["action"]): Promise<void> {
    switch (action) {
      case "cancel": {
        const params: CancelReadParams = { path };
        await server.request(requests.cancelRead, params);
        return;
      }
      case "retry":
        return load(true);
      case "showLog":
        log().show();
        return;
      case "openOtherwise":
        await vscode.commands.executeCommand("workbench.action.reopenWithEditor");
        return;
      case "copyPath":
        await vscode.env.clipboard.writeText(path);
    }
  }

  const listening = [
    webview.onDidReceiveMessage((value: unknown) => {
      const message = fromStorePage(value);
      if (!message) {
        log().warn(`A trace summary sent a message that is not understood: ${JSON.stringify(value)?.slice(0, 500)}`);
        return;
      }
      messages.fire(message);
      void handle(message);
    }),
    server.onChanged(({ uris }) => {
      if (uris.length === 0 || uris.some((one) => sameUri(one, storeUri))) void load(false);
    }),
    server.onProgress((progress) => {
      const { phase } = progress;
      const isBusy = phase === "opening" || phase === "reading" || phase === "cutting";
      if (reading && isBusy && progress.path === path) post({ type: "reading", share: progress.share });
    }),
  ];
  return {
    dispose() {
      closed = true;
      vscode.Disposable.from(...listening).dispose();
    },
  };
}
