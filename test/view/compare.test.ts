import { describe, expect, it } from "vitest";
import { taxiCompared, taxiSameInputs } from "./fixtures/compared.ts";
import { taxiGraphlet, taxiPipeline } from "./fixtures/taxi.ts";
import type { Panel } from "./support/panel.ts";
import { announced, nodeOf, places } from "./support/probe.ts";
import { useView } from "./support/useView.ts";

const open = useView();
const trainer = taxiCompared.graphlet?.trainer;
const against = taxiCompared.comparison?.before.trainer;

describe("the merged graph", () => {
  it("fills the side of the model that alone has a node, and marks what changed", async () => {
    const panel = await open();
    await panel.draw(taxiCompared);
    const classes = (name: string) => nodeOf(panel, name).getAttribute("class");
    await expect.poll(() => classes("Pusher")).toMatch(/difference before/);
    await expect.poll(() => nodeOf(panel, "Pusher").locator(".half").count()).toBe(1);
    await expect.poll(() => classes("Trainer")).toMatch(/difference changed/);
    await expect.poll(() => nodeOf(panel, "Trainer").locator(".delta").count()).toBe(1);
    await expect.poll(() => classes("StatisticsGen")).toMatch(/difference same/);
    await expect.poll(() => nodeOf(panel, "StatisticsGen").locator(".half, .delta").count()).toBe(0);
  });

  it("fills the left half of what the older model alone has", async () => {
    const panel = await open();
    await panel.draw(taxiCompared);
    const pusher = nodeOf(panel, "Pusher");
    const half = await pusher.locator(".half").boundingBox();
    const whole = await pusher.locator(".outline-shape.front").boundingBox();
    expect(Math.abs((half?.x ?? 0) - (whole?.x ?? 0))).toBeLessThanOrEqual(1);
    expect((half?.width ?? 0) / (whole?.width ?? 1)).toBeCloseTo(0.5, 1);
  });

  it("says in words what the signs say", async () => {
    const panel = await open();
    await panel.draw(taxiCompared);
    await expect
      .poll(() => nodeOf(panel, "Trainer").getAttribute("aria-label"))
      .toMatch(/^Trainer: train, changed, parameters, 12m 2s → 24m 50s, complete, /);
    await expect.poll(() => nodeOf(panel, "Pusher").getAttribute("aria-label")).toMatch(/only in model 3/);
  });

  it("has nothing see-through in high contrast", async () => {
    const panel = await open({ theme: "high-contrast" });
    await panel.draw(taxiCompared);
    const seeThrough = await panel.page
      .locator(".node, .edge")
      .evaluateAll((all) => all.filter((one) => getComputedStyle(one).opacity !== "1").length);
    expect(seeThrough).toBe(0);
  });
});

describe("the finding", () => {
  it("is a sentence on top", async () => {
    const panel = await open();
    await panel.draw(taxiCompared);
    const text = await panel.page.getByRole("region", { name: "Finding" }).textContent();
    expect(text).toContain("Model 3 was deployed; model 7 was not deployed: it was not blessed.");
    expect(text).not.toContain("Same inputs");
  });
  it("calls out that the same inputs had another outcome", async () => {
    const panel = await open();
    await panel.draw(taxiSameInputs);
    await expect
      .poll(() => panel.page.locator(".finding strong").textContent())
      .toBe("Same inputs, different outcome.");
  });
});

describe("the table of differences", () => {
  it("shows both models beside each other", async () => {
    const panel = await open();
    await panel.draw(taxiCompared);
    const row = panel.page.getByRole("row", { name: /^train_args\.num_steps/ });
    await expect.poll(() => row.getByRole("cell").allTextContents()).toEqual(["10000", "20000"]);
    await expect
      .poll(() => panel.page.getByRole("columnheader").allTextContents())
      .toEqual(["What", "model 3", "model 7"]);
  });

  it("leads to the node that a row is about, and Escape comes back", async () => {
    const panel = await open();
    await panel.draw(taxiCompared);
    await panel.page.getByRole("button", { name: "Pusher" }).click();
    expect(await panel.sentLast("select")).toEqual({ type: "select", node: "n:Pusher", reveal: false });
    await panel.page.getByRole("complementary", { name: "Details", exact: true }).waitFor();
    await panel.page.keyboard.press("Escape");
    await panel.page.getByRole("complementary", { name: "Differences" }).waitFor();
  });

  it("can be opened as text", async () => {
    const panel = await open();
    await panel.draw(taxiCompared);
    await panel.page.getByRole("button", { name: "Open as Text" }).click();
    expect(await panel.sentLast("follow")).toEqual({
      type: "follow",
      link: { type: "record", record: { type: "comparison", trainer, against: { trainer: against } } },
    });
  });
});

describe("small panels", () => {
  it("keep room for the graph and scroll to the rest", async () => {
    const panel = await open({ width: 480, height: 400 });
    await panel.draw(taxiCompared);
    expect((await panel.page.locator("#graph").boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(150);
    const row = panel.page.getByRole("row", { name: /^Pusher/ });
    await row.scrollIntoViewIfNeeded();
    await expect.poll(async () => (await row.boundingBox())?.y ?? 1e9).toBeLessThan(400);
  });
});

describe("ways to a comparison", () => {
  it("one click from a model that was not deployed", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet);
    await panel.page.getByRole("button", { name: "Compare with Last Deployed" }).click();
    const asked = { type: "show", level: "compare", trainer: 1142, artifacts: false };
    expect(await panel.sentLast("show")).toEqual(asked);
  });

  it("either model can be exchanged for another", async () => {
    const panel = await open();
    await panel.draw(taxiCompared);
    await panel.page.getByRole("button", { name: /^Older model: model 3/ }).click();
    await panel.page.keyboard.press("Home");
    await panel.page.keyboard.press("Enter");
    const asked = { type: "show", level: "compare", trainer, against: trainer, artifacts: false };
    expect(await panel.sentLast("show")).toEqual(asked);
  });
});

describe("levels", () => {
  it("say which one is shown and lead to the others", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet);
    const levels = panel.page.getByRole("navigation", { name: "Levels" });
    await expect
      .poll(() => levels.getByRole("button").allTextContents())
      .toEqual(["Pipeline", "History", "Graphlet", "Compare"]);
    await expect.poll(() => levels.locator("[aria-current=page]").textContent()).toBe("Graphlet");
    await levels.getByRole("button", { name: "History" }).click();
    expect(await panel.sentLast("show")).toEqual({ type: "show", level: "history", artifacts: false });
  });

  it("go back and forward to what was shown", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await panel.draw(taxiGraphlet);
    await panel.draw(taxiCompared);
    await panel.page.getByRole("button", { name: "Back ([)" }).click();
    expect(await panel.sentLast("show")).toMatchObject({ level: "graphlet", trainer: 1142 });
    await panel.draw(taxiGraphlet);
    await panel.page.keyboard.press("[");
    expect(await panel.sentLast("show")).toMatchObject({ level: "pipeline" });
    await panel.draw(taxiPipeline);
    await expect.poll(() => panel.page.getByRole("button", { name: "Back ([)" }).isDisabled()).toBe(true);
    await panel.page.keyboard.press("]");
    expect(await panel.sentLast("show")).toMatchObject({ level: "graphlet", trainer: 1142 });
    await panel.draw(taxiGraphlet);
    await panel.page.keyboard.press("]");
    expect(await panel.sentLast("show")).toMatchObject({ level: "compare", trainer, against });
  });

  it("keep the comparison over a reload by its ids", async () => {
    const first = await open();
    await first.draw(taxiCompared, "n:Pusher");
    await expect.poll(() => first.state()).toMatchObject({ level: "compare", trainer, against, selected: "n:Pusher" });
    const second = await open({ state: await first.state() });
    expect((await second.sentLast("ready")).state).toMatchObject({ level: "compare", trainer, against });
  });

  it("lead back from a comparison that cannot be made", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet);
    const message = "No model came before model 142: there is nothing to compare it with.";
    await panel.send({ type: "view", view: { type: "failure", message, action: null }, select: null });
    await panel.page.getByText(message).first().waitFor();
    await panel.page.getByRole("button", { name: "Back ([)" }).click();
    expect(await panel.sentLast("show")).toMatchObject({ level: "graphlet", trainer: 1142 });
    await panel.page.getByRole("button", { name: "Graphlet", exact: true }).click();
    expect(await panel.sentLast("show", 2)).toMatchObject({ level: "graphlet", trainer: 1142 });
  });

  it("lead out of a kept comparison whose models are gone", async () => {
    const panel = await open();
    const message = "The trace has no model of execution 99.";
    await panel.send({ type: "view", view: { type: "failure", message, action: null }, select: null });
    await panel.page.getByRole("button", { name: "Show Pipeline" }).click();
    expect(await panel.sentLast("show")).toEqual({ type: "show", level: "pipeline", artifacts: false });
  });

  it("cannot be left for what is not there", async () => {
    const panel = await open();
    await panel.draw({ ...taxiPipeline, graphlets: [] });
    const disabled = (name: string) => panel.page.getByRole("button", { name, exact: true }).isDisabled();
    for (const level of ["History", "Graphlet", "Compare"]) await expect.poll(() => disabled(level)).toBe(true);
  });
});

it("tells screen readers of the picture", async () => {
  const panel = await open();
  await panel.draw(taxiCompared);
  await expect.poll(() => announced(panel)).toMatch(/^model 3 and model 7\. Changed: data .* 10 nodes, \d+ edges$/);
});

describe("what a comparison shows at first", () => {
  /** Names of nodes that are in view as a whole. */
  const inView = async (panel: Panel): Promise<string[]> => {
    const graph = await panel.page.locator("#graph").boundingBox();
    const found = await places(panel);
    return Object.entries(found).flatMap(([name, { x, y }]) =>
      graph && x >= graph.x && y >= graph.y && x < graph.x + graph.width - 80 && y < graph.y + graph.height - 20
        ? [name]
        : [],
    );
  };
  it("is all that differs, where that can be read", async () => {
    const panel = await open({ width: 600, height: 1500 });
    await panel.draw(taxiCompared);
    const steps = taxiCompared.nodes.filter(({ shape }) => shape === "execution");
    const differing = steps.filter(({ difference }) => difference !== "same").map(({ label }) => label);
    expect(await inView(panel)).toEqual(expect.arrayContaining(differing));
  });
  it("is where the models first differ", async () => {
    const panel = await open({ width: 400, height: 480 });
    await panel.draw(taxiSameInputs);
    const graph = await panel.page.locator("#graph").boundingBox();
    const first = await nodeOf(panel, "blessing").locator(".outline-shape.front").boundingBox();
    if (!graph || !first) throw new Error("nothing is drawn");
    expect(first.y).toBeGreaterThanOrEqual(graph.y);
    expect(first.y + first.height).toBeLessThanOrEqual(graph.y + graph.height);
  });
});
