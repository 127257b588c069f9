import * as vscode from "vscode";
import {
  type Changed,
  commands,
  type InitializationOptions,
  notifications,
  type PasswordParams,
  type ReadProgress,
  serverRequests,
} from "../../server/src/protocol.ts";
import type { Credentials } from "./databases/credentials.ts";
import { tellOnce } from "./failures.ts";
import { log, messageOf } from "./output.ts";
import { bundledPages } from "./rules.ts";

type Client = import("vscode-languageclient/node").LanguageClient;

/** The language server, started when it is first needed. */
export interface Server extends vscode.Disposable {
  /** Resolves when the server answers; starts it where it is not running. */
  start(): Promise<void>;
  /** Sends one of our own requests. Null where it failed or was cancelled; failures are logged. */
  request<T>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<T | null>;
  /** Tells a running server something. */
  announce(method: string): void;
  readonly running: boolean;
  readonly onChanged: vscode.Event<Changed>;
  readonly onProgress: vscode.Event<ReadProgress>;
  readonly onRunning: vscode.Event<boolean>;
  /** Ends the server and waits for it, 2 s at most. */
  stop(): Promise<void>;
}

/** Which of these files are definitions shows in their text: the server answers with nothing for all others. */
const selector = [
  { scheme: "file", language: "python" },
  { scheme: "file", pattern: "**/*.{yaml,yml,json,pbtxt,textproto,pbtext,txtpb,textpb}" },
  { scheme: "file", pattern: "**/{dvc.lock,MLproject}" },
  { notebook: { scheme: "file", notebookType: "jupyter-notebook" }, language: "python" },
];

/** Nothing runs before the first `start` or `request`; the client's library is loaded only then. */
export function createServer(
  context: vscode.ExtensionContext,
  options: () => InitializationOptions,
  credentials: Credentials,
): Server {
  const changed = new vscode.EventEmitter<Changed>();
  const progress = new vscode.EventEmitter<ReadProgress>();
  const running = new vscode.EventEmitter<boolean>();
  let starting: Promise<Client | null> | undefined;
  let isRunning = false;

  async function launch(): Promise<Client | null> {
    // Activation ends first: loading the library takes longer than all the rest of it.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const { LanguageClient, RevealOutputChannelOn, State, TransportKind } = await import("vscode-languageclient/node");
    const module = context.asAbsolutePath("dist/server.js");
    const client = new LanguageClient(
      "graphlet",
      "Graphlet",
      {
        run: { module, transport: TransportKind.ipc },
        debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--inspect=6019"] } },
      },
      {
        documentSelector: selector,
        outputChannel: log(),
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: options,
        markdown: { isTrusted: { enabledCommands: Object.values(commands) }, supportHtml: false },
        middleware: bundledPages(context.extensionUri),
        initializationFailedHandler: (error) => {
          void tellOnce(vscode.l10n.t("The language server of Graphlet could not start: {0}", messageOf(error)));
          return false;
        },
      },
    );
    client.onDidChangeState(({ newState }) => {
      isRunning = newState === State.Running;
      running.fire(isRunning);
    });
    client.onRequest(serverRequests.password, ({ account }: PasswordParams) => credentials.get(account));
    client.onNotification(notifications.changed, (value: Changed) => changed.fire(value));
    client.onNotification(notifications.progress, (value: ReadProgress) => progress.fire(value));
    try {
      await client.start();
      return client;
    } catch (error) {
      await tellOnce(vscode.l10n.t("The language server of Graphlet could not start: {0}", messageOf(error)));
      return null;
    }
  }

  const ready = (): Promise<Client | null> => {
    starting ??= launch();
    return starting;
  };

  async function stop(): Promise<void> {
    const client = await starting;
    starting = undefined;
    if (client?.needsStop()) await client.stop(2000);
  }

  return {
    start: async () => {
      await ready();
    },
    async request<T>(method: string, params: unknown, token?: vscode.CancellationToken) {
      const client = await ready();
      if (!client) return null;
      try {
        // An absent token would be sent as a further parameter, and stand where the server expects its own.
        return await (token ? client.sendRequest<T>(method, params, token) : client.sendRequest<T>(method, params));
      } catch (error) {
        if (!token?.isCancellationRequested) log().error(`${method}: ${messageOf(error)}`);
        return null;
      }
    },
    announce(method) {
      // A server that is not running is told when it starts.
      if (isRunning) void ready().then((client) => client?.sendNotification(method));
    },
    get running() {
      return isRunning;
    },
    onChanged: changed.event,
    onProgress: progress.event,
    onRunning: running.event,
    stop,
    dispose() {
      for (const emitter of [changed, progress, running]) emitter.dispose();
    },
  };
}
