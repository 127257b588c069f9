import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { newPage, openPanel, type Panel, type PanelOptions, startBrowser } from "./panel.ts";
import { startViewServer, type ViewServer } from "./server.ts";

/** Panels in a browser that a file's tests share. */
export interface Panels {
  open(options?: PanelOptions): Promise<Panel>;
  /**
   * Takes a panel back after a test: its page shows later panels, for a new one takes longer than most tests do. Only that of a test that
   * failed is not used again. Fails where the view reported an error that no test forgot.
   */
  giveBack(panel: Panel, failed: boolean): Promise<void>;
}

/** Starts the browser before a file's tests and ends it after them. */
export function useBrowser(): Panels {
  let server: ViewServer | undefined;
  let browser: Browser | undefined;
  const idle: Page[] = [];
  beforeAll(async () => {
    [server, browser] = await Promise.all([startViewServer(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  return {
    async open(options) {
      if (!browser || !server) throw new Error("The browser is not there yet.");
      return openPanel(idle.pop() ?? (await newPage(browser)), server.origin, options);
    },
    async giveBack(panel, failed) {
      const errors = (await panel.sent()).filter(({ type }) => type === "error");
      if (failed || errors.length > 0) {
        await panel.close();
      } else {
        await panel.page.mouse.move(0, 0);
        idle.push(panel.page);
      }
      expect(errors).toEqual([]);
    },
  };
}
