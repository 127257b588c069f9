// `npm start`: opens VS Code with the extension on examples/: the desktop VS Code where there is one, else VS Code in the browser.
//   --port N    port of VS Code in the browser (else a free one)
//   --browser   VS Code in the browser even where there is a desktop one
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { address, installExtension, remoteUri, startServer } from "./vscode/codeServer.ts";
import { root, vsix } from "./vscode/paths.ts";
import { writeSettings } from "./vscode/settings.ts";

const folder = path.join(root, "examples");

function options(): { readonly port: number; readonly browser: boolean } {
  const { values } = parseArgs({ options: { port: { type: "string" }, browser: { type: "boolean" } } });
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`Not a port: ${values.port}`);
  return { port, browser: values.browser ?? values.port !== undefined };
}

/** What is opened, at the line of its trainer: `/…/pipeline.py:66`. */
function example(): string {
  const file = path.join(folder, "taxi/pipeline.py");
  const lines = readFileSync(file, "utf8").split("\n");
  return `${file}:${lines.findIndex((line) => line.includes("trainer = ")) + 1}`;
}

/** Runs a program of the build with its output on the terminal; ends this one where it fails. */
function must(command: string, ...args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

const isInstalled = (command: string) => spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;

/** The installed VS Code, with folders of its own, until its window is closed. */
function openDesktop(temp: string): void {
  must("node", "esbuild.mjs");
  console.log("Opening VS Code on examples/; this ends when its window is closed.");
  const own = [`--user-data-dir=${path.join(temp, "data")}`, `--extensions-dir=${path.join(temp, "extensions")}`];
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const development = `--extensionDevelopmentPath=${root}`;
  must("code", "--new-window", "--wait", ...own, ...sandbox, development, folder, "--goto", example());
}

/** VS Code in the browser, until it is interrupted. */
async function openBrowser(temp: string, port: number): Promise<void> {
  must("bash", "tools/install.sh", "vscode");
  must("node", "scripts/package.ts");
  const folders = { userDataDir: path.join(temp, "data"), extensionsDir: path.join(temp, "extensions") };
  await installExtension(vsix, folders);
  const server = await startServer({ ...folders, port });
  const opened = address(server, {
    folder,
    payload: [
      ["gotoLineMode", "true"],
      ["openFile", remoteUri(server, example())],
    ],
  });
  console.log(`\nGraphlet runs in VS Code at ${opened}\nCtrl-C ends it.`);
  interrupted = () => void server.stop();
  await server.ended;
}

let interrupted: () => void = () => process.exit(130);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted());

try {
  const { port, browser } = options();
  const temp = mkdtempSync(path.join(tmpdir(), "graphlet-start-"));
  process.on("exit", () => rmSync(temp, { recursive: true, force: true, maxRetries: 5 }));
  await writeSettings(path.join(temp, "data"));
  if (!browser && isInstalled("code")) openDesktop(temp);
  else await openBrowser(temp, port);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
