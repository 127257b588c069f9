// What a person sees when the trace changes under the editor.
import assert from "node:assert/strict";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { it } from "./kit/attempts.ts";
import { openSession, type Session } from "./kit/session.ts";
import { editor, goToLine, hover, lenses, run, statusItem } from "./kit/workbench.ts";

const firstNode = 38;

describe("a trace that changes", { concurrency: false, timeout: 300_000 }, () => {
  let session: Session;
  const store = () => path.join(session.folder, "taxi/metadata.sqlite");
  const runs = () =>
    lenses(session.page)
      .filter({ hasText: / runs · / })
      .first();

  before(async () => {
    session = await openSession({ folder: "examples", file: "taxi/pipeline.py" });
    await editor(session.page).waitFor();
    await goToLine(session.page, firstNode);
  });
  after(() => session?.close());

  it("is read again when it is replaced", async () => {
    await runs().waitFor();
    const before = Number(/(\d+) runs/.exec((await runs().textContent()) ?? "")?.[1]);
    const database = new DatabaseSync(store());
    database.exec("DELETE FROM Event WHERE execution_id IN (SELECT id FROM Execution ORDER BY id DESC LIMIT 60)");
    database.exec("DELETE FROM Execution WHERE id IN (SELECT id FROM Execution ORDER BY id DESC LIMIT 60)");
    database.close();
    const fewer = lenses(session.page)
      .filter({ hasNotText: `${before} runs` })
      .filter({ hasText: / runs · / })
      .first();
    await fewer.waitFor();
    const now = Number(/(\d+) runs/.exec((await fewer.textContent()) ?? "")?.[1]);
    assert.ok(now < before, `${now} runs after ${before}`);
  });

  it("has its open records written anew when it changes", async () => {
    const { page } = session;
    const code = "tfx.components.CsvExampleGen";
    await goToLine(page, firstNode);
    const shown = await hover(page, code, "CsvExampleGen", /last succeeded/);
    await shown.getByText(/^[\d,]+ runs$/).click();
    const listed = page.locator(".view-line").filter({ hasText: /^..execution.\d+.·.CsvExampleGen/ });
    await listed.first().waitFor();
    const ids = (await listed.allTextContents()).map((text) => Number(/\d+/.exec(text)?.[0]));
    const newest = listed.filter({ hasText: new RegExp(`execution.${Math.max(...ids)}\\b`) });
    const database = new DatabaseSync(store());
    database.exec("DELETE FROM Event WHERE execution_id IN (SELECT id FROM Execution ORDER BY id DESC LIMIT 60)");
    database.exec("DELETE FROM Execution WHERE id IN (SELECT id FROM Execution ORDER BY id DESC LIMIT 60)");
    database.close();
    await newest.waitFor({ state: "detached" });
    await listed.first().waitFor();
    await run(page, "View: Close Editor");
    await listed.first().waitFor({ state: "detached" });
    await goToLine(page, firstNode);
  });

  it("tells once that it is damaged, and goes on when it is whole again", async () => {
    const { page } = session;
    await rename(store(), `${store()}.whole`);
    await writeFile(store(), "SQLite format 3\0 and then nothing of the kind");
    const messages = page.locator(".notification-list-item").filter({ hasText: "metadata.sqlite" });
    await messages.first().waitFor();
    await sleep(3000);
    assert.equal(await messages.count(), 1);
    await rename(`${store()}.whole`, store());
    await statusItem(page, /Graphlet: metadata\.sqlite/).waitFor();
    await runs().waitFor();
  });
});
