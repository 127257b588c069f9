// What leaves the graph as a picture, through the workbench's own dialog, from a dark window.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, before, describe, type TestContext } from "node:test";
import { PNG } from "pngjs";
import { elementsOf } from "../../unit/cli/xml.ts";
import { until } from "../kit/until.ts";
import { it } from "./kit/attempts.ts";
import * as graph from "./kit/graphView.ts";
import { openSession, type Session, shot } from "./kit/session.ts";
import { editor, goToLine, run } from "./kit/workbench.ts";

describe("exporting from the workbench", { concurrency: false, timeout: 300_000 }, () => {
  let session: Session;

  before(async () => {
    session = await openSession({
      folder: "examples",
      file: "taxi/pipeline.py",
      settings: { "workbench.colorTheme": "Dark Modern" },
    });
    await editor(session.page).waitFor();
    await goToLine(session.page, 1);
    await run(session.page, "Graphlet: Show Provenance Graph");
    await graph.node(session.page, "Transform").waitFor();
  });
  after(() => session?.close());
  afterEach(async (context) => {
    if ((context as TestContext & { error?: unknown }).error) {
      await shot(session.page, `failed-${context.name.replace(/\W+/g, "-")}`).catch(() => {});
    }
  });

  /** What the graph is exported as under that name, in the folder that is open. */
  async function exported(name: string): Promise<Buffer> {
    const { page, folder } = session;
    const file = path.join(folder, name);
    await page
      .locator(".tabs-container .tab")
      .filter({ hasText: /taxi_tips|model/ })
      .first()
      .click();
    await run(page, "Graphlet: Export Graph");
    const input = page.locator(".quick-input-widget:visible input").first();
    await until("the dialog", async () => (await input.inputValue()).endsWith(".svg"));
    await input.fill(file);
    await page.keyboard.press("Enter");
    const read = () => readFile(file).catch(() => null);
    return until("the file", async () => {
      const content = await read();
      return content !== null && content.length > 0 && content;
    });
  }

  /** Colours of texts and lines are literal, and dark enough for a sheet of white paper. */
  function assertLegible(svg: string): void {
    assert.doesNotMatch(svg, /var\(|--vscode|https?:(?!\/\/www\.w3\.org\/)/);
    const text = /text\{fill:(#[0-9a-f]{6})/.exec(svg)?.[1] ?? "#ffffff";
    const brightness = [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
    assert.ok(Math.max(...brightness) < 0x80, `texts are ${text}`);
  }

  /** Most of it is white, and some of it is dark. */
  function assertOnWhite(bytes: Buffer): void {
    const { data, width, height } = PNG.sync.read(bytes);
    let white = 0;
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) {
      const least = Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
      const most = Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
      if (least > 0xf0 && data[at + 3] === 0xff) white++;
      if (most < 0x60) dark++;
    }
    assert.ok(white > 0.5 * width * height, `${white} of ${width} × ${height} pixels are white`);
    assert.ok(dark > 500, `${dark} pixels are dark`);
  }

  it("saves the pipeline as SVG", async () => {
    const svg = (await exported("pipeline.svg")).toString("utf8");
    const { texts } = elementsOf(svg);
    for (const name of ["CsvExampleGen", "StatisticsGen", "Transform", "Trainer"])
      assert.ok(texts.includes(name), name);
    assertLegible(svg);
  });

  it("saves it as PNG", async () => {
    assertOnWhite(await exported("pipeline.png"));
  });

  it("saves the history", async () => {
    await graph.press(session.page, "History");
    await graph.history(session.page).waitFor();
    const svg = (await exported("history.svg")).toString("utf8");
    assert.match(elementsOf(svg).texts.join("\n"), /305 models · 38 deployed/);
    assertLegible(svg);
    assertOnWhite(await exported("history.png"));
  });

  it("saves a comparison of two models", async () => {
    await graph.press(session.page, "Compare");
    await graph.finding(session.page).waitFor();
    await graph.nodes(session.page).first().waitFor();
    const svg = (await exported("comparison.svg")).toString("utf8");
    assert.ok(elementsOf(svg).texts.some((text) => text.startsWith("Trainer")));
    assertLegible(svg);
    assertOnWhite(await exported("comparison.png"));
  });
});
