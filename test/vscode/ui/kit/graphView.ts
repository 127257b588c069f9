// The graph beside the code, as a person sees it.
import type { FrameLocator, Locator, Page } from "playwright-core";
import { insist } from "./workbench.ts";

/** The graph's document. */
const frame = (page: Page): FrameLocator =>
  page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");

/** Nodes drawn. */
export const nodes = (page: Page): Locator => frame(page).locator("svg g.node");

/** The drawn node whose description begins with `name`. */
export const node = (page: Page, name: string): Locator =>
  frame(page)
    .locator(
      `svg g.node[aria-label^="${name} "], svg g.node[aria-label^="${name},"], svg g.node[aria-label^="${name}:"]`,
    )
    .first();

/** The node that is selected. */
export const selected = (page: Page): Locator => frame(page).locator("svg g.node.selected");

/** The models over time. */
export const history = (page: Page): Locator => frame(page).locator("#history .lane-name").first();

/** What opens and shuts the trade-off of stopping models early. */
export const whatIf = (page: Page): Locator => frame(page).locator(".what-if summary");

/** The box that takes words and selections. */
export const search = (page: Page): Locator => frame(page).getByRole("combobox", { name: "Search nodes" });

/** What a comparison found. */
export const finding = (page: Page): Locator => frame(page).locator(".finding p");

/** Presses the tool with that name: `Fit`, `Zoom In`, `Show Outline`, … */
export const press = (page: Page, tool: string): Promise<void> =>
  frame(page).getByRole("button", { name: tool }).click();

/** Clicks the first lens that shows `title`, until the graph is drawn. The editor has to be in focus: else lenses are not links. */
export async function openFromLens(page: Page, focus: () => Promise<void>, lens: Locator): Promise<void> {
  await insist(
    async () => {
      await focus();
      await lens.click({ timeout: 5000 });
    },
    nodes(page).first(),
    4,
    15_000,
  );
}

/** The level's button, while the graph is at that level. */
export const level = (page: Page, name: string): Locator =>
  frame(page).locator(".levels [aria-current=page]").filter({ hasText: name });

/** What screen readers hear of the nodes drawn. */
export const descriptions = (page: Page): Promise<string[]> =>
  nodes(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
