import type * as vscode from "vscode";
import type { FromStorePage, FromWebview, ToStorePage, ToWebview } from "../../server/src/protocol.ts";
import type { StatusText } from "./statusText.ts";
import type { TraceTree } from "./tree/traceTree.ts";

/** What other code, tests among it, sees through `extension.exports`. */
export interface Api {
  /** Resolves when the language server answers; starts it where it is not running. */
  ready(): Promise<void>;
  /** Whether the language server runs. */
  readonly running: boolean;
  /** What the status item shows, null for nothing. */
  readonly status: StatusText | null;
  /** Messages of the graph's page, checked. */
  readonly onWebviewMessage: vscode.Event<FromWebview>;
  /** Messages to the graph's page. */
  readonly onWebviewPost: vscode.Event<ToWebview>;
  /** Sends the graph's page a message; false where it is not open. */
  postToWebview(message: ToWebview): Thenable<boolean>;
  /** Handles a message as if the graph's page had sent it. */
  receiveFromWebview(message: unknown): Promise<void>;
  /** The view of traces in the side bar. */
  readonly traceTree: Pick<TraceTree, "provider" | "filterText" | "setFilter" | "clearFilter" | "revealActive">;
  /** Messages of stores' pages, checked, and to them. */
  readonly onStorePageMessage: vscode.Event<FromStorePage>;
  readonly onStorePagePost: vscode.Event<ToStorePage>;
}
