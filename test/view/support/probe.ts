import type { Locator } from "playwright-core";
import type { Panel } from "./panel.ts";

/** Presses keys one right after the other, and waits until what they did is drawn. */
export async function press({ page, settled }: Panel, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
  await settled();
}

/** The drawn node whose name for screen readers starts with the words. */
export const nodeOf = (panel: Panel, name: string): Locator => panel.page.locator(`.node[aria-label^="${name}"]`);

/** Name of the node where the keyboard is in the graph. */
export const activeName = (panel: Panel): Promise<string | null> =>
  panel.page.evaluate(() => {
    const id = document.getElementById("graph")?.getAttribute("aria-activedescendant");
    return document.getElementById(id ?? "")?.getAttribute("aria-label") ?? null;
  });

/** Names of the nodes that do not stand back. */
export const standingOut = (panel: Panel): Promise<string[]> =>
  panel.page
    .locator(".node:not(.dim)")
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-label")?.split(":")[0] ?? "").sort());

/** Where drawn nodes are on the screen, by name. */
export const places = (panel: Panel): Promise<Record<string, { x: number; y: number }>> =>
  panel.page.locator(".node").evaluateAll((nodes) =>
    Object.fromEntries(
      nodes.map((node) => {
        const { x, y } = node.querySelector(".outline-shape.front")?.getBoundingClientRect() ?? { x: 0, y: 0 };
        return [node.getAttribute("aria-label")?.split(":")[0] ?? "", { x: Math.round(x), y: Math.round(y) }];
      }),
    ),
  );

/** What screen readers were told last. */
export const announced = async (panel: Panel): Promise<string> =>
  (await panel.page.getByRole("status").first().textContent()) ?? "";
