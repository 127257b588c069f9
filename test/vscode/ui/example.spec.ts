// What a person sees on the example, with the packaged extension.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, before, describe, type TestContext } from "node:test";
import { until } from "../kit/until.ts";
import { it } from "./kit/attempts.ts";
import * as graph from "./kit/graphView.ts";
import { openSession, type Session, shot } from "./kit/session.ts";
import {
  clickAt,
  cursorLine,
  editor,
  goToLine,
  hover,
  insist,
  lenses,
  line,
  run,
  statusItem,
} from "./kit/workbench.ts";

const challenger = "challenger = tfx.components.Trainer";

describe("the example in the workbench", { concurrency: false, timeout: 300_000 }, () => {
  let session: Session;
  let source: readonly string[];
  const lineNumber = (text: string) => source.findIndex((one) => one.includes(text)) + 1;
  const show = (text: string) => goToLine(session.page, lineNumber(text));

  before(async () => {
    session = await openSession({ folder: "examples", file: "taxi/pipeline.py" });
    source = (await readFile(path.join(session.folder, "taxi/pipeline.py"), "utf8")).split("\n");
    await editor(session.page).waitFor();
  });
  after(() => session?.close());
  afterEach(async (context) => {
    if ((context as TestContext & { error?: unknown }).error) {
      await shot(session.page, `failed-${context.name.replace(/\W+/g, "-")}`).catch(() => {});
    }
  });

  it("shows the history above a trainer", async () => {
    await show(challenger);
    await lenses(session.page).filter({ hasText: "models · none deployed" }).first().waitFor();
  });

  it("underlines what is wasted", async () => {
    await editor(session.page).locator(".squiggly-warning").first().waitFor();
  });

  it("tells in a hover what became of the models", async () => {
    const shown = await hover(session.page, challenger, "Trainer", /Changed since the last/);
    assert.match((await shown.textContent()) ?? "", /Not deployed: /);
    await session.page.keyboard.press("Escape");
  });

  it("explains in text why a model was not deployed, from the hover", async () => {
    const { page } = session;
    const shown = await hover(page, challenger, "Trainer", /Changed since the last/);
    await shown.getByText("Explain", { exact: true }).click();
    const title = page.locator(".view-line").filter({ hasText: /^model.\d+.explained$/ });
    await title.first().waitFor();
    await page
      .locator(".view-line")
      .filter({ hasText: /What.stopped.it|The.way.to.deployment/ })
      .first()
      .waitFor();
    // While lines are still being moved, they have no box.
    await until("the text beside the code", async () => {
      const text = await title.first().boundingBox();
      const code = await line(page, challenger).boundingBox();
      return text && code && text.x > code.x;
    });
    await run(page, "View: Close Editor");
    await title.first().waitFor({ state: "detached" });
    await show(challenger);
  });

  it("says in the status bar which trace is in use", async () => {
    await statusItem(session.page, /Graphlet: metadata\.sqlite/).waitFor();
  });

  it("opens the graph beside the code from a lens", async () => {
    const { page } = session;
    await show(challenger);
    const lens = lenses(page).filter({ hasText: "models · none deployed" }).first();
    await graph.openFromLens(page, () => clickAt(page, challenger, "challenger"), lens);
    const code = await editor(page).boundingBox();
    const view = await page.locator("iframe.webview.ready").boundingBox();
    assert.ok(code && view && view.x >= code.x + code.width / 2, "the graph is not beside the code");
  });

  it("reveals the code of the node that is selected in the graph", async () => {
    const { page } = session;
    const number = lineNumber("transform = tfx.components.Transform");
    const place = cursorLine(page).filter({ hasText: new RegExp(`^${number}$`) });
    await insist(async () => {
      await graph.press(page, "Fit");
      await graph.node(page, "Transform").click({ timeout: 5000 });
    }, place);
  });

  it("selects the node of the code under the cursor", async () => {
    const { page } = session;
    await show("statistics_gen = tfx.components.StatisticsGen");
    await clickAt(page, "statistics_gen = tfx.components.StatisticsGen", "StatisticsGen");
    await graph.selected(page).and(graph.node(page, "StatisticsGen")).waitFor();
  });

  it("shows all models over time, and two of them on one graph", async () => {
    const { page } = session;
    await show(challenger);
    await run(page, "Graphlet: Show Models Over Time");
    await graph.history(page).waitFor();
    await graph.press(page, "Compare");
    await graph.finding(page).waitFor();
    assert.match((await graph.finding(page).textContent()) ?? "", /model \d+ was /);
    await graph.press(page, "Back ([)");
    await graph.history(page).waitFor();
    await graph.press(page, "Pipeline");
    await graph.nodes(page).first().waitFor();
  });

  it("drops the trainer by its quick fix", async () => {
    const { page } = session;
    await show(challenger);
    const menu = page.locator(".action-widget").getByText("Remove Trainer.challenger and 1 node that only it feeds");
    await insist(async () => {
      await page.keyboard.press("Escape");
      await clickAt(page, challenger, "Trainer");
      await page.keyboard.press("Control+.");
    }, menu);
    await menu.click();
    await line(page, challenger).waitFor({ state: "detached" });
  });

  it("shows what a metadata store holds when it is opened", async () => {
    const { page } = session;
    // Another test may have changed the definition: VS Code would ask what is to become of it.
    await run(page, "File: Save All");
    await run(page, "View: Close All Editors");
    await page.keyboard.press("Control+p");
    await page.locator(".quick-input-widget:visible input").first().fill("metadata.sqlite");
    await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "metadata.sqlite" }).first().click();
    const shown = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
    await shown.getByRole("heading", { name: "What wasted most" }).waitFor();
    await shown.getByRole("button", { name: "taxi_tips", exact: true }).waitFor();
  });

  it("asks no host but this machine", () => {
    assert.deepEqual(
      [...session.outside].filter((host) => !host.endsWith("vscode-cdn.net")),
      [],
    );
  });
});
