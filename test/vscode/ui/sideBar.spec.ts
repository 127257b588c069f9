// What a person does in the side bar: the view of traces, and the explorer.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, before, describe, type TestContext } from "node:test";
import { it } from "./kit/attempts.ts";
import * as graph from "./kit/graphView.ts";
import { openSession, type Session, shot } from "./kit/session.ts";
import { editor, insist, run } from "./kit/workbench.ts";

let session: Session;
const saveFailed = async (context: unknown) => {
  const { name, error } = context as TestContext & { error?: unknown };
  if (error) await shot(session.page, `failed-${name.replace(/\W+/g, "-")}`).catch(() => {});
};

describe("the view of traces", { concurrency: false, timeout: 300_000 }, () => {
  before(async () => {
    session = await openSession({ folder: "examples", file: "taxi/pipeline.py" });
    await editor(session.page).waitFor();
  });
  after(() => session?.close());
  afterEach(saveFailed);
  const models = () => session.page.locator(".pane-body .monaco-list-row").filter({ hasText: /(model|training) \d+/ });
  const lost = () => models().filter({ hasText: "not blessed" }).first();

  it("lists the models, and those alone that the filter lets through", async () => {
    const { page } = session;
    await page.locator(".activitybar").getByRole("tab", { name: "Graphlet" }).click();
    const pipeline = page.locator(".pane-body .monaco-list-row").filter({ hasText: "taxi_tips" }).first();
    await insist(() => pipeline.click(), lost());
    await run(page, "Graphlet: Filter Traces…");
    const choices = page.locator(".quick-input-list .monaco-list-row");
    await choices.filter({ hasText: "Outcome" }).click();
    await choices.filter({ hasText: "deployed" }).locator(".monaco-checkbox, input[type=checkbox]").first().click();
    await page.locator(".quick-input-widget:visible .quick-input-action .monaco-button").first().click();
    await lost().waitFor({ state: "detached" });
    await models().filter({ hasText: "deployed" }).first().waitFor();
    await run(page, "Graphlet: Clear the Filter of Traces");
    await lost().waitFor();
  });

  it("opens a model's graph", async () => {
    const { page } = session;
    await insist(
      async () => {
        await models().first().click();
        await models().first().hover();
        await models().first().getByRole("button", { name: "Show Provenance Graph" }).click({ timeout: 4000 });
      },
      graph.level(page, "Graphlet"),
      3,
      15_000,
    );
  });
});

describe("the explorer's menu", { concurrency: false, timeout: 300_000 }, () => {
  before(async () => {
    session = await openSession({ folder: "test/vscode/fixtures/formats" });
    await writeFile(
      path.join(session.folder, "MLproject"),
      'name: churn\nentry_points:\n  train:\n    command: "python train.py"\n  evaluate:\n    command: "python evaluate.py"\n',
    );
  });
  after(() => session?.close());
  afterEach(saveFailed);

  for (const [name, node] of [
    ["dvc.yaml", "train"],
    ["MLproject", "evaluate"],
  ] as const) {
    it(`shows the graph of a ${name} that is not open`, async () => {
      const { page } = session;
      const file = page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name }).first();
      const item = page.locator(".context-view .action-label").filter({ hasText: "Show Provenance Graph" }).first();
      await insist(
        async () => {
          await page.keyboard.press("Escape");
          await file.click({ button: "right" });
          await item.hover({ timeout: 5000 });
          await page.keyboard.press("Enter");
        },
        graph.node(page, node),
        3,
        15_000,
      );
      await run(page, "View: Close All Editors");
      await page.locator("iframe.webview.ready").waitFor({ state: "detached" });
    });
  }
});
