#!/usr/bin/env node
// Takes the place of the `code` executable for @vscode/test-electron where there is no desktop VS Code: the same arguments, the
// same test entry, the same exit code. The workbench runs in Chromium, the extension host in code-server.
import { existsSync, readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { type CodeServer, remoteUri, startServer } from "../../../scripts/vscode/codeServer.ts";
import { root } from "../../../scripts/vscode/paths.ts";
import { writeSettings } from "../../../scripts/vscode/settings.ts";
import { openWorkbench, startBrowser, tempFolder } from "./browser.ts";
import { follow } from "./follow.ts";

interface Arguments {
  readonly folder: string | undefined;
  readonly development: readonly string[];
  readonly tests: string;
  readonly userDataDir: string | undefined;
  readonly extensionsDir: string | undefined;
}

function parse(argv: readonly string[]): Arguments {
  const flags = argv.filter((arg) => arg.startsWith("--"));
  const values = (name: string) =>
    flags.filter((flag) => flag.startsWith(`--${name}=`)).map((flag) => path.resolve(flag.slice(name.length + 3)));
  const tests = values("extensionTestsPath")[0];
  if (!tests) throw new Error("--extensionTestsPath=… is missing");
  return {
    folder: argv.find((arg) => !arg.startsWith("--")),
    development: values("extensionDevelopmentPath"),
    tests,
    userDataDir: values("user-data-dir")[0],
    extensionsDir: values("extensions-dir")[0],
  };
}

const args = parse(process.argv.slice(2));
const verbose = process.env["GRAPHLET_TEST_VERBOSE"] === "1";
const limit = Number(process.env["GRAPHLET_TEST_TIMEOUT"] ?? 300_000);
const temp = await tempFolder();
const userDataDir = args.userDataDir ?? path.join(temp.dir, "data");
const extensionsDir = args.extensionsDir ?? path.join(temp.dir, "extensions");
await writeSettings(userDataDir);
const output = follow(path.join(temp.dir, "output"), process.stdout);

let server: CodeServer | undefined;
let browser: Browser | undefined;

/** The exit code, made 1 where the extension host died before its tests ended: VS Code reports that as 0. */
function proven(code: number): number {
  if (code !== 0) return code;
  const file = `${output.file}.result`;
  const result = existsSync(file) ? readFileSync(file, "utf8") : "none";
  if (result === "passed") return 0;
  console.error(`The extension host ended with code 0, but its tests did not finish (result: ${result}).`);
  return 1;
}

async function finish(code: number): Promise<never> {
  clearTimeout(watchdog);
  output.stop();
  const result = proven(code);
  await browser?.close().catch(() => {});
  await server?.stop();
  const logs = process.env["GRAPHLET_TEST_LOGS"];
  if (logs && existsSync(path.join(userDataDir, "logs"))) {
    await cp(path.join(userDataDir, "logs"), logs, { recursive: true });
  }
  await temp.remove();
  process.exit(result);
}

/** The exit code that the workbench reports once the tests have run; rejects when the page crashes. */
async function testsEnd(page: Page): Promise<{ readonly code: Promise<number> }> {
  await page.exposeFunction("codeAutomationLog", (type: string, parts: readonly unknown[]) => {
    if (verbose) console.log(`<${type}>`, ...parts);
  });
  let exit: (code: number) => void = () => {};
  await page.exposeFunction("codeAutomationExit", (code: number) => exit(code));
  const code = new Promise<number>((resolve, reject) => {
    exit = resolve;
    page.on("crash", () => reject(new Error("The workbench page crashed.")));
  });
  return { code };
}

const watchdog = setTimeout(() => {
  console.error(`No result after ${limit} ms.`);
  void finish(124);
}, limit);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void finish(130));

try {
  [server, browser] = await Promise.all([
    startServer({
      userDataDir,
      extensionsDir,
      testDriver: true,
      env: { HOME: temp.dir, GRAPHLET_TEST_OUTPUT: output.file, GRAPHLET_TEST_SUITE: args.tests },
      log: (text) => verbose && process.stderr.write(text),
    }),
    startBrowser(temp.dir),
  ]);
  const host = server;
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const ended = await testsEnd(page);
  await openWorkbench(page, server, {
    folder: args.folder,
    payload: [
      ...args.development.map((folder) => ["extensionDevelopmentPath", remoteUri(host, folder)] as const),
      ["extensionTestsPath", remoteUri(host, path.join(root, "out/harness/remoteEntry.js"))],
      ["skipWelcome", "true"],
      ["skipReleaseNotes", "true"],
    ],
  });
  await finish(await ended.code);
} catch (error) {
  console.error(error);
  await finish(1);
}
