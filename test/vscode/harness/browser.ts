// The workbench in Debian's Chromium, driven by Playwright.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { address, type CodeServer, type Opened } from "../../../scripts/vscode/codeServer.ts";
import { programs } from "../../../scripts/vscode/paths.ts";

/** Starts Chromium without a window; `home` keeps it out of the user's folders. */
export function startBrowser(home: string): Promise<Browser> {
  return chromium.launch({
    executablePath: programs.chromium,
    headless: true,
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: path.join(home, ".config") },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Loads the workbench. Rejects when the server refuses. */
export async function openWorkbench(page: Page, server: CodeServer, opened: Opened): Promise<void> {
  const answer = await page.goto(address(server, opened));
  if (!answer?.ok()) throw new Error(`The workbench did not load: ${answer?.status()} ${await answer?.text()}`);
}

export interface TempFolder {
  readonly dir: string;
  remove(): Promise<void>;
}

/** A folder for one session of VS Code. */
export async function tempFolder(): Promise<TempFolder> {
  const dir = await mkdtemp(path.join(tmpdir(), "graphlet-"));
  return { dir, remove: () => rm(dir, { recursive: true, force: true, maxRetries: 5 }) };
}
