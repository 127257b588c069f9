import * as vscode from "vscode";
import type {
  Changed,
  DetailsLink,
  FromWebview,
  LocateParams,
  OpenRecordArguments,
  ToWebview,
  View,
  ViewFailure,
} from "../../server/src/protocol.ts";
import { commands, requests } from "../../server/src/protocol.ts";
import { sameUri } from "./documents.ts";
import { fromWebview } from "./messages.ts";
import { log } from "./output.ts";
import { askedBefore, detailsOf, nodeOf, type Opening, pinned, type Start, viewOf } from "./panelModel.ts";
import { panelPage } from "./panelPage.ts";
import { createPictures } from "./pictures.ts";
import type { Place, Revealer } from "./reveal.ts";
import type { Server } from "./server.ts";
import { viewMessages } from "./viewMessages.ts";

/** One panel with the graph, beside the code. */
export interface GraphPanel {
  /** Shows what is asked for. */
  show(opening: Opening): Promise<void>;
  /** Brings it to the front without taking the focus. */
  bringToFront(): void;
  /** Selects the node that stands for a definition's node, where the panel shows that definition. */
  selectDefinitionNode(uri: string, node: string): void;
  /** Sends a message to the page. */
  post(message: ToWebview): Thenable<boolean>;
  /** Handles a message as if the page had sent it. */
  receive(message: unknown): Promise<void>;
  /** Keeps what it shows, whatever the cursor does and commands ask for; or no longer. */
  lock(isLocked: boolean): void;
  readonly isLocked: boolean;
  /** What is shown; null before there is anything. */
  readonly view: View | null;
  /** The picture that is shown; see {@link Pictures.ask}. */
  picture(format: "svg" | "png"): Promise<string | null>;
  /** URI of the definition that is shown; null before there is one. */
  readonly uri: string | null;
  readonly isActive: boolean;
  readonly column: vscode.ViewColumn | undefined;
  /** What another panel begins with to show the same. */
  readonly start: Start;
}

/** What a panel works with, and tells of itself. */
export interface PanelParts {
  readonly extension: vscode.Uri;
  readonly server: Server;
  readonly revealer: Revealer;
  onMessage(message: FromWebview): void;
  onPost(message: ToWebview): void;
  /** It came to the front or went from it, was locked or unlocked. */
  onState(panel: GraphPanel): void;
  onClosed(panel: GraphPanel): void;
}

/** Lets a web view's panel show the graph, until it is closed. */
export function createPanel(parts: PanelParts, panel: vscode.WebviewPanel, start: Start): GraphPanel {
  const { server, revealer } = parts;
  const dist = vscode.Uri.joinPath(parts.extension, "dist");
  let { asked, selected, isLocked } = start;
  let title = vscode.l10n.t("Provenance Graph");
  let view: View | null = null;
  let isReady = false;
  let isClosed = false;
  let loading: vscode.CancellationTokenSource | undefined;
  /** The page has been given no picture yet, so it knows of no selection. */
  let isBare = true;
  /** The definition's node to select in the view that is being made: whoever makes it anew before it is there selects the same. */
  let awaited: string | null = null;
  /** What the page is to open as soon as it shows a history. */
  let tradeOff: string | null = null;
  const pictures = createPictures(post);

  function post(message: ToWebview): Thenable<boolean> {
    parts.onPost(message);
    if (isClosed || !isReady) return Promise.resolve(false);
    const { webview } = panel;
    const messages = message.type === "view" ? viewMessages(message) : [message];
    return Promise.all(messages.map((one) => webview.postMessage(one))).then((sent) => sent.every(Boolean));
  }

  function postView(shown: View, select: string | null): void {
    void post({ type: "view", view: shown, select: select ?? (isBare ? selected : null) });
    if (isReady && shown.type !== "failure") isBare = false;
    if (shown.type !== "history" || tradeOff === null || !isReady) return;
    void post({ type: "tradeOff", node: tradeOff });
    tradeOff = null;
  }

  const postLoading = (): void =>
    void post({ type: "loading", what: vscode.l10n.t("Reading the trace and the definition…") });

  /** Makes the view that is asked for; `select`: the definition's node to select in it. */
  async function load(select: string | null): Promise<void> {
    if (!asked) return;
    loading?.cancel();
    const source = new vscode.CancellationTokenSource();
    loading = source;
    awaited = select;
    postLoading();
    const wanted = asked;
    const answer = await viewOf(server, wanted, source.token);
    if (isClosed || source.token.isCancellationRequested || loading !== source) return;
    // The page goes on saying what is being read until the server tells of a change.
    if (answer.type === "failure" && answer.pending === true) return;
    loading = undefined;
    if (answer.type !== "failure") awaited = null;
    asked = pinned(wanted, answer);
    view = answer;
    // What cannot be shown leaves the last picture, and its name.
    if (answer.type !== "failure") title = answer.title;
    panel.title = shownTitle(title, isLocked);
    const node = nodeOf(answer, select);
    selected = node ?? selected;
    postView(answer, node);
  }

  const loadAgain = (): Promise<void> => load(awaited);

  async function receive(value: unknown): Promise<void> {
    const message = fromWebview(value);
    if (!message) {
      log().warn(`The graph sent a message that is not understood: ${JSON.stringify(value)?.slice(0, 500)}`);
      return;
    }
    parts.onMessage(message);
    await handle(message);
  }

  async function handle(message: FromWebview): Promise<void> {
    switch (message.type) {
      case "ready":
        isReady = true;
        isBare = true;
        void post({ type: "locked", locked: isLocked });
        asked ??= message.state ? askedBefore(message.state) : null;
        selected = message.state?.selected ?? selected;
        // A page that was hidden comes back empty: it gets the picture that it had.
        if (view) postView(view, null);
        if (loading) postLoading();
        else if (!view) await load(null);
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
        pictures.answer(message);
        return;
      case "drawn":
        log().debug(`Drew ${message.nodes} nodes and ${message.edges} edges in ${message.layoutMs} ms.`);
    }
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
      case "setKinds":
        await vscode.commands.executeCommand("workbench.action.openSettings", "graphlet.operatorKinds");
        return;
      case "retry":
        return loadAgain();
      case "showLog":
        log().show();
        return;
      case "cancel":
        loading?.cancel();
        loading = undefined;
        await vscode.commands.executeCommand("graphlet.cancelRead");
        postView(view ?? cancelled(), null);
    }
  }

  function changed({ uris }: Changed): void {
    const shown = asked?.uri;
    if (shown !== undefined && (uris.length === 0 || uris.some((uri) => sameUri(uri, shown)))) void loadAgain();
  }

  const result: GraphPanel = {
    async show(opening) {
      ({ asked, tradeOff } = opening);
      await load(opening.node);
    },
    bringToFront: () => panel.reveal(panel.viewColumn, true),
    selectDefinitionNode(uri, node) {
      if (asked && sameUri(asked.uri, uri)) void post({ type: "selectDefinitionNode", node });
    },
    post,
    receive,
    lock(locked) {
      isLocked = locked;
      panel.title = shownTitle(title, isLocked);
      void post({ type: "locked", locked });
      parts.onState(result);
    },
    picture: pictures.ask,
    get isLocked() {
      return isLocked;
    },
    get view() {
      return view;
    },
    get uri() {
      return asked?.uri ?? null;
    },
    get isActive() {
      return panel.active;
    },
    get column() {
      return panel.viewColumn;
    },
    get start() {
      return { asked, selected, isLocked };
    },
  };

  const listening = [
    server.onChanged(changed),
    server.onProgress((progress) => void (loading && post({ type: "progress", progress }))),
    panel.webview.onDidReceiveMessage((message: unknown) => void receive(message)),
    panel.onDidChangeViewState(() => parts.onState(result)),
  ];
  panel.onDidDispose(() => {
    isClosed = true;
    loading?.cancel();
    pictures.close();
    vscode.Disposable.from(...listening).dispose();
    parts.onClosed(result);
  });
  panel.title = shownTitle(title, isLocked);
  panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
  panel.iconPath = vscode.Uri.joinPath(parts.extension, "media", "icon.png");
  panel.webview.html = panelPage(panel.webview, dist);
  return result;
}

const shownTitle = (title: string, isLocked: boolean): string =>
  isLocked ? vscode.l10n.t("{0} (locked)", title) : title;

const cancelled = (): ViewFailure => ({
  type: "failure",
  message: vscode.l10n.t("Reading was cancelled."),
  action: "retry",
});
