// Runs the suites inside a real VS Code, against the packaged extension.
//   VSCODE_EXECUTABLE=/path/to/code   a desktop VS Code
//   VSCODE_VERSION=stable|1.140.0|…   a desktop VS Code that @vscode/test-electron downloads
//   (neither)                         code-server and Chromium, through codeShim.ts
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import path from "node:path";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { type Folders, installExtension } from "../../../scripts/vscode/codeServer.ts";
import { root, vsix } from "../../../scripts/vscode/paths.ts";
import { type TempFolder, tempFolder } from "./browser.ts";
import { buildSuites } from "./buildSuites.ts";

interface Run {
  readonly suite: string;
  /** Copied before it is opened: tests change files. */
  readonly folder: string;
}

const runs: readonly Run[] = [
  { suite: "suite", folder: "examples" },
  { suite: "suite-formats", folder: "test/vscode/fixtures/formats" },
  { suite: "suite-plain", folder: "test/vscode/fixtures/plain" },
];

const executable = process.env["VSCODE_EXECUTABLE"] ?? (await download(process.env["VSCODE_VERSION"]));

async function download(version: string | undefined): Promise<string | null> {
  return version ? downloadAndUnzipVSCode(version) : null;
}

async function install(folders: Folders): Promise<void> {
  if (!executable) return installExtension(vsix, folders);
  const [command, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  if (!command) throw new Error(`${executable} has no command line.`);
  const { userDataDir, extensionsDir } = folders;
  const own = [`--user-data-dir=${userDataDir}`, `--extensions-dir=${extensionsDir}`];
  execFileSync(command, [...args, ...own, "--install-extension", vsix], { stdio: "inherit" });
}

async function runSuite({ suite, folder }: Run, temp: TempFolder): Promise<void> {
  const folders = { userDataDir: path.join(temp.dir, "data"), extensionsDir: path.join(temp.dir, "extensions") };
  const workspace = path.join(temp.dir, "workspace");
  await cp(path.join(root, folder), workspace, { recursive: true });
  await install(folders);
  await runTests({
    vscodeExecutablePath: executable ?? path.join(import.meta.dirname, "codeShim.ts"),
    extensionDevelopmentPath: path.join(root, "test/vscode/driver"),
    extensionTestsPath: path.join(root, `out/${suite}/index.js`),
    extensionTestsEnv: { GRAPHLET_TEST_NAME: suite },
    launchArgs: [workspace, `--user-data-dir=${folders.userDataDir}`, `--extensions-dir=${folders.extensionsDir}`],
  });
}

if (!existsSync(vsix)) {
  console.error(`${path.basename(vsix)} is missing: run \`npm run package\` first.`);
  process.exit(1);
}
await buildSuites(runs.map((run) => run.suite));
const only = process.argv.slice(2);
for (const run of runs.filter((one) => only.length === 0 || only.includes(one.suite))) {
  const temp = await tempFolder();
  try {
    await runSuite(run, temp);
  } catch (error) {
    console.error(String(error));
    process.exitCode = 1;
  } finally {
    await temp.remove();
  }
}
