import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type {
  Changed,
  DetailsLink,
  FromWebview,
  LocateParams,
  OpenRecordArguments,
  ShowGraphArguments,
  ToWebview,
  View,
  ViewFailure,
} from "../../server/src/protocol.ts";
import { commands, requests } from "../../server/src/protocol.ts";
import { sameUri } from "./documents.ts";
import { fromWebview, panelState } from "./messages.ts";
import { log } from "./output.ts";
import { panelHtml } from "./panelHtml.ts";
import { type Asked, askedBefore, detailsOf, nodeOf, openingOf, pinned, viewOf } from "./panelModel.ts";
import { createRevealer, type Place, type Revealer } from "./reveal.ts";
import type { Server } from "./server.ts";
import { viewMessages } from "./viewMessages.ts";

export const panelType = "graphlet.graph";

/** Milliseconds that the page has to make a picture. */
const patience = 60_000;

/** The one panel with the graph, beside the code. */
export interface GraphPanel extends vscode.Disposable {
  /** Shows what a command asked for, in the panel that is open or in a new one. */
  show(given: ShowGraphArguments): Promise<void>;
  /** Takes up a panel that VS Code kept over a reload. */
  restore(panel: vscode.WebviewPanel, state: unknown): void;
  /** Selects the node that stands for a definition's node, where the panel shows that definition. */
  selectDefinitionNode(uri: string, node: string): void;
  /** Sends a message to the page. */
  post(message: ToWebview): Thenable<boolean>;
  /** Handles a message as if the page had sent it. */
  receive(message: unknown): Promise<void>;
  /** What is shown; null without a panel, or before there is anything. */
  readonly view: View | null;
  /** The picture that is shown as the text of an SVG or a PNG in base 64; null where the page has none, or does not answer. */
  picture(format: "svg" | "png"): Promise<string | null>;
  /** URI of the definition that is shown; null without a panel. */
  readonly uri: string | null;
  /** The same while the panel is in front, else null. */
  readonly activeUri: string | null;
  readonly onActive: vscode.Event<void>;
  readonly revealer: Revealer;
  readonly onMessage: vscode.Event<FromWebview>;
  readonly onPost: vscode.Event<ToWebview>;
}

export function createPanel(extension: vscode.Uri, server: Server): GraphPanel {
  const dist = vscode.Uri.joinPath(extension, "dist");
  const messages = new vscode.EventEmitter<FromWebview>();
  const posts = new vscode.EventEmitter<ToWebview>();
  const active = new vscode.EventEmitter<void>();
  let panel: vscode.WebviewPanel | undefined;
  let asked: Asked | null = null;
  let view: View | null = null;
  let ready = false;
  /** Id of the view's node that is selected. */
  let selected: string | null = null;
  let loading: vscode.CancellationTokenSource | undefined;
  /** Who waits for a picture, by the number of the question. */
  const exports = new Map<number, (data: string | null) => void>();
  let questions = 0;
  const revealer = createRevealer(() => panel?.viewColumn);

  function post(message: ToWebview): Thenable<boolean> {
    posts.fire(message);
    if (!panel || !ready) return Promise.resolve(false);
    const { webview } = panel;
    const messages = message.type === "view" ? viewMessages(message) : [message];
    return Promise.all(messages.map((one) => webview.postMessage(one))).then((sent) => sent.every(Boolean));
  }

  /** Makes the view that is asked for; `select`: the definition's node to select in it. */
  async function load(select: string | null): Promise<void> {
    if (!asked) return;
    loading?.cancel();
    const source = new vscode.CancellationTokenSource();
    loading = source;
    void post({ type: "loading", what: vscode.l10n.t("Reading the trace and the definition…") });
    const wanted = asked;
    const answer = await viewOf(server, wanted, source.token);
    if (source.token.isCancellationRequested || loading !== source) return;
    loading = undefined;
    asked = pinned(wanted, answer);
    view = answer;
    if (panel) panel.title = titleOf(answer);
    const node = nodeOf(answer, select);
    selected = node ?? selected;
    void post({ type: "view", view: answer, select: node });
  }

  function open(target: vscode.WebviewPanel): void {
    panel = target;
    ready = false;
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.iconPath = vscode.Uri.joinPath(extension, "media", "icon.png");
    panel.webview.onDidReceiveMessage((message: unknown) => void receive(message));
    panel.onDidChangeViewState(() => active.fire());
    panel.onDidDispose(() => {
      if (panel !== target) return;
      panel = undefined;
      ready = false;
      loading?.cancel();
      view = null;
      asked = null;
      selected = null;
    });
    panel.webview.html = page(target.webview, dist);
  }

  async function show(given: ShowGraphArguments): Promise<void> {
    if (panel) panel.reveal(panel.viewColumn, true);
    else {
      const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      open(vscode.window.createWebviewPanel(panelType, vscode.l10n.t("Provenance Graph"), beside));
    }
    const opening = await openingOf(server, given);
    asked = opening.asked;
    await load(opening.node);
  }

  async function receive(value: unknown): Promise<void> {
    const message = fromWebview(value);
    if (!message) {
      log().warn(`The graph sent a message that is not understood: ${JSON.stringify(value)?.slice(0, 500)}`);
      return;
    }
    messages.fire(message);
    await handle(message);
  }

  async function handle(message: FromWebview): Promise<void> {
    switch (message.type) {
      case "ready":
        ready = true;
        asked ??= message.state ? askedBefore(message.state) : null;
        // A page that was hidden comes back empty: it gets the picture that it had.
        if (view && !loading) void post({ type: "view", view, select: message.state?.selected ?? selected });
        else if (!loading) await load(null);
        return;
      case "select":
        return select(message.node, message.reveal);
      case "show":
        if (!asked) return;
        asked = {
          uri: asked.uri,
          pipeline: asked.pipeline,
          level: message.level,
          trainer: message.trainer,
          against: message.against,
          range: message.range,
          artifacts: message.artifacts ?? asked.artifacts,
          around: message.around,
          opened: message.opened,
          selection: message.selection,
        };
        return load(null);
      case "follow":
        return follow(message.link);
      case "filterTraces":
        return vscode.commands.executeCommand("graphlet.filterTraces", message.range);
      case "copy":
        return vscode.env.clipboard.writeText(message.text);
      case "action":
        return act(message.action);
      case "error":
        log().error(`Graph: ${message.message}`);
        return;
      case "exported":
        exports.get(message.id)?.(message.data);
        return;
      case "drawn":
        log().debug(`Drew ${message.nodes} nodes and ${message.edges} edges in ${message.layoutMs} ms.`);
    }
  }

  function picture(format: "svg" | "png"): Promise<string | null> {
    const id = ++questions;
    return new Promise<string | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), patience);
      exports.set(id, (data) => {
        clearTimeout(timer);
        resolve(data);
      });
      void post({ type: "export", id, format }).then((sent) => sent || exports.get(id)?.(null));
    }).finally(() => exports.delete(id));
  }

  async function select(node: string | null, reveal: boolean): Promise<void> {
    selected = node;
    if (!asked || node === null) return;
    const uri = asked.uri;
    const definitionNode = view?.type === "graph" ? view.nodes.find(({ id }) => id === node)?.definitionNode : null;
    await Promise.all([
      detailsOf(server, asked, node).then((details) => post({ type: "details", details, node })),
      reveal && definitionNode ? locate(uri, definitionNode) : null,
    ]);
  }

  async function locate(uri: string, node: string): Promise<void> {
    const params: LocateParams = { uri, node };
    const place = await server.request<Place>(requests.locate, params);
    if (place) await revealer.reveal(place);
  }

  async function follow(link: DetailsLink): Promise<void> {
    if (!asked) return;
    switch (link.type) {
      case "source":
        return locate(asked.uri, link.node);
      case "graphlet":
        asked = { uri: asked.uri, pipeline: asked.pipeline, level: "graphlet", trainer: link.trainer };
        return load(null);
      case "compare": {
        const { uri, pipeline } = asked;
        asked = { uri, pipeline, level: "compare", trainer: link.trainer, against: link.against };
        return load(null);
      }
      case "record": {
        const { uri, pipeline } = asked;
        const given: OpenRecordArguments = { uri, pipeline, record: link.record };
        return vscode.commands.executeCommand(commands.openRecord, given);
      }
      case "select":
        if (view) await post({ type: "view", view, select: link.node });
    }
  }

  async function act(action: (FromWebview & { type: "action" })["action"]): Promise<void> {
    switch (action) {
      case "chooseTrace":
        await vscode.commands.executeCommand(commands.chooseTrace, asked?.uri);
        return;
      case "openDefinition":
        if (asked) await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(asked.uri));
        return;
      case "retry":
        return load(null);
      case "showLog":
        log().show();
        return;
      case "cancel":
        loading?.cancel();
        loading = undefined;
        await vscode.commands.executeCommand("graphlet.cancelRead");
        if (view) await post({ type: "view", view, select: null });
        else await post({ type: "view", view: cancelled(), select: null });
    }
  }

  function changed({ uris }: Changed): void {
    const shown = asked?.uri;
    if (!panel || shown === undefined) return;
    if (uris.length === 0 || uris.some((uri) => sameUri(uri, shown))) void load(null);
  }

  const listening = [
    server.onChanged(changed),
    server.onProgress((progress) => void (loading && post({ type: "progress", progress }))),
  ];

  return {
    show,
    restore(restored, state) {
      const before = panelState(state);
      asked = before ? askedBefore(before) : null;
      if (panel) panel.dispose();
      open(restored);
    },
    selectDefinitionNode(uri, node) {
      if (asked && sameUri(asked.uri, uri)) void post({ type: "selectDefinitionNode", node });
    },
    post,
    receive,
    picture,
    get view() {
      return panel ? view : null;
    },
    get uri() {
      return panel ? (asked?.uri ?? null) : null;
    },
    get activeUri() {
      return panel?.active ? (asked?.uri ?? null) : null;
    },
    onActive: active.event,
    revealer,
    onMessage: messages.event,
    onPost: posts.event,
    dispose() {
      loading?.cancel();
      vscode.Disposable.from(...listening, messages, posts, active, revealer).dispose();
    },
  };
}

function page(webview: vscode.Webview, dist: vscode.Uri): string {
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  return panelHtml({
    cspSource: webview.cspSource,
    script: address("webview.js"),
    style: address("webview.css"),
    worker: address("elk-worker.js"),
    quickWorker: address("layout-worker.js"),
    nonce: randomBytes(16).toString("base64"),
    language: vscode.env.language,
    title: vscode.l10n.t("Provenance Graph"),
    layoutDeadline: vscode.workspace.getConfiguration("graphlet").get("graph.layoutDeadline", 10),
  });
}

const titleOf = (view: View): string => (view.type !== "failure" ? view.title : vscode.l10n.t("Provenance Graph"));

const cancelled = (): ViewFailure => ({
  type: "failure",
  message: vscode.l10n.t("Reading was cancelled."),
  action: "retry",
});
