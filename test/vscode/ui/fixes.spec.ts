// Each quick fix from its light bulb, with the packaged extension, on a pipeline of its own with a generated history.
import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, before, describe, type TestContext } from "node:test";
import { root } from "../../../scripts/vscode/paths.ts";
import { type FixCase, fixCases } from "../../generate/fixCases.ts";
import { generateStore } from "../../generate/generateStore.ts";
import { until } from "../kit/until.ts";
import { it } from "./kit/attempts.ts";
import { openSession, type Session, shot } from "./kit/session.ts";
import { clickAt, editor, goToLine, insist } from "./kit/workbench.ts";

const workspace = "out/fixWorkspace";
const folderOf = ({ fix, code }: FixCase): string => `${fix}-for-${code}`;

describe("quick fixes from the light bulb", { concurrency: false, timeout: 600_000 }, () => {
  let session: Session;

  before(async () => {
    await rm(path.join(root, workspace), { recursive: true, force: true });
    for (const one of fixCases) {
      const folder = path.join(root, workspace, folderOf(one));
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, one.file), one.text);
      const store = path.join(folder, "metadata.sqlite");
      if (typeof one.store === "function") one.store(store);
      else if (one.store) generateStore(store, one.store);
    }
    const settings = { "files.autoSave": "afterDelay", "files.autoSaveDelay": 100 };
    session = await openSession({ folder: workspace, settings });
  });
  after(() => session?.close());
  afterEach(async (context) => {
    if ((context as TestContext & { error?: unknown }).error)
      await shot(session.page, `failed-${context.name.replace(/\W+/g, "-")}`).catch(() => {});
  });

  const open = async (one: FixCase): Promise<void> => {
    const { page } = session;
    const shown = page.locator(".breadcrumbs-control").filter({ hasText: folderOf(one) });
    await insist(async () => {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+p");
      await page
        .locator(".quick-input-widget:visible input")
        .first()
        .fill(`${folderOf(one)}/${one.file}`);
      await page
        .locator(".quick-input-list .monaco-list-row")
        .filter({ hasText: folderOf(one) })
        .first()
        .click();
    }, shown);
    await editor(page).waitFor();
    await goToLine(page, one.text.split("\n").findIndex((text) => text.includes(one.at[0])) + 1);
  };

  /** Acts until the file, which is saved by itself, has a text: the menu ends when lenses move the lines below it. */
  const insistOnText = async (one: FixCase, expected: string, act: () => Promise<unknown>): Promise<void> => {
    const read = (): Promise<string> => readFile(path.join(session.folder, folderOf(one), one.file), "utf8");
    const before = await read();
    // While it is being written the file is empty for a moment.
    const isAnother = async (): Promise<boolean> => ![before, ""].includes(await read());
    for (let round = 0; round < 6 && !(await isAnother()); round++) {
      await act().catch(() => {});
      await until("another text", isAnother, 3000).catch(() => {});
    }
    assert.equal(await read(), expected);
  };

  for (const one of fixCases) {
    it(`${one.title} (${one.code}), and it is undone in one step`, async () => {
      const { page } = session;
      await open(one);
      const [line, word] = one.at;
      const menu = page.locator(".action-widget").getByText(one.title, { exact: true });
      await insistOnText(one, one.after, async () => {
        await page.keyboard.press("Escape");
        await clickAt(page, line, word);
        await page.keyboard.press("Control+.");
        await menu.click({ timeout: 3000 });
      });
      await insistOnText(one, one.text, async () => {
        await goToLine(page, 1);
        await page.keyboard.press("Control+z");
      });
    });
  }

  it("links the code of a finding in Problems to the page that explains it", async () => {
    const { page } = session;
    const [one] = fixCases;
    assert.ok(one);
    await open(one);
    const link = page.locator(".markers-panel a").filter({ hasText: one.code }).first();
    await insist(() => page.keyboard.press("Control+Shift+M"), link);
    assert.match((await link.getAttribute("href")) ?? "", new RegExp(`/docs/rules/${one.code}\\.md$`));
  });
});
