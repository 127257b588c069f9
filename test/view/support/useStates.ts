import { afterEach } from "vitest";
import type { Panel, PanelOptions } from "./panel.ts";
import { states } from "./states.ts";
import type { Theme } from "./themes.ts";
import { useBrowser } from "./useBrowser.ts";

/**
 * Gives a file's tests the view in a state and theme. Tests of one state that follow each other get one panel, whose theme is changed as
 * VS Code changes it; after a test that failed it is arranged anew.
 */
export function useStates(optionsOf: (state: string) => PanelOptions): (state: string, theme: Theme) => Promise<Panel> {
  const panels = useBrowser();
  let shown: { readonly state: string; readonly panel: Panel } | null = null;
  const leave = async (failed: boolean): Promise<void> => {
    const left = shown;
    shown = null;
    if (left) await panels.giveBack(left.panel, failed);
  };
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await leave(true);
  });
  return async (state, theme) => {
    if (shown?.state === state) {
      await shown.panel.setTheme(theme);
      return shown.panel;
    }
    await leave(false);
    const panel = await panels.open({ ...optionsOf(state), theme });
    shown = { state, panel };
    await states[state]?.(panel);
    await panel.settled();
    return panel;
  };
}
