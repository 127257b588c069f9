import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import {
  createProtocolConnection,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

import { nodeProgram, threads } from "../../scripts/bundle/options.ts";
import { serverRequests } from "../../server/src/protocol.ts";

/** The server as it ships, in a folder of its own. */
export interface Bundle {
  readonly path: string;
  remove(): void;
}

/** Bundles the server and its workers with the settings of the project's own build. */
export async function bundleServer(): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), "graphlet-server-"));
  await build({ ...nodeProgram, entryPoints: { server: "server/src/main.ts", ...threads }, outdir: folder });
  copyFileSync("node_modules/sql.js/dist/sql-wasm.wasm", join(folder, "sql-wasm.wasm"));
  return { path: join(folder, "server.js"), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What the tests send as the editor. */
export interface Session {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** What the server wrote to its log, in order. */
  readonly log: readonly string[];
  /** From now on the editor keeps this password. */
  setPassword(password: string): void;
  stop(): Promise<void>;
}

export interface SessionOptions {
  /** Folder of the workspace. */
  readonly folder: string;
  readonly initializationOptions?: unknown;
  /** What `workspace/configuration` answers for the section `graphlet`. */
  readonly settings?: unknown;
  /** The password that the editor keeps for every database; null: none. */
  readonly password?: string | null;
  /** A module that is loaded into the server before it starts, and what it is told by the environment. */
  readonly preload?: { readonly module: string; readonly env: Readonly<Record<string, string>> };
}

/** Starts a real server process and shakes hands with it, as an editor that pulls diagnostics and refreshes lenses. */
export async function startSession(bundle: Bundle, options: SessionOptions): Promise<Session> {
  const { preload } = options;
  const child = spawn(process.execPath, [...(preload ? ["--import", preload.module] : []), bundle.path, "--stdio"], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...preload?.env },
  });
  const log: string[] = [];
  child.stderr.on("data", (data) => log.push(String(data)));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onNotification("window/logMessage", ({ message }: { message: string }) => {
    log.push(message);
  });
  connection.onRequest("workspace/configuration", ({ items }: { items: readonly unknown[] }) =>
    items.map(() => options.settings ?? {}),
  );
  for (const quiet of [
    "client/registerCapability",
    "workspace/codeLens/refresh",
    "workspace/diagnostic/refresh",
    "window/workDoneProgress/create",
  ]) {
    connection.onRequest(quiet, () => null);
  }
  let kept = options.password ?? null;
  connection.onRequest(serverRequests.password, () => kept);
  connection.listen();
  const uri = pathToFileURL(options.folder).href;
  const initialized = await connection.sendRequest<InitializeResult>("initialize", {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: "workspace" }],
    capabilities: {
      workspace: {
        configuration: true,
        workspaceFolders: true,
        codeLens: { refreshSupport: true },
        diagnostics: { refreshSupport: true },
        didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
        workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
      },
      textDocument: {
        diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true },
        codeAction: {
          codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } },
          resolveSupport: { properties: ["edit"] },
          dataSupport: true,
          disabledSupport: true,
          isPreferredSupport: true,
        },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        hover: { contentFormat: ["markdown", "plaintext"] },
        publishDiagnostics: {
          relatedInformation: true,
          codeDescriptionSupport: true,
          tagSupport: { valueSet: [1, 2] },
        },
      },
      window: { workDoneProgress: true },
      notebookDocument: { synchronization: { dynamicRegistration: true } },
    },
    ...(options.initializationOptions === undefined ? {} : { initializationOptions: options.initializationOptions }),
  });
  await connection.sendNotification("initialized", {});
  return {
    connection,
    initialized,
    log,
    setPassword(password) {
      kept = password;
    },
    stop: () => stop(connection, child),
  };
}

async function stop(connection: ProtocolConnection, child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  await connection.sendRequest("shutdown").catch(() => null);
  await connection.sendNotification("exit").catch(() => null);
  connection.dispose();
  const limit = setTimeout(() => child.kill("SIGKILL"), 2_000);
  if (child.exitCode === null && child.signalCode === null) await gone;
  clearTimeout(limit);
}
