import { describe, expect, it } from "vitest";
import type { HistoryView } from "../../server/src/protocol.ts";
import { historyOf, taxiHistory } from "./fixtures/history.ts";
import { taxiPipeline } from "./fixtures/taxi.ts";
import type { Panel, PanelOptions } from "./support/panel.ts";
import { announced, press } from "./support/probe.ts";
import { useView } from "./support/useView.ts";

const openPanel = useView();

/** A panel with a history, and the focus in it where `keys` says so. */
async function open(view: HistoryView, options: PanelOptions & { readonly keys?: boolean } = {}): Promise<Panel> {
  const panel = await openPanel(options);
  await panel.send({ type: "view", view, select: null });
  await panel.page.locator(".lane-marks > *").first().waitFor({ state: "attached" });
  if (options.keys) await panel.page.locator("#history").focus();
  return panel;
}
/** What screen readers hear of the item where the keyboard is. */
const active = (panel: Panel): Promise<string | null> =>
  panel.page.evaluate(() => {
    const id = document.getElementById("history")?.getAttribute("aria-activedescendant");
    return document.getElementById(id ?? "")?.getAttribute("aria-label") ?? null;
  });
const few = historyOf(14, { failing: [0, 0] });
const fewWithFold = historyOf(14, { failing: [4, 5] });
const glyphs = (panel: Panel): Promise<number> => panel.page.locator(".lane-marks use").count();
/** The same once the picture has been drawn for what was asked last. */
async function settledGlyphs(panel: Panel): Promise<number> {
  await panel.settled();
  return glyphs(panel);
}

describe("the strip", () => {
  const words = (panel: Panel): Promise<string[]> => panel.page.locator(".strip dl dt").allTextContents();

  it("tells what was wasted", async () => {
    expect(await words(await open(few))).toEqual(["models", "deployed", "wasted"]);
  });
  it("tells of no waste in hours where no cost is recorded", async () => {
    expect(await words(await open({ ...few, cost: 0 }))).toEqual(["models", "deployed"]);
  });
});

describe("the lanes", () => {
  it("have a glyph for each model where there is room", async () => {
    const panel = await open(few);
    await expect.poll(() => glyphs(panel)).toBe(14);
  });
  it("fold the same failure and say how often", async () => {
    const panel = await open(fewWithFold);
    await expect.poll(() => glyphs(panel)).toBe(10);
    await expect.poll(() => panel.page.locator(".fold").textContent()).toBe("×5");
  });
  it("are named after their trainers", async () => {
    const panel = await open(taxiHistory);
    await expect
      .poll(() => panel.page.locator(".lane-name .name").allTextContents())
      .toEqual(["Trainer", "Trainer.challenger"]);
  });
  it("of ten thousand models exist in a few hundred elements", async () => {
    const panel = await open(historyOf(10_000, { lanes: ["Trainer", "Ranker"], every: 6 }));
    await expect.poll(() => panel.page.locator(".lanes *").count()).toBeLessThan(600);
  });
  it("have wider connectors the more data models have in common", async () => {
    const panel = await open(few);
    const widths = await panel.page.locator(".overlap").evaluateAll((lines) =>
      lines
        .map((line) => [line.getAttribute("class"), Number.parseFloat(getComputedStyle(line).strokeWidth)] as const)
        .sort()
        .map(([, width]) => width),
    );
    expect(widths.length).toBeGreaterThan(2);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
  });
});

describe("without costs", () => {
  const withoutCosts = (view: HistoryView): HistoryView => ({
    ...view,
    cost: 0,
    marks: { ...view.marks, cost: view.marks.cost.map(() => null), ownCost: view.marks.cost.map(() => 0) },
  });
  const crowd = withoutCosts(historyOf(120, { failing: [0, 0] }));
  const laneHeight = (panel: Panel): Promise<number> =>
    panel.page.locator(".lanes").evaluate((lanes) => lanes.getBoundingClientRect().height);

  it("each model has its glyph, one over the other where they are close", async () => {
    const panel = await open(crowd, { width: 480 });
    await expect.poll(() => glyphs(panel)).toBe(120);
    await expect.poll(() => panel.page.locator(".bin").count()).toBe(0);
  });
  it("so many that there is no room for glyphs are bars as high as their number", async () => {
    const panel = await open(withoutCosts(historyOf(4_000, { every: 6 })), { width: 480 });
    await expect.poll(() => panel.page.locator(".bin").count()).toBeGreaterThan(0);
  });
  it("a lane is as high as its piles need, and zooming does not change that", async () => {
    const panel = await open(crowd, { width: 480, height: 900, keys: true });
    const before = await laneHeight(panel);
    expect(before).toBeLessThan(200);
    await press(panel, "+", "+", "+");
    await expect.poll(() => laneHeight(panel)).toBe(before);
  });
  it("it says so", async () => {
    const panel = await open(crowd);
    await expect.poll(() => panel.page.locator(".lane-name .second").textContent()).toContain("no cost recorded");
  });
});

describe("the cursor in the code", () => {
  const marked = (panel: Panel): Promise<string[]> => panel.page.locator(".at-cursor .name").allTextContents();

  it("marks the lane of its node, and says how many models it trained", async () => {
    const panel = await open(taxiHistory);
    expect(await marked(panel)).toEqual([]);
    await panel.send({ type: "selectDefinitionNode", node: "Trainer.challenger" });
    await expect.poll(() => marked(panel)).toEqual(["Trainer.challenger"]);
    await expect.poll(() => announced(panel)).toBe("Trainer.challenger: 45 models");
  });
  it("marks nothing where it is at no trainer", async () => {
    const panel = await open(taxiHistory);
    await panel.send({ type: "selectDefinitionNode", node: "Trainer" });
    await panel.send({ type: "selectDefinitionNode", node: "Pusher" });
    await expect.poll(() => marked(panel)).toEqual([]);
  });
  it("brings a lane into view that is not", async () => {
    const lanes = Array.from({ length: 12 }, (_, lane) => `Trainer${lane}`);
    const panel = await open(historyOf(120, { lanes, failing: [0, 0] }), { height: 500 });
    await panel.send({ type: "selectDefinitionNode", node: "Trainer11" });
    await expect
      .poll(() => panel.page.locator(".history-scroll").evaluate((element) => element.scrollTop))
      .toBeGreaterThan(300);
  });
  it("is where the node was that was selected in the graph", async () => {
    const panel = await openPanel();
    await panel.draw(taxiPipeline, "Trainer");
    await panel.send({ type: "view", view: taxiHistory, select: null });
    await expect.poll(() => marked(panel)).toEqual(["Trainer"]);
  });
});

describe("screen readers", () => {
  it("hear what became of the models when a history comes", async () => {
    const panel = await open(taxiHistory);
    await expect
      .poll(() => announced(panel))
      .toBe("History of taxi_tips: 90 models, 20 deployed, 8 used, 2 pending, 32 wasted, 24 failed, 4 abandoned");
  });
  it("find one stop of the Tab key where lanes scroll", async () => {
    const lanes = Array.from({ length: 12 }, (_, lane) => `Trainer${lane}`);
    const panel = await open(historyOf(120, { lanes, failing: [0, 0] }), { keys: true });
    await panel.page.keyboard.press("Tab");
    expect(await panel.page.evaluate(() => document.activeElement?.closest("#history"))).toBeNull();
  });
  it("stay with the lanes when those are clicked", async () => {
    const lanes = Array.from({ length: 12 }, (_, lane) => `Trainer${lane}`);
    const panel = await open(historyOf(120, { lanes, failing: [0, 0] }));
    await panel.page.mouse.click(300, 250);
    expect(await panel.page.evaluate(() => document.activeElement?.id)).toBe("history");
  });
});

describe("the pointer", () => {
  /** Middle of the so-many-th glyph. */
  const glyphAt = async (panel: Panel, number: number): Promise<{ x: number; y: number }> => {
    const box = await panel.page.locator(".lane-marks use").nth(number).boundingBox();
    if (!box) throw new Error("no such glyph");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  it("opens a model's graph with a click", async () => {
    const panel = await open(few);
    const { x, y } = await glyphAt(panel, 3);
    await panel.page.mouse.click(x, y);
    expect(await panel.sentLast("show")).toEqual({ type: "show", level: "graphlet", trainer: 1003, artifacts: false });
  });
  it("shows what is under it", async () => {
    const panel = await open(few);
    const { x, y } = await glyphAt(panel, 3);
    await panel.page.mouse.move(x, y);
    await expect.poll(() => panel.page.locator(".tip-title").textContent()).toBe("model 103");
    await panel.page.mouse.move(5, 5);
    await panel.page.locator(".tip").waitFor({ state: "detached" });
  });
  it("covers little of low lanes with what it shows", async () => {
    const heightOfTip = async (height: number): Promise<number> => {
      const panel = await open(few, { height });
      const { x, y } = await glyphAt(panel, 3);
      await panel.page.mouse.move(x, y);
      return (await panel.page.locator(".tip").boundingBox())?.height ?? 0;
    };
    expect(await heightOfTip(360)).toBeLessThan((await heightOfTip(800)) * 0.7);
  });
  it("does not move many lanes when it takes the focus", async () => {
    const lanes = Array.from({ length: 12 }, (_, lane) => `Trainer${lane}`);
    const panel = await open(historyOf(120, { lanes, failing: [0, 0] }));
    const scroll = panel.page.locator(".history-scroll");
    const top = await scroll.evaluate((element) => {
      element.scrollTop = 300;
      return element.scrollTop;
    });
    await panel.page.mouse.click(300, 250);
    expect(top).toBe(300);
    await expect.poll(() => scroll.evaluate((element) => element.scrollTop)).toBe(300);
    await expect.poll(() => panel.page.locator(".tip").count()).toBe(0);
  });
  it("opens a fold with a click, and Escape folds it again", async () => {
    const panel = await open(fewWithFold);
    const { x, y } = await glyphAt(panel, 4);
    await panel.page.mouse.click(x, y);
    await expect.poll(() => glyphs(panel)).toBe(14);
    await press(panel, "Escape");
    await expect.poll(() => glyphs(panel)).toBe(10);
  });
  it("folds again what it opened", async () => {
    const panel = await open(fewWithFold);
    const { x, y } = await glyphAt(panel, 4);
    await panel.page.mouse.click(x, y);
    await panel.page.getByRole("button", { name: "Fold Them Again" }).click();
    await expect.poll(() => glyphs(panel)).toBe(10);
  });
  it("pans by dragging and zooms with Ctrl and the wheel", async () => {
    const panel = await open(few);
    const before = await glyphAt(panel, 0);
    await panel.page.mouse.move(400, 300);
    await panel.page.mouse.down();
    await panel.page.mouse.move(450, 300, { steps: 3 });
    await panel.page.mouse.up();
    await expect.poll(async () => Math.round((await glyphAt(panel, 0)).x - before.x)).toBe(50);
    const apart = async (): Promise<number> => (await glyphAt(panel, 1)).x - (await glyphAt(panel, 0)).x;
    const narrow = await apart();
    await panel.page.keyboard.down("Control");
    await panel.page.mouse.wheel(0, -200);
    await panel.page.keyboard.up("Control");
    await expect.poll(async () => (await apart()) > narrow * 1.3).toBe(true);
  });
  it("opens what a bin holds with a click", async () => {
    const panel = await open(historyOf(4_000, { every: 6 }));
    const zoomedIn = async (): Promise<number> => (await glyphs(panel)) + (await panel.page.locator(".tick").count());
    await expect.poll(() => glyphs(panel)).toBe(0);
    for (let click = 0; click < 4 && (await glyphs(panel)) === 0; click++) {
      const bin = await panel.page.locator(".bin").first().boundingBox();
      if (!bin) break;
      const y = bin.y + bin.height - 4;
      for (let x = 300; x < 340; x += 4) {
        await panel.page.mouse.move(x, y);
        if ((await panel.page.locator(".tip").count()) > 0) {
          await panel.page.mouse.click(x, y);
          break;
        }
      }
      await panel.settled();
    }
    await expect.poll(() => zoomedIn()).toBeGreaterThan(5);
    await expect.poll(() => glyphs(panel)).toBeGreaterThan(0);
  });
});

describe("a range", () => {
  const select = async (panel: Panel): Promise<void> => {
    const axis = await panel.page.locator(".axis-frame").boundingBox();
    if (!axis) throw new Error("no axis");
    await panel.page.mouse.move(axis.x + 100, axis.y + 10);
    await panel.page.mouse.down();
    await panel.page.mouse.move(axis.x + 300, axis.y + 10, { steps: 4 });
    await panel.page.mouse.up();
  };
  const models = async (panel: Panel): Promise<number> =>
    Number((await panel.page.locator(".figure dd").first().textContent())?.replace(",", ""));

  it("is drawn along the dates and has figures of its own", async () => {
    const panel = await open(taxiHistory);
    await expect.poll(() => models(panel)).toBe(90);
    await select(panel);
    await panel.page.getByRole("region", { name: "Figures of the selected models" }).waitFor();
    await expect.poll(() => models(panel)).toBeGreaterThan(5);
    await expect.poll(() => models(panel)).toBeLessThan(60);
    await press(panel, "Escape");
    await expect.poll(() => models(panel)).toBe(90);
  });
  it("filters the list", async () => {
    const panel = await open(taxiHistory);
    await panel.page.getByRole("button", { name: "Show List" }).click();
    await select(panel);
    const list = panel.page.getByRole("listbox", { name: "Selected models, newest first" });
    await expect.poll(() => list.getByRole("option").count()).toBe(await models(panel));
  });
  it("is selected by keys, too", async () => {
    const panel = await open(few, { keys: true });
    await press(panel, "Shift+ArrowLeft", "Shift+ArrowLeft");
    await expect.poll(() => models(panel)).toBe(3);
    await press(panel, "Shift+ArrowRight");
    await expect.poll(() => models(panel)).toBe(2);
  });
  it("leads to the pipeline's graph of that time, and filters the tree by it", async () => {
    const panel = await open(few, { keys: true });
    await press(panel, "Shift+ArrowLeft");
    await panel.page.getByRole("button", { name: "Show Its Pipeline" }).click();
    const [from, to] = few.marks.at.slice(-2);
    const asked = { type: "show", level: "pipeline", range: { from, to }, artifacts: false };
    expect(await panel.sentLast("show")).toEqual(asked);
    await panel.page.getByRole("button", { name: "Filter Traces" }).click();
    expect(await panel.sentLast("filterTraces")).toEqual({ type: "filterTraces", range: { from, to } });
    await panel.draw({ ...taxiPipeline, range: { from: from ?? 0, to: to ?? 0 } });
    await panel.page.getByRole("button", { name: "Show All Runs" }).click();
    expect(await panel.sentLast("show")).toEqual({ type: "show", level: "pipeline", artifacts: false });
  });
  it("can be zoomed to", async () => {
    const panel = await open(few, { keys: true });
    await press(panel, "Shift+ArrowLeft", "Shift+ArrowLeft");
    await panel.page.getByRole("button", { name: "Zoom to It" }).click();
    await expect.poll(() => glyphs(panel)).toBeLessThan(14);
  });
});

describe("keys", () => {
  it("say that a bin must be opened before one of its models can be chosen", async () => {
    const panel = await open(historyOf(4_000, { every: 6 }), { keys: true });
    await press(panel, "Home", " ");
    await expect.poll(() => announced(panel)).toBe("Several models: Enter shows each, then one can be chosen");
  });
  it("go from model to model and tell each", async () => {
    const panel = await open(few, { keys: true });
    await expect.poll(() => active(panel)).toMatch(/^model 113, Trainer · /);
    await press(panel, "ArrowLeft");
    await expect.poll(() => active(panel)).toMatch(/^model 112, /);
    await expect.poll(() => announced(panel)).toBe(await active(panel));
    await press(panel, "Home");
    await expect.poll(() => active(panel)).toMatch(/^model 100, /);
    await press(panel, "End", "Enter");
    expect(await panel.sentLast("show")).toEqual({ type: "show", level: "graphlet", trainer: 1013, artifacts: false });
  });
  it.each([
    ["Home", /^model 100, /],
    ["End", /^model 113, /],
    ["PageUp", /^model 113, /],
  ])("take a model in hand with %s where none is", async (key, name) => {
    const panel = await open(few);
    // A click between the marks takes the focus, and no model.
    await panel.page.locator(".axis-frame").click();
    await expect.poll(() => active(panel)).toBeNull();
    await press(panel, key);
    await expect.poll(() => active(panel)).toMatch(name);
  });
  it("go from trainer to trainer", async () => {
    const panel = await open(historyOf(20, { lanes: ["Trainer", "Ranker"], failing: [0, 0] }), { keys: true });
    await press(panel, "ArrowUp", "Home");
    await expect.poll(() => active(panel)).toContain("Trainer · ");
    await press(panel, "ArrowDown");
    await expect.poll(() => active(panel)).toContain("Ranker · ");
  });
  it("zoom around the model and keep it in view", async () => {
    const panel = await open(few, { keys: true });
    await press(panel, "+", "+", "+");
    await expect.poll(() => glyphs(panel)).toBeLessThan(14);
    await settledGlyphs(panel);
    // While it is being drawn anew the ring has no box.
    const left = async (): Promise<number | undefined> =>
      (await panel.page.locator(".over .focus-ring").boundingBox())?.x;
    await expect.poll(left).toBeDefined();
    const x = (await left()) ?? Number.NaN;
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThan(640);
    await press(panel, "0");
    await expect.poll(() => glyphs(panel)).toBe(14);
  });
  it("mark two models and compare them", async () => {
    const panel = await open(few, { keys: true });
    await press(panel, " ", "ArrowLeft", "ArrowLeft", " ");
    await expect
      .poll(() => panel.page.locator(".marked-bar .name").textContent())
      .toBe("model 113 and model 111 marked");
    await press(panel, "c");
    const asked = { type: "show", level: "compare", trainer: 1011, against: 1013, artifacts: false };
    expect(await panel.sentLast("show")).toEqual(asked);
  });
  it("compare one model with the last deployed one", async () => {
    const panel = await open(few, { keys: true });
    await press(panel, "c");
    expect(await panel.sentLast("show")).toEqual({ type: "show", level: "compare", trainer: 1013, artifacts: false });
  });
  it("are one tab stop, and the list another", async () => {
    const panel = await open(few);
    await expect.poll(() => panel.page.locator(".history-pane [tabindex='0']").count()).toBe(1);
    await expect.poll(() => panel.page.locator(".outline [tabindex='0']").count()).toBe(1);
  });
  it("walk the list as well", async () => {
    const panel = await open(few);
    await panel.page.getByRole("listbox", { name: "Models, newest first" }).focus();
    await press(panel, "ArrowDown", "Enter");
    expect(await panel.sentLast("show")).toMatchObject({ level: "graphlet", trainer: 1012 });
  });
});

describe("over changes", () => {
  it("a refresh keeps the window, the marks and the model", async () => {
    const panel = await open(few, { keys: true });
    await press(panel, "+", "+", " ");
    await expect.poll(() => glyphs(panel)).toBeLessThan(14);
    const before = await settledGlyphs(panel);
    await panel.send({ type: "view", view: { ...few, notes: ["newer"] }, select: null });
    await panel.page.getByText("newer").waitFor();
    await expect.poll(() => settledGlyphs(panel)).toBe(before);
    await expect.poll(() => active(panel)).toMatch(/^model 113, /);
    await expect.poll(() => panel.page.locator(".marked-bar").count()).toBe(1);
  });
  it("a reload keeps the level, the window and the marks, by ids", async () => {
    const first = await open(few, { keys: true });
    await press(first, "+", "+", " ");
    await expect.poll(() => first.state()).toMatchObject({ level: "history", timeline: { marked: [1013] } });
    await expect.poll(() => glyphs(first)).toBeLessThan(14);
    const shown = await settledGlyphs(first);
    const second = await open(few, { state: await first.state() });
    expect((await second.sentLast("ready")).state).toMatchObject({ level: "history" });
    await expect.poll(() => glyphs(second)).toBe(shown);
    await expect.poll(() => second.page.locator(".marked-bar .name").textContent()).toBe("model 113 marked");
  });
  it("another level takes its place and gives it back", async () => {
    const panel = await open(few);
    await panel.draw(taxiPipeline);
    await expect.poll(() => panel.page.locator("#history").count()).toBe(0);
    await expect.poll(() => panel.page.locator(".node").count()).toBe(12);
    await panel.send({ type: "view", view: few, select: null });
    await expect.poll(() => glyphs(panel)).toBe(14);
    await panel.draw(taxiPipeline);
    await expect.poll(() => panel.page.locator(".node").count()).toBe(12);
  });
});

describe("states", () => {
  it("a failure says what is missing", async () => {
    const panel = await openPanel();
    const view = {
      type: "failure",
      message: "The trace has no model of this pipeline.",
      action: "chooseTrace",
    } as const;
    await panel.send({ type: "view", view, select: null });
    await panel.page.getByRole("button", { name: "Choose Trace…" }).waitFor();
  });
  it("while it is read the last history stays", async () => {
    const panel = await open(few);
    await panel.send({ type: "loading", what: "Reading metadata.sqlite" });
    await panel.page.getByText("Reading metadata.sqlite").waitFor();
    await expect.poll(() => glyphs(panel)).toBe(14);
  });
  it("one model alone is shown", async () => {
    const panel = await open(historyOf(1));
    await expect.poll(() => glyphs(panel)).toBe(1);
  });
  it("columns that do not fit together are refused", async () => {
    const panel = await openPanel();
    const broken = { ...few, marks: { ...few.marks, at: [1] } };
    await panel.send({ type: "view", view: broken, select: null });
    expect(await panel.sentLast("error")).toEqual({ type: "error", message: "Message view is not as agreed." });
    await panel.clear();
  });
  it("names are shown as text", async () => {
    const name = "<img src=x onerror=alert(1)>\u202e";
    const panel = await open({
      ...few,
      title: name,
      lanes: few.lanes.map((lane) => ({ ...lane, node: name })),
      marks: { ...few.marks, label: few.marks.label.map(() => name) },
    });
    await panel.page.locator("#history").focus();
    await expect.poll(() => panel.page.locator("img").count()).toBe(0);
    await expect.poll(() => panel.page.locator(".tip-title").textContent()).toBe("<img src=x onerror=alert(1)>");
  });
  it("there is room for everything at 320 pixels", async () => {
    const panel = await open(taxiHistory, { width: 320, height: 640 });
    const wide = await panel.page.locator("header *, .strip *").evaluateAll((elements) =>
      elements
        .filter((element) => !element.closest("svg"))
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    expect(wide).toEqual([]);
    expect((await panel.page.locator("#history").boundingBox())?.height ?? 0).toBeGreaterThan(200);
  });
});
