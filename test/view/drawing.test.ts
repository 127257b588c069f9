import { describe, expect, it } from "vitest";
import { edges, node, view } from "./fixtures/build.ts";
import { runsView } from "./fixtures/large.ts";
import { taxiGraphlet, taxiPipeline } from "./fixtures/taxi.ts";
import { nodeOf, places } from "./support/probe.ts";
import { useView } from "./support/useView.ts";

const open = useView();

describe("drawing", () => {
  it("draws a pipeline with ELK in a worker, and says so", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await expect.poll(() => panel.page.locator(".node").count()).toBe(12);
    await expect.poll(() => panel.page.locator(".edge").count()).toBe(taxiPipeline.edges.length);
    expect(await panel.sentLast("drawn")).toMatchObject({ key: taxiPipeline.key, nodes: 12, edges: 22, layout: "elk" });
    await expect.poll(() => panel.page.locator("h1").textContent()).toBe("taxi_tips");
    await expect.poll(() => panel.page.locator(".summary").textContent()).toBe(taxiPipeline.summary);
  });

  it("draws executions as boxes of 176 × 40 and artifacts as pills of 24", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet);
    const size = (name: string) =>
      nodeOf(panel, name)
        .locator(".outline-shape.front")
        .evaluate((shape) => [shape.getAttribute("width"), shape.getAttribute("height")]);
    await expect.poll(() => size("Trainer")).toEqual(["176", "40"]);
    expect((await size("span 41"))[1]).toBe("24");
    await expect.poll(() => nodeOf(panel, "×10 spans").locator(".outline-shape").count()).toBe(3);
    await expect.poll(() => nodeOf(panel, "model 139, model").getAttribute("class")).toContain("boundary");
  });

  it("writes names in full where they fit, else with an ellipsis in the middle and in full for the tooltip", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await expect.poll(() => nodeOf(panel, "Transform").locator(".label").textContent()).toBe("Transform");
    const long = nodeOf(panel, "LatestBlessedModelResolver");
    await expect.poll(() => long.locator(".label").textContent()).toMatch(/^Latest.*….*solver$/);
    await expect.poll(() => long.locator("title").textContent()).toContain("LatestBlessedModelResolver");
  });

  it("writes a long name on two lines where nothing has run", async () => {
    const panel = await open();
    const { nodes } = taxiPipeline;
    await panel.draw({ ...taxiPipeline, nodes: nodes.map((node) => ({ ...node, second: "", state: null })) });
    const lines = () => nodeOf(panel, "LatestBlessedModelResolver").locator(".label").allTextContents();
    await expect.poll(async () => (await lines()).length).toBe(2);
    expect((await lines()).join("")).toBe("LatestBlessedModelResolver");
  });

  it("flows down in a tall panel, to the right in a wide one, and as the user says", async () => {
    const flow = async (width: number, height: number, press?: string) => {
      const panel = await open({ width, height });
      await panel.draw(taxiPipeline);
      if (press) {
        await panel.clear();
        await panel.page.getByRole("button", { name: press }).click();
        await panel.sentLast("drawn");
      }
      await panel.page.getByRole("button", { name: "Fit" }).click();
      await panel.settled();
      const first = await nodeOf(panel, "CsvExampleGen").boundingBox();
      const last = await nodeOf(panel, "Pusher").boundingBox();
      const across = Math.abs((last?.x ?? 0) - (first?.x ?? 0));
      return (last?.y ?? 0) - (first?.y ?? 0) > across ? "down" : "right";
    };
    expect(await flow(640, 900)).toBe("down");
    expect(await flow(1500, 700)).toBe("right");
    expect(await flow(1200, 900)).toBe("down");
    expect(await flow(640, 900, "Flow to the Right")).toBe("right");
  });

  it("draws a stack of runs as a box and marks lines that are not plain", async () => {
    const panel = await open();
    const styles = ["plain", "warm-start", "baseline", "cached", "order"] as const;
    const stack = node("a", "train", { shape: "stack", count: 12, label: "Trainer", second: "×12 runs" });
    await panel.draw(
      view(
        [stack, node("b", "evaluate")],
        styles.flatMap((style) => edges(`a>b=${style}`, style)),
      ),
    );
    await expect.poll(() => nodeOf(panel, "Trainer").locator("text.label").textContent()).toBe("Trainer");
    await expect.poll(() => nodeOf(panel, "Trainer").locator(".outline-shape").count()).toBe(3);
    for (const style of styles) await expect.poll(() => panel.page.locator(`.edge.${style}`).count()).toBe(1);
  });

  it("draws a graph without nodes as nothing", async () => {
    const panel = await open();
    await panel.draw(view([], [], { notes: ["No nodes found in this file."] }), null, "quick");
    await expect.poll(() => panel.page.locator(".notes").textContent()).toBe("No nodes found in this file.");
  });

  it("draws edges to nowhere, second ids, cycles and edges to themselves without fail", async () => {
    const panel = await open();
    const nodes = [node("a", "train"), node("a", "other"), node("b", "other"), node("c", "other")];
    await panel.draw(view(nodes, edges("a>b b>c c>a a>a a>x y>b")));
    await expect.poll(() => panel.page.locator(".node").count()).toBe(3);
    await expect.poll(() => panel.page.locator(".edge").count()).toBe(4);
  });
});

describe("large graphs", () => {
  it("lays 1,500 nodes out by the quick layout and says so", async () => {
    const panel = await open();
    await panel.drawWhole(runsView(1500));
    expect(await panel.sentLast("drawn")).toMatchObject({ nodes: 1500, layout: "quick" });
    await expect
      .poll(() => panel.page.locator(".notes").textContent())
      .toContain("Simplified layout: this graph has 1,500 nodes.");
  });

  it("lays them out itself where the layout worker cannot be loaded", async () => {
    const panel = await open({ quickWorker: "/missing.js" });
    await panel.drawWhole(runsView(1500));
    await expect.poll(() => panel.page.locator(".node").count()).toBeGreaterThan(10);
  });

  it("has only what is in view in the document, near and far", async () => {
    const panel = await open({ width: 900, height: 900 });
    await panel.drawWhole(runsView(6_000));
    const elements = () => panel.page.locator("svg.canvas *").count();
    await expect.poll(() => elements()).toBeLessThan(4_000);
    await expect.poll(() => panel.page.locator(".node").count()).toBeGreaterThan(10);
    await panel.page.getByRole("button", { name: "Fit" }).click();
    await panel.page.locator("svg.is-far .far-nodes").first().waitFor({ state: "attached" });
    await expect.poll(() => elements()).toBeLessThan(1_000);
  });

  it("selects and walks in the far view, too", async () => {
    const panel = await open({ width: 900, height: 900 });
    await panel.draw(runsView(300), "Trainer7", "quick");
    await panel.page.getByRole("button", { name: "Fit" }).click();
    await panel.page.locator("svg.is-far").waitFor();
    await expect.poll(() => panel.page.locator(".node.selected").count()).toBe(1);
    await panel.page.locator(".far.front .far-nodes").first().waitFor({ state: "attached" });
  });

  it("moves the picture by wheel and drag, and scales it by wheel with Ctrl", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    const box = async () => nodeOf(panel, "Trainer:").locator(".outline-shape.front").boundingBox();
    const before = await box();
    await panel.page.mouse.move(320, 700);
    await panel.page.mouse.wheel(0, 50);
    await expect.poll(async () => Math.round(((await box())?.y ?? 0) - (before?.y ?? 0))).toBe(-50);
    await panel.page.mouse.down();
    await panel.page.mouse.move(350, 740);
    await panel.page.mouse.up();
    expect(Math.round(((await box())?.x ?? 0) - (before?.x ?? 0))).toBe(30);
    await panel.page.keyboard.down("Control");
    await panel.page.mouse.wheel(0, -200);
    await panel.page.keyboard.up("Control");
    await expect.poll(async () => (await box())?.width ?? 0).toBeGreaterThan((before?.width ?? 0) * 1.1);
    expect((await panel.sent()).filter(({ type }) => type === "select")).toEqual([]);
  });
});

describe("when ELK does not answer", () => {
  it("shows the quick layout at once and keeps it after the deadline", async () => {
    const panel = await open({ worker: "/never.js", deadline: 1_500 });
    await panel.draw(taxiPipeline, null, "quick");
    await expect.poll(() => panel.page.locator(".node").count()).toBe(12);
    await panel.page.getByText("Simplified layout: arranging this graph took too long.").waitFor();
    await expect.poll(() => panel.page.locator(".progress").count()).toBe(0);
  });

  it("can be told to stop, and starts afresh for the next graph", async () => {
    const panel = await open({ worker: "/never.js" });
    await panel.draw(taxiPipeline, null, "quick");
    await panel.page.getByRole("button", { name: "Cancel" }).click();
    await panel.page.getByText("Simplified layout: arranging was cancelled.").waitFor();
    expect((await panel.sent()).filter(({ type }) => type === "action")).toEqual([]);
    await panel.draw(taxiGraphlet, null, "quick");
  });

  it("does without where the worker cannot be loaded", async () => {
    const panel = await open({ worker: "/missing.js" });
    await panel.draw(taxiPipeline, null, "quick");
    await panel.page.getByText("Simplified layout: this graph could not be arranged otherwise.").waitFor();
  });
});

describe("a panel that becomes narrower", () => {
  it("keeps a drawing in its middle that was there, also with something selected", async () => {
    const panel = await open({ width: 1200, height: 1000 });
    await panel.draw(taxiPipeline);
    await panel.send({ type: "selectDefinitionNode", node: "Trainer" });
    await panel.page.setViewportSize({ width: 700, height: 1000 });
    await panel.settled();
    const middle = async (): Promise<number> => {
      const xs = Object.values(await places(panel)).map(({ x }) => x);
      const scale = (await nodeOf(panel, "Trainer:").locator(".outline-shape.front").boundingBox())?.width ?? 0;
      return (Math.min(...xs) + Math.max(...xs) + scale) / 2;
    };
    await expect.poll(async () => Math.abs((await middle()) - 350)).toBeLessThan(30);
  });
});
