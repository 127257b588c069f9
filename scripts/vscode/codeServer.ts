// VS Code's server and workbench from npm (code-server), on the loopback.
import { execFile, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { programs } from "./paths.ts";

export interface Folders {
  readonly userDataDir: string;
  readonly extensionsDir: string;
}

export interface CodeServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly pid: number;
  /** Milliseconds until it listened. */
  readonly ms: number;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface ServerOptions extends Folders {
  /** 0: any free one. */
  readonly port?: number;
  /** Lets a page hand over an extension under development and its tests. */
  readonly testDriver?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly log?: (text: string) => void;
}

const entry = () => path.join(programs.codeServer, "out/node/entry.js");

/** The environment of code-server: no gallery, and nothing of its own in the user's folders. */
function environment({ userDataDir }: Folders, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    XDG_CACHE_HOME: path.join(userDataDir, "xdg/cache"),
    XDG_CONFIG_HOME: path.join(userDataDir, "xdg/config"),
    XDG_DATA_HOME: path.join(userDataDir, "xdg/data"),
    ...more,
  };
  for (const name of Object.keys(env)) {
    // Left by the terminal of a surrounding VS Code, the first two make code-server open the folder there.
    if (name.startsWith("VSCODE_") || name === "NODE_OPTIONS" || name.startsWith("npm_")) delete env[name];
  }
  return env;
}

/** Arguments that keep code-server out of the user's own folders. */
async function ownFolders({ userDataDir, extensionsDir }: Folders): Promise<string[]> {
  await mkdir(path.join(userDataDir, "User"), { recursive: true });
  await mkdir(extensionsDir, { recursive: true });
  const config = path.join(userDataDir, "code-server.yaml");
  await writeFile(config, "auth: none\n");
  return ["--config", config, "--user-data-dir", userDataDir, "--extensions-dir", extensionsDir];
}

/** Installs a packaged extension, as a user does. Rejects with what code-server said. */
export async function installExtension(file: string, folders: Folders): Promise<void> {
  const args = [entry(), ...(await ownFolders(folders)), "--install-extension", file];
  await promisify(execFile)(programs.node, args, { env: environment(folders) });
}

/** Starts code-server and waits until it listens. It ends with `stop()`, with everything that it started. */
export async function startServer(options: ServerOptions): Promise<CodeServer> {
  const { port = 0, testDriver = false, env = {}, log = () => {} } = options;
  const started = performance.now();
  const args = [
    entry(),
    ...(await ownFolders(options)),
    ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`],
    ...["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-proxy"],
    ...["--disable-getting-started-override", "--ignore-last-opened"],
    ...(testDriver ? ["--vscode-option", "enable-smoke-test-driver"] : []),
  ];
  // A process group of its own, so that stopping reaches its extension hosts.
  const child = spawn(programs.node, args, {
    env: environment(options, env),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = new Promise<void>((done) => {
    child.once("exit", () => done());
    child.once("error", () => done());
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    const take = (data: Buffer) => {
      output += data;
      log(String(data));
      const listening = /listening on (http:\/\/[\d.]+:\d+)/.exec(output);
      if (listening?.[1]) resolve(listening[1]);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`code-server ended with ${code}:\n${output}`)));
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error("code-server has no process id");
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-pid, name);
    } catch {
      // It has ended meanwhile.
    }
  };
  return {
    url,
    pid,
    ms: performance.now() - started,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      signal("SIGTERM");
      const patience = setTimeout(() => signal("SIGKILL"), 5000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/** A file's URI as the workbench in the browser names it; a line may follow the path (`:66`). */
export function remoteUri(server: Pick<CodeServer, "url">, file: string): string {
  const place = path
    .resolve(file)
    .split("/")
    .map(encodeURIComponent)
    .join("/")
    .replace(/%3A(\d+)$/, ":$1");
  return `vscode-remote://${new URL(server.url).host}${place}`;
}

export interface Opened {
  readonly folder?: string | undefined;
  readonly workspace?: string | undefined;
  /** VS Code's own list of environment pairs for the workbench in a browser. */
  readonly payload?: readonly (readonly [string, string])[];
}

/** The address that opens a folder or workspace. */
export function address(server: Pick<CodeServer, "url">, { folder, workspace, payload = [] }: Opened): string {
  const url = new URL(server.url);
  if (folder) url.searchParams.set("folder", path.resolve(folder));
  if (workspace) url.searchParams.set("workspace", path.resolve(workspace));
  if (payload.length > 0) url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}
