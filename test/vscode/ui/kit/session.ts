// One VS Code with the packaged extension, opened on a copy of a folder.
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { type CodeServer, installExtension, remoteUri, startServer } from "../../../../scripts/vscode/codeServer.ts";
import { root, vsix } from "../../../../scripts/vscode/paths.ts";
import { writeSettings } from "../../../../scripts/vscode/settings.ts";
import { openWorkbench, startBrowser, type TempFolder, tempFolder } from "../../harness/browser.ts";

export interface SessionOptions {
  /** Folder of the project that is copied and opened. */
  readonly folder: string;
  /** File in it to open. */
  readonly file?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly size?: { readonly width: number; readonly height: number };
  /** Pixels of a picture for one of the page. */
  readonly scale?: number;
}

export interface Session {
  readonly page: Page;
  /** The copy that is open. */
  readonly folder: string;
  /** Hosts other than this machine that the page asked for. */
  readonly outside: ReadonlySet<string>;
  /** Changes the user's settings. */
  set(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** What the extension hosts logged so far. */
  log(): Promise<string>;
  close(): Promise<void>;
}

interface Parts {
  readonly temp: TempFolder;
  readonly server: CodeServer;
  readonly browser: Browser;
}

async function start(settings: Readonly<Record<string, unknown>>): Promise<Parts> {
  if (!existsSync(vsix)) throw new Error("graphlet.vsix is missing: run `npm run package` first.");
  const temp = await tempFolder();
  try {
    const folders = { userDataDir: path.join(temp.dir, "data"), extensionsDir: path.join(temp.dir, "extensions") };
    await writeSettings(folders.userDataDir, { "editor.stickyScroll.enabled": false, ...settings });
    await installExtension(vsix, folders);
    const server = await startServer({ ...folders, env: { HOME: temp.dir } });
    try {
      return { temp, server, browser: await startBrowser(temp.dir) };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    await temp.remove();
    throw error;
  }
}

/** Hosts other than the loopback that a page names in its requests. */
function watchHosts(page: Page): ReadonlySet<string> {
  const outside = new Set<string>();
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") outside.add(hostname);
  });
  return outside;
}

/** Everything that the logs of that name below `folder` hold. */
async function logsBelow(folder: string, name: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const files = entries.filter((entry) => path.basename(entry) === name);
  return (await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")))).join("\n");
}

/** Starts VS Code; what was started has ended again where this rejects. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { settings = {}, size = { width: 1400, height: 900 }, scale = 1 } = options;
  const { temp, server, browser } = await start(settings);
  const folder = path.join(temp.dir, path.basename(options.folder));
  const close = async () => {
    await browser.close();
    await server.stop();
    await temp.remove();
  };
  try {
    await cp(path.join(root, options.folder), folder, { recursive: true });
    const page = await browser.newPage({ viewport: size, deviceScaleFactor: scale });
    page.setDefaultTimeout(20_000);
    const outside = watchHosts(page);
    const payload = options.file ? [["openFile", remoteUri(server, path.join(folder, options.file))] as const] : [];
    await openWorkbench(page, server, { folder, payload });
    return {
      page,
      folder,
      outside,
      set: (changed) => writeSettings(path.join(temp.dir, "data"), { ...settings, ...changed }),
      log: () => logsBelow(path.join(temp.dir, "data/logs"), "remoteexthost.log"),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Saves a picture of the page as `shots/<name>.png`. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = path.join(root, "shots");
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
