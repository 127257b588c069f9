import { type Browser, chromium, type Page } from "playwright-core";
import type { FromWebview, GraphView, ToWebview } from "../../../server/src/protocol.ts";
import { type Theme, themes } from "./themes.ts";

/** Debian's Chromium, headless, with software rendering. `more`: further arguments. */
export const startBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      ...more,
    ],
  });

/** A page for panels, in a profile of its own. One page can show many panels, one after the other. */
export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC" });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  return page;
}

/** Milliseconds that the view has for whatever a test waits for: many on a busy machine, none of them lost on an idle one. */
const patience = 20_000;

export interface PanelOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** What `getState` returns at first. */
  readonly state?: unknown;
  /** File that is served as ELK's worker. */
  readonly worker?: string;
  /** Keeps ELK's worker from starting until the panel releases it. */
  readonly holdElk?: boolean;
  /** File that is served as the quick layout's worker. */
  readonly quickWorker?: string;
  /** Milliseconds that ELK has: where not given, as many as it takes on a busy machine. */
  readonly deadline?: number;
  readonly reducedMotion?: boolean;
  readonly forcedColors?: boolean;
  /** Which page: the graph's where not given. */
  readonly script?: "webview" | "storePage";
}

/** The web view in a page, with the test in the place of the extension. */
export interface Panel {
  readonly page: Page;
  /** Sends a message as the extension would, and lets the view take it in. */
  send(message: ToWebview | Record<string, unknown>): Promise<void>;
  /** What the view has sent so far. */
  sent(): Promise<readonly FromWebview[]>;
  /** The last message of a type, once there are `count` of it. */
  sentLast<T extends FromWebview["type"]>(type: T, count?: number): Promise<Extract<FromWebview, { type: T }>>;
  /** Forgets what was sent. */
  clear(): Promise<void>;
  /** Waits until what was done is drawn: the view draws in the next frame what an event or a message changed. Not for layouts. */
  settled(): Promise<void>;
  /** Sends a view and waits until it stands; `layout`: by which engine. */
  draw(view: GraphView, select?: string | null, layout?: "elk" | "quick"): Promise<void>;
  /** The same for a large view, with all of its nodes. */
  drawWhole(view: GraphView, select?: string | null): Promise<void>;
  /** What `setState` kept last. */
  state(): Promise<unknown>;
  /** Another theme, as VS Code changes it under an open view. */
  setTheme(theme: Theme): Promise<void>;
  /** Lets ELK start that the options hold. */
  releaseElk(): void;
  /** Closes the page. */
  close(): Promise<void>;
}

/** Opens a panel in a page, in the theme and size of the options (dark, 640 × 800), in the place of what the page showed before. */
export async function openPanel(page: Page, origin: string, options: PanelOptions = {}): Promise<Panel> {
  const { width = 640, height = 800, theme = "dark" } = options;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({
    reducedMotion: options.reducedMotion === false ? "no-preference" : "reduce",
    forcedColors: options.forcedColors ? "active" : "none",
  });
  const host = await page.addInitScript(fakeHost, { state: options.state, variables: themes[theme].variables });
  const query = new URLSearchParams({ body: bodyClassOf(theme) });
  if (options.script) query.set("script", options.script);
  if (options.worker) query.set("worker", options.worker);
  if (options.quickWorker) query.set("quick", options.quickWorker);
  query.set("deadline", String(options.deadline ?? 3 * patience));
  let release = (): void => undefined;
  if (options.holdElk) {
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/elk-worker.js", (route) => released.then(() => route.continue()), { times: 1 });
  }
  await page.goto(`${origin}/?${query}`);
  await host.dispose();
  const panel: Panel = {
    page,
    async send(message) {
      await page.evaluate((data) => window.postMessage(data, "*"), message);
      await panel.settled();
    },
    sent: () => page.evaluate(() => (window as unknown as FakeWindow).sent),
    async sentLast(type, count = 1) {
      const handle = await page.waitForFunction(
        ([wanted, least]) => {
          const found = (window as unknown as FakeWindow).sent.filter((message) => message.type === wanted);
          return found.length >= Number(least) ? (found.at(-1) ?? null) : null;
        },
        [type, count] as const,
      );
      return (await handle.jsonValue()) as never;
    },
    clear: () =>
      page.evaluate(() => {
        (window as unknown as FakeWindow).sent.length = 0;
      }),
    settled: () =>
      page.evaluate(
        () =>
          new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
      ),
    async draw(view, select = null, layout = "elk") {
      await panel.clear();
      await panel.send({ type: "view", view, select });
      await page.waitForFunction(
        ([key, engine]) =>
          (window as unknown as FakeWindow).sent.some(
            (message) => message.type === "drawn" && message.key === key && message.layout === engine,
          ),
        [view.key, layout] as const,
      );
      await panel.settled();
    },
    async drawWhole(view, select = null) {
      await panel.draw(view, select);
      await panel.clear();
      await page.getByRole("button", { name: "Show All", exact: true }).click();
      await panel.sentLast("drawn");
      await panel.settled();
    },
    state: () => page.evaluate(() => (window as unknown as FakeWindow).kept),
    async setTheme(next) {
      await page.evaluate(
        ([bodyClass, variables]) => {
          const { style } = document.documentElement;
          for (const name of [...style].filter((one) => one.startsWith("--"))) style.removeProperty(name);
          for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
          document.body.className = bodyClass;
        },
        [bodyClassOf(next), themes[next].variables as Readonly<Record<string, string>>] as const,
      );
      await panel.settled();
    },
    releaseElk: () => release(),
    close: () => page.context().close(),
  };
  await panel.sentLast("ready");
  return panel;
}

const bodyClassOf = (theme: Theme): string => `vscode-body ${themes[theme].bodyClass}`;

interface FakeWindow {
  sent: FromWebview[];
  kept: unknown;
}

/** Runs in the page before its scripts: VS Code's API, and its variables on the root element. */
function fakeHost({ state, variables }: { state: unknown; variables: Readonly<Record<string, string>> }): void {
  const fake = window as unknown as FakeWindow & { acquireVsCodeApi: () => unknown };
  fake.sent = [];
  fake.kept = state;
  fake.acquireVsCodeApi = () => ({
    postMessage: (message: FromWebview) => fake.sent.push(structuredClone(message)),
    getState: () => fake.kept,
    setState: (next: unknown) => {
      fake.kept = structuredClone(next);
    },
  });
  const apply = (): void => {
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
  };
  if (document.documentElement) apply();
  else document.addEventListener("readystatechange", apply, { once: true });
}
