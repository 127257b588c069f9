import type { Page } from "playwright-core";
import * as graph from "../../test/vscode/ui/kit/graphView.ts";
import { clickAt, goToLine, hover, insist, lenses, run, statusItem } from "../../test/vscode/ui/kit/workbench.ts";

export interface Stage {
  readonly page: Page;
  /** Line (from 1) of the example that holds a text. */
  lineOf(text: string): number;
}

const trainer = "trainer = tfx.components.Trainer";
const challenger = "challenger = tfx.components.Trainer";

/** Ends what a scene before left open over the code. */
async function clear(page: Page): Promise<void> {
  await page.mouse.move(720, 890);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
}

async function code({ page, lineOf }: Stage, text: string): Promise<void> {
  await clear(page);
  await goToLine(page, lineOf(text));
  await lenses(page).filter({ hasText: " models · " }).first().waitFor();
}

/** The code with nothing beside it. The editors in other groups are those where the code is not: it has to have the focus. */
async function codeAlone(stage: Stage, text: string): Promise<void> {
  await code(stage, text);
  await run(stage.page, "View: Close Editors in Other Groups");
  await code(stage, text);
}

/** In the order in which they are played. */
export const scenes: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  async lenses(stage) {
    await run(stage.page, "View: Toggle Primary Side Bar Visibility");
    await code(stage, challenger);
    await statusItem(stage.page, /Graphlet: metadata/).waitFor();
  },
  async hover(stage) {
    const { page } = stage;
    await code(stage, challenger);
    const shown = await hover(page, challenger, "Trainer", /Changed since the last/);
    // What the diagnostics say comes first; the table is what is to be seen.
    const box = await shown.boundingBox();
    if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    for (let notch = 0; notch < 4; notch++) await page.mouse.wheel(0, 120);
  },
  async explanation(stage) {
    const { page } = stage;
    await code(stage, challenger);
    const shown = await hover(page, challenger, "Trainer", /Changed since the last/);
    await shown.getByText("Explain", { exact: true }).click();
    await page
      .locator(".tab", { hasText: /explained/ })
      .first()
      .waitFor();
    await clear(page);
  },
  async comparison(stage) {
    const { page } = stage;
    await codeAlone(stage, challenger);
    const shown = await hover(page, challenger, "Trainer", /Changed since the last/);
    await shown.getByText("Compare with last deployed", { exact: true }).click();
    await graph.nodes(page).first().waitFor();
    await clear(page);
    await page.waitForTimeout(800);
  },
  async history(stage) {
    const { page } = stage;
    await code(stage, challenger);
    await run(page, "Graphlet: Show Models Over Time");
    await graph.history(page).waitFor();
    await page.waitForTimeout(800);
  },
  async "what-if"({ page }) {
    await graph.whatIf(page).click();
    await page.waitForTimeout(800);
  },
  async search(stage) {
    const { page } = stage;
    await codeAlone(stage, trainer);
    await run(page, "Graphlet: Show Provenance Graph");
    await graph.nodes(page).first().waitFor();
    await graph.press(page, "Fit");
    await graph.search(page).pressSequentially("+Pusher and share>4%");
    await page.waitForTimeout(500);
  },
  async "quick-fix"(stage) {
    const { page } = stage;
    await codeAlone(stage, challenger);
    await insist(async () => {
      await page.keyboard.press("Escape");
      await clickAt(page, challenger, "Trainer");
      await page.keyboard.press("Control+.");
    }, page.locator(".action-widget").getByText("Remove Trainer.challenger"));
  },
  async problems(stage) {
    await clear(stage.page);
    await run(stage.page, "View: Focus Problems");
    await stage.page.locator(".markers-panel .monaco-list-row").first().waitFor();
  },
  async overview(stage) {
    const { page } = stage;
    await run(page, "View: Hide Panel");
    await code(stage, trainer);
    await run(page, "Graphlet: Show Provenance Graph");
    await graph.nodes(page).first().waitFor();
    await code(stage, challenger);
    await clickAt(page, challenger, "Trainer");
    await graph.selected(page).waitFor();
    await graph.press(page, "Show Details");
    await graph.press(page, "Fit");
  },
  async graphlet(stage) {
    const { page } = stage;
    await graph.press(page, "Show Details");
    await code(stage, trainer);
    const lens = lenses(page)
      .filter({ hasText: /\d+ deployed/ })
      .first();
    await graph.openFromLens(page, () => clickAt(page, trainer, "trainer"), lens);
    await insist(() => graph.node(page, "Trainer").click({ timeout: 5000 }), graph.selected(page));
  },
  async tree(stage) {
    const { page } = stage;
    await code(stage, trainer);
    await run(page, "Graphlet: Focus on Traces View");
    // The only trace and its only pipeline stand open.
    const rows = page.locator(".pane-body .monaco-list-row");
    await insist(
      () =>
        rows
          .filter({ hasText: /model \d+/ })
          .first()
          .click({ timeout: 5000 }),
      rows.filter({ hasText: "Transform" }).first(),
    );
  },
  async store({ page }) {
    await run(page, "View: Close All Editors");
    await page.keyboard.press("Control+p");
    await page.locator(".quick-input-widget:visible input").first().fill("metadata.sqlite");
    await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "metadata.sqlite" }).first().click();
    const shown = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
    await shown.getByRole("heading", { name: "What wasted most" }).waitFor();
  },
};
