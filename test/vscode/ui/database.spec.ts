// How a person connects a definition with a database.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator } from "playwright-core";
import { root } from "../../../scripts/vscode/paths.ts";
import { password, pathOf, readerOf } from "../../databases/support/accounts.ts";
import { copyStore } from "../../databases/support/copyStore.ts";
import { type Server, startPostgresql } from "../../databases/support/servers.ts";
import { it } from "./kit/attempts.ts";
import { openSession, type Session } from "./kit/session.ts";
import { editor, run, statusItem } from "./kit/workbench.ts";

describe("a database", { concurrency: false, timeout: 300_000 }, () => {
  let session: Session;
  let server: Server;
  const input = (): Locator => session.page.locator(".quick-input-widget:visible input").first();
  const title = (text: string): Locator =>
    session.page.locator(".quick-input-widget:visible .quick-input-title").filter({ hasText: text });
  const message = (text: string): Locator =>
    session.page.locator(".notification-list-item").filter({ hasText: text }).first();

  before(async () => {
    server = await startPostgresql();
    copyStore(path.join(root, "examples/taxi/metadata.sqlite"), server, "metadata");
    readerOf(server, "metadata");
    session = await openSession({ folder: "examples", file: "taxi/pipeline.py" });
    await editor(session.page).waitFor();
    await statusItem(session.page, /Graphlet: metadata\.sqlite/).waitFor();
  });
  after(async () => {
    await session?.close();
    await server?.stop();
  });

  it("is connected to by its address and a password", async () => {
    const { page } = session;
    await run(page, "Graphlet: Connect to Database…");
    await title("Connect to Database: Address").waitFor();
    await input().fill("postgres//reader@nowhere");
    await input().fill(pathOf(server, "metadata"));
    await page.keyboard.press("Enter");
    await title("Connect to Database: Password").waitFor();
    await input().fill("wrong");
    await page.keyboard.press("Enter");
    await message("the password of reader is not accepted").waitFor();
    await message("the password of reader").getByRole("button", { name: "Other Password…" }).click();
    await title("Connect to Database: Password").waitFor();
    await input().fill(password);
    await page.keyboard.press("Enter");
    await title("Pipelines in metadata on localhost").waitFor();
    await page.keyboard.press("Enter");
    await statusItem(page, /Graphlet: \w+ in metadata on localhost/).waitFor();
  });

  it("is offered again in the choice of traces", async () => {
    const { page } = session;
    await run(page, "Graphlet: Choose Trace…");
    const row = page.locator(".quick-input-list .monaco-list-row");
    await row.filter({ hasText: "in metadata on localhost" }).first().waitFor();
    await row.filter({ hasText: "Connect to Database…" }).first().waitFor();
    await page.keyboard.press("Escape");
  });

  it("that is gone is told once, with what can be done", async () => {
    const { page } = session;
    await server.kill();
    await run(page, "Graphlet: Refresh");
    const told = message("nothing answers on localhost");
    await told.waitFor();
    await sleep(3000);
    assert.equal(await page.locator(".notification-list-item").filter({ hasText: "nothing answers" }).count(), 1);
    for (const action of ["Retry", "Connect to Database…", "Choose Trace…", "Show Log"]) {
      assert.equal(await told.getByRole("button", { name: action }).count(), 1, action);
    }
    assert.doesNotMatch(await session.log(), /p@ss/);
  });
});
