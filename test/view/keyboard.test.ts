import { describe, expect, it } from "vitest";
import { historyOf } from "./fixtures/history.ts";
import { taxiGraphlet, taxiPipeline } from "./fixtures/taxi.ts";
import type { Panel } from "./support/panel.ts";
import { activeName, announced, nodeOf, places, press } from "./support/probe.ts";
import { useView } from "./support/useView.ts";

const open = useView();

const name = async (panel: Panel): Promise<string> => (await activeName(panel))?.split(":")[0] ?? "";

describe("keys in the graph", () => {
  for (const [title, view] of Object.entries({ taxiPipeline, taxiGraphlet })) {
    for (const [width, onward] of [
      [640, "ArrowRight"],
      [1600, "ArrowDown"],
    ] as const) {
      it(`reach every node: ${title}, ${width} wide`, async () => {
        const panel = await open({ width, height: 800 });
        await panel.draw(view);
        await panel.page.locator("#graph").focus();
        await press(panel, "Home");
        const seen = new Set<string | null>();
        for (const _ of view.nodes) {
          seen.add(await activeName(panel));
          await press(panel, onward);
        }
        expect([...seen]).not.toContain(null);
        expect(seen.size).toBe(view.nodes.length);
      });
    }
  }

  it("follow edges and come back", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await panel.page.locator("#graph").focus();
    await press(panel, "Home");
    await expect.poll(() => name(panel)).toBe("CsvExampleGen");
    await press(panel, "ArrowDown");
    const second = await name(panel);
    expect(taxiPipeline.edges.some(({ from, to }) => from === "CsvExampleGen" && to === second)).toBe(true);
    await press(panel, "ArrowUp");
    await expect.poll(() => name(panel)).toBe("CsvExampleGen");
    await press(panel, "End");
    await expect.poll(() => name(panel)).toBe("Pusher");
    await expect.poll(() => activeName(panel)).toMatch(/, 3 inputs, no outputs$/);
  });

  it("keep the node where they are in view, with a ring around it", async () => {
    const panel = await open({ width: 400, height: 400 });
    await panel.draw(taxiPipeline);
    await panel.page.locator("#graph").focus();
    await press(panel, "Home", "End");
    const ring = nodeOf(panel, "Pusher").locator(".focus-ring");
    await expect.poll(() => ring.evaluate((element) => getComputedStyle(element).display)).toBe("inline");
    const box = await nodeOf(panel, "Pusher").locator(".outline-shape.front").boundingBox();
    expect(box?.y ?? 0).toBeGreaterThan(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(400);
  });

  it("keep the selected node above the chooser of steps", async () => {
    const panel = await open({ width: 400, height: 400 });
    await panel.draw(taxiPipeline);
    await panel.page.locator("#graph").focus();
    await press(panel, "Home", "End", "Enter");
    const chooser = panel.page.locator(".hops");
    await chooser.waitFor();
    await expect
      .poll(async () => {
        const [node, over] = await Promise.all([
          nodeOf(panel, "Pusher").locator(".outline-shape.front").boundingBox(),
          chooser.boundingBox(),
        ]);
        return (node?.y ?? 0) + (node?.height ?? 0) - (over?.y ?? 0);
      })
      .toBeLessThanOrEqual(0);
  });

  it("select with Enter, showing the code, and clear with Escape", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await panel.page.locator("#graph").focus();
    await press(panel, "End", "Enter");
    expect(await panel.sentLast("select")).toEqual({ type: "select", node: "Pusher", reveal: true });
    await expect.poll(() => announced(panel)).toBe("Pusher selected, 9 nodes upstream, no nodes downstream");
    await press(panel, "Escape");
    expect(await panel.sentLast("select", 2)).toEqual({ type: "select", node: null, reveal: false });
    await expect.poll(() => panel.page.locator(".node.selected").count()).toBe(0);
  });

  it("are one tab stop", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await expect.poll(() => panel.page.locator(".graph-pane [tabindex='0']").count()).toBe(1);
  });
});

describe("keys of the search", () => {
  it("slash goes there, Enter from match to match, Escape back", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await press(panel, "/");
    await panel.page.keyboard.type("trainer");
    await expect.poll(() => panel.page.locator(".count").textContent()).toBe("2 matches");
    await expect.poll(() => panel.page.locator(".node.match").count()).toBe(2);
    await press(panel, "Enter");
    expect(await panel.sentLast("select")).toEqual({ type: "select", node: "Trainer", reveal: false });
    await expect.poll(() => panel.page.locator(".count").textContent()).toBe("1 of 2");
    await press(panel, "Enter");
    expect((await panel.sentLast("select", 2)).node).toBe("Trainer.challenger");
    await press(panel, "Enter", "Shift+Enter");
    expect((await panel.sentLast("select", 4)).node).toBe("Trainer.challenger");
    await press(panel, "Escape");
    await expect.poll(() => panel.page.locator("#graph-search").inputValue()).toBe("");
    await expect.poll(() => panel.page.evaluate(() => document.activeElement?.id)).toBe("graph");
  });

  it("a narrowed graph is searched as a whole", async () => {
    const panel = await open();
    await panel.draw({ ...taxiPipeline, totalNodes: 3204 });
    await press(panel, "/");
    await panel.page.keyboard.type("BulkInferrer");
    await panel.page.getByText("Not in this part. Enter searches the whole graph.").waitFor();
    await press(panel, "Enter");
    expect(await panel.sentLast("show")).toEqual({
      type: "show",
      level: "pipeline",
      artifacts: false,
      around: "BulkInferrer",
    });
  });
});

describe("keys of VS Code", () => {
  it("are not taken for the view's: zoom, search, back and copy", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await panel.draw(taxiGraphlet);
    await panel.clear();
    await panel.page.locator("#graph").focus();
    const before = await places(panel);
    await press(panel, "Control+=", "Control+/", "Control+[", "Alt+ArrowDown", "Control+m");
    expect(await places(panel)).toEqual(before);
    expect(await panel.page.evaluate(() => document.activeElement?.id)).toBe("graph");
    expect(await panel.sent()).toEqual([]);
  });

  it("copy from the list of models, and compare none", async () => {
    const panel = await open();
    await panel.send({ type: "view", view: historyOf(14), select: null });
    await panel.page.getByRole("listbox", { name: "Models, newest first" }).focus();
    await press(panel, "Home", "Control+c");
    expect((await panel.sent()).filter(({ type }) => type === "show")).toEqual([]);
    await press(panel, "c");
    expect((await panel.sentLast("show")).level).toBe("compare");
  });
});

describe("keys of the outline", () => {
  it("walk the same graph with the same selection, shown or not", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    const list = panel.page.getByRole("listbox", { name: "Nodes, makers before readers" });
    await expect.poll(() => list.getByRole("option").count()).toBe(12);
    await list.focus();
    await press(panel, "ArrowDown", "Enter");
    expect(await panel.sentLast("select")).toEqual({ type: "select", node: "StatisticsGen", reveal: true });
    await expect.poll(() => nodeOf(panel, "StatisticsGen").getAttribute("class")).toContain("selected");
    await expect
      .poll(() => list.locator("[aria-selected=true] .visually-hidden").textContent())
      .toMatch(/^StatisticsGen.*1 input, 2 outputs, from CsvExampleGen$/);
  });

  it("comes into sight while it has the focus, and by its button", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    const height = async () => (await panel.page.locator(".outline").boundingBox())?.height ?? 0;
    await expect.poll(() => height()).toBeLessThan(2);
    await panel.page.getByRole("listbox", { name: "Nodes, makers before readers" }).focus();
    await expect.poll(() => height()).toBeGreaterThan(100);
    await panel.page.locator("#graph").focus();
    await expect.poll(() => height()).toBeLessThan(2);
    await panel.page.getByRole("button", { name: "Show Outline" }).click();
    await expect.poll(() => height()).toBeGreaterThan(100);
  });
});

describe("keys of the models' list", () => {
  it("open, walk, choose and close it", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet);
    await panel.page.locator(".picker-button").focus();
    await press(panel, "Enter", "ArrowDown", "Enter");
    expect(await panel.sentLast("show")).toEqual({ type: "show", level: "graphlet", artifacts: false, trainer: 1139 });
    await expect.poll(() => panel.page.getByRole("listbox", { name: "Models, newest first" }).count()).toBe(0);
    await press(panel, "Enter", "Escape");
    await expect.poll(() => panel.page.evaluate(() => document.activeElement?.className)).toBe("picker-button");
  });
});
