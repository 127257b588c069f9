import * as vscode from "vscode";
import type { FromWebview, ShowGraphArguments, ToWebview, View } from "../../server/src/protocol.ts";
import { createPanel, type GraphPanel, type PanelParts } from "./panel.ts";
import { openingOf, type Start, startBefore } from "./panelModel.ts";
import { createRevealer, type Revealer } from "./reveal.ts";
import type { Server } from "./server.ts";

export const panelType = "graphlet.graph";

/** The panels with graphs. What commands ask of "the" graph, they ask of the one that was in use last. */
export interface GraphPanels extends vscode.Disposable {
  /** Shows what a command asked for: in the panel in use last of those that are not locked, or in a new one. */
  show(given: ShowGraphArguments): Promise<void>;
  /** Opens a further panel to the side, with what was asked for; null: with what the panel in use shows. */
  openAnother(given: ShowGraphArguments | null): Promise<void>;
  /** Takes up a panel that VS Code kept over a reload. */
  restore(panel: vscode.WebviewPanel, state: unknown): void;
  /** Selects the node that stands for a definition's node in all panels that follow the cursor and show that definition. */
  selectDefinitionNode(uri: string, node: string): void;
  /** Whether a panel follows the cursor. */
  readonly isFollowing: boolean;
  /** Locks the panel in use, or lets it follow. */
  lock(isLocked: boolean): void;
  /** Of the panel in use: see {@link GraphPanel}. */
  post(message: ToWebview): Thenable<boolean>;
  receive(message: unknown): Promise<void>;
  picture(format: "svg" | "png"): Promise<string | null>;
  readonly view: View | null;
  /** URI of the definition that the panel in use shows; null without a panel. */
  readonly uri: string | null;
  /** The same while a panel is in front, else null. */
  readonly activeUri: string | null;
  readonly onActive: vscode.Event<void>;
  readonly revealer: Revealer;
  readonly onMessage: vscode.Event<FromWebview>;
  readonly onPost: vscode.Event<ToWebview>;
}

const nothing: Start = { asked: null, selected: null, isLocked: false };

export function createPanels(extension: vscode.Uri, server: Server): GraphPanels {
  const messages = new vscode.EventEmitter<FromWebview>();
  const posts = new vscode.EventEmitter<ToWebview>();
  const active = new vscode.EventEmitter<void>();
  /** The one in use last comes last. */
  const panels: GraphPanel[] = [];
  /** The one in front; a command may have brought up another, which is in use, without taking the focus from it. */
  const current = (): GraphPanel | undefined => panels.find(({ isActive }) => isActive) ?? panels.at(-1);
  const revealer = createRevealer(() => current()?.column);

  const parts: PanelParts = {
    extension,
    server,
    revealer,
    onMessage: (message) => messages.fire(message),
    onPost: (message) => posts.fire(message),
    onState(panel) {
      if (panel.isActive) use(panel);
      tellLock();
      active.fire();
    },
    onClosed(panel) {
      remove(panel);
      tellLock();
      active.fire();
    },
  };

  function remove(panel: GraphPanel): void {
    const index = panels.indexOf(panel);
    if (index >= 0) panels.splice(index, 1);
  }

  function use(panel: GraphPanel): void {
    remove(panel);
    panels.push(panel);
  }

  function tellLock(): void {
    void vscode.commands.executeCommand("setContext", "graphlet.graphLocked", current()?.isLocked === true);
  }

  function take(webview: vscode.WebviewPanel, start: Start): GraphPanel {
    const panel = createPanel(parts, webview, start);
    use(panel);
    tellLock();
    return panel;
  }

  function open(start: Start): GraphPanel {
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    return take(vscode.window.createWebviewPanel(panelType, vscode.l10n.t("Provenance Graph"), beside), start);
  }

  return {
    async show(given) {
      const free = panels.findLast(({ isLocked }) => !isLocked);
      if (free) {
        use(free);
        tellLock();
        free.bringToFront();
      }
      const panel = free ?? open(nothing);
      await panel.show(await openingOf(server, given));
    },
    async openAnother(given) {
      const shown = current()?.start;
      if (given) await open(nothing).show(await openingOf(server, given));
      else if (shown) open({ ...shown, isLocked: false });
    },
    restore(webview, state) {
      take(webview, startBefore(state));
    },
    selectDefinitionNode(uri, node) {
      for (const panel of panels) if (!panel.isLocked) panel.selectDefinitionNode(uri, node);
    },
    get isFollowing() {
      return panels.some(({ isLocked }) => !isLocked);
    },
    lock: (isLocked) => current()?.lock(isLocked),
    post: (message) => current()?.post(message) ?? Promise.resolve(false),
    receive: async (message) => current()?.receive(message),
    picture: async (format) => current()?.picture(format) ?? null,
    get view() {
      return current()?.view ?? null;
    },
    get uri() {
      return current()?.uri ?? null;
    },
    get activeUri() {
      return current()?.isActive ? (current()?.uri ?? null) : null;
    },
    onActive: active.event,
    revealer,
    onMessage: messages.event,
    onPost: posts.event,
    dispose: () => vscode.Disposable.from(messages, posts, active, revealer).dispose(),
  };
}
