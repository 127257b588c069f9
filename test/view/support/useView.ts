import { afterEach } from "vitest";
import type { Panel, PanelOptions } from "./panel.ts";
import { useBrowser } from "./useBrowser.ts";

/** Gives each test of a file panels of its own in a real browser. A panel that reported an error that no test forgot fails its test. */
export function useView(): (options?: PanelOptions) => Promise<Panel> {
  const panels = useBrowser();
  let used: Panel[] = [];
  afterEach(async ({ task }) => {
    const all = used;
    used = [];
    for (const panel of all) await panels.giveBack(panel, task.result?.state === "fail");
  });
  return async (options) => {
    const panel = await panels.open(options);
    used.push(panel);
    return panel;
  };
}
