import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { openPanel, type Panel, type PanelOptions, startBrowser } from "./panel.ts";
import { startViewServer, type ViewServer } from "./server.ts";

/** Gives the tests of a file panels in a real browser. A panel that reported an error that no test forgot fails its test. */
export function useView(): (options?: PanelOptions) => Promise<Panel> {
  let server: ViewServer | undefined;
  let browser: Browser | undefined;
  let panels: Panel[] = [];
  beforeAll(async () => {
    [server, browser] = await Promise.all([startViewServer(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  afterEach(async () => {
    const errors: unknown[] = [];
    for (const panel of panels) {
      errors.push(...(await panel.sent()).filter(({ type }) => type === "error"));
      await panel.close();
    }
    panels = [];
    expect(errors).toEqual([]);
  });
  return async (options) => {
    if (!browser || !server) throw new Error("The browser is not there yet.");
    const panel = await openPanel(browser, server.origin, options);
    panels.push(panel);
    return panel;
  };
}
