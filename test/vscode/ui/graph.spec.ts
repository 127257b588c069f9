// The ways to the graph, and what of it outlives a reload of the window, as a person sees it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, before, describe, type TestContext } from "node:test";
import { until } from "../kit/until.ts";
import { it } from "./kit/attempts.ts";
import * as graph from "./kit/graphView.ts";
import { openSession, type Session, shot } from "./kit/session.ts";
import { clickAt, editor, goToLine, hover, insist, openFile, run } from "./kit/workbench.ts";

const trainer = "trainer = tfx.components.Trainer";
const statistics = "statistics_gen = tfx.components.StatisticsGen";

describe("the graph in the workbench", { concurrency: false, timeout: 300_000 }, () => {
  let session: Session;
  let source: readonly string[];
  /** Puts the cursor there. The code gets the focus first: Escape would clear the graph's selection. */
  const show = async (text: string) => {
    await tab(/pipeline\.py/).click();
    await goToLine(session.page, source.findIndex((one) => one.includes(text)) + 1);
  };
  const closeGraph = async () => {
    await run(session.page, "View: Close Editors in Other Groups");
    await session.page.locator("iframe.webview.ready").waitFor({ state: "detached" });
  };
  /** The tab of the code or the graph, which gives it the focus. */
  const tab = (title: RegExp) => session.page.locator(".tabs-container .tab").filter({ hasText: title }).first();

  before(async () => {
    // A window that is told which file to open restores no other editors.
    session = await openSession({ folder: "examples" });
    source = (await readFile(path.join(session.folder, "taxi/pipeline.py"), "utf8")).split("\n");
    await openFile(session.page, "taxi/pipeline.py");
    await editor(session.page).waitFor();
  });
  after(() => session?.close());
  afterEach(async (context) => {
    if ((context as TestContext & { error?: unknown }).error) {
      await shot(session.page, `failed-${context.name.replace(/\W+/g, "-")}`).catch(() => {});
    }
  });

  it("opens from the explorer's menu", async () => {
    const { page } = session;
    const file = page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: "pipeline.py" }).first();
    const item = page.locator(".context-view .action-label").filter({ hasText: "Show Provenance Graph" }).first();
    await insist(
      async () => {
        await page.keyboard.press("Escape");
        await file.click({ button: "right" });
        await item.hover();
        await page.keyboard.press("Enter");
      },
      graph.node(page, "Transform"),
      3,
      15_000,
    );
    await closeGraph();
  });

  it("opens from a node's hover, at its newest model", async () => {
    const { page } = session;
    await show(trainer);
    await insist(
      async () => {
        const shown = await hover(page, trainer, "Trainer", /Show graph/);
        await shown.getByText("Show graph", { exact: true }).click({ timeout: 4000 });
      },
      graph.nodes(page).first(),
      3,
      15_000,
    );
    await graph.level(page, "Graphlet").waitFor();
    await closeGraph();
  });

  it("opens by its key, with the node under the cursor selected", async () => {
    const { page } = session;
    await show(statistics);
    await clickAt(page, statistics, "StatisticsGen");
    await insist(
      async () => {
        await page.keyboard.press("Control+k");
        await page.keyboard.press("g");
      },
      graph.selected(page).and(graph.node(page, "StatisticsGen")),
      3,
      15_000,
    );
  });

  it("stays at what it shows while it is locked, and follows the cursor again after that", async () => {
    const { page } = session;
    await tab(/taxi_tips/).click();
    await page.keyboard.press("Control+k");
    await page.keyboard.press("l");
    await tab(/taxi_tips \(locked\)/).waitFor();
    await show(trainer);
    await clickAt(page, trainer, "Trainer");
    // Longer than a cursor must rest for the graph to follow it.
    await page.waitForTimeout(1_000);
    assert.match((await graph.selected(page).getAttribute("aria-label")) ?? "", /^StatisticsGen/);
    await tab(/taxi_tips/).click();
    await run(page, "Graphlet: Let the Graph Follow the Cursor");
    await tab(/taxi_tips$/).waitFor();
    await show(statistics);
    await show(trainer);
    await clickAt(page, trainer, "Trainer");
    await graph.selected(page).and(graph.node(page, "Trainer")).waitFor();
  });

  it("is there again after the window was reloaded: level, selection, what is folded, lock", async () => {
    const { page } = session;
    await graph.press(page, "Fit");
    await graph.node(page, "Trainer").click();
    await page.keyboard.press("Shift+ArrowDown");
    await graph.node(page, "Pusher").waitFor({ state: "detached" });
    const shown = (await graph.descriptions(page)).sort();
    assert.ok(shown.length > 1, shown.join());
    await run(page, "Graphlet: Lock the Graph to What It Shows");
    await tab(/taxi_tips \(locked\)/).waitFor();
    // What the page keeps is written a moment after it changed.
    await page.waitForTimeout(1_500);
    const loaded = page.waitForEvent("load");
    await run(page, "Developer: Reload Window");
    await loaded;
    await graph.selected(page).and(graph.node(page, "Trainer")).waitFor({ timeout: 60_000 });
    await tab(/taxi_tips \(locked\)/).waitFor();
    await graph.level(page, "Pipeline").waitFor();
    await until("the same nodes", async () => (await graph.descriptions(page)).sort().join() === shown.join());
  });
});
