import { describe, expect, it } from "vitest";
import { taxiGraphlet, taxiPipeline, trainerDetails } from "./fixtures/taxi.ts";
import { nodeOf, standingOut } from "./support/probe.ts";
import { useView } from "./support/useView.ts";

const open = useView();

describe("selection", () => {
  it("a click selects and shows the code; one beside clears", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await nodeOf(panel, "Transform").click();
    expect(await panel.sentLast("select")).toEqual({ type: "select", node: "Transform", reveal: true });
    await expect.poll(() => nodeOf(panel, "Transform").getAttribute("class")).toContain("selected");
    await panel.page.mouse.click(20, 130);
    expect((await panel.sentLast("select", 2)).node).toBeNull();
  });

  it("does not move the picture under the pointer", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    const middle = async () => {
      const box = await nodeOf(panel, "CsvExampleGen").locator(".outline-shape.front").boundingBox();
      return box && [box.x + box.width / 2, box.y + box.height / 2].map(Math.round);
    };
    const before = await middle();
    await nodeOf(panel, "CsvExampleGen").click();
    await panel.page.locator(".drawer").waitFor();
    await panel.settled();
    await expect.poll(() => middle()).toEqual(before);
  });

  it("comes with a view, and by the node under the cursor", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline, "Trainer");
    await expect.poll(() => nodeOf(panel, "Trainer:").getAttribute("class")).toContain("selected");
    expect(await panel.sentLast("select")).toEqual({ type: "select", node: "Trainer", reveal: false });
    await panel.send({ type: "selectDefinitionNode", node: "Evaluator" });
    expect(await panel.sentLast("select", 2)).toEqual({ type: "select", node: "Evaluator", reveal: false });
    await expect.poll(() => nodeOf(panel, "Evaluator").getAttribute("class")).toContain("selected");
  });

  it("stays when the cursor moves within the same node or to none of the picture", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet, "e:Trainer7");
    await panel.clear();
    await panel.send({ type: "selectDefinitionNode", node: "Trainer" });
    await panel.send({ type: "selectDefinitionNode", node: "Elsewhere" });
    await panel.settled();
    expect(await panel.sent()).toEqual([]);
    await expect.poll(() => panel.page.locator(".node.selected").count()).toBe(1);
  });

  it("brings the node into view", async () => {
    const panel = await open({ width: 400, height: 400 });
    await panel.draw(taxiPipeline);
    await panel.send({ type: "selectDefinitionNode", node: "Pusher" });
    const box = async () => nodeOf(panel, "Pusher").locator(".outline-shape.front").boundingBox();
    const drawer = panel.page.locator(".drawer");
    await drawer.waitFor();
    await expect
      .poll(async () => {
        const [node, below] = [await box(), await drawer.boundingBox()];
        return node !== null && below !== null && node.y > 0 && node.y + node.height <= below.y;
      })
      .toBe(true);
  });

  it("lets up- and downstream stand out, as far as the user says", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline, "Trainer");
    await expect
      .poll(() => standingOut(panel))
      .toEqual([
        "CsvExampleGen",
        "Evaluator",
        "InfraValidator",
        "Pusher",
        "SchemaGen",
        "StatisticsGen",
        "Trainer",
        "Transform",
        "Tuner",
      ]);
    await expect.poll(() => panel.page.locator(".edge.path").count()).toBe(15);
    await panel.page.getByLabel("Steps upstream that stand out").selectOption("1");
    await panel.page.getByLabel("Steps downstream that stand out").selectOption("1");
    await expect.poll(() => standingOut(panel)).not.toContain("StatisticsGen");
    await expect.poll(() => panel.page.locator(".hops").textContent()).toMatch(/4\s+upstream[\s\S]*3\s+downstream/);
  });

  it("dims by opacity, in high contrast by a thin dashed border", async () => {
    const look = async (theme: "dark" | "high-contrast") => {
      const panel = await open({ theme });
      await panel.draw(taxiPipeline, "Trainer");
      return panel.page
        .locator(".node.dim")
        .first()
        .evaluate((element) => {
          const shape = element.querySelector(".outline-shape.front") ?? element;
          return [getComputedStyle(element).opacity, getComputedStyle(shape).strokeDasharray !== "none"];
        });
    };
    expect(await look("dark")).toEqual(["0.35", false]);
    expect(await look("high-contrast")).toEqual(["1", true]);
  });
});

describe("details", () => {
  it("show the name at once and the rest when it comes", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet, "e:Trainer7");
    const drawer = panel.page.getByRole("complementary", { name: "Details" });
    await expect.poll(() => drawer.locator("h2").textContent()).toBe("Trainer");
    await expect.poll(() => drawer.locator("dt").count()).toBe(0);
    await panel.send({ type: "details", node: "e:Trainer7", details: trainerDetails });
    await drawer.getByText("Not blessed by Evaluator (blessing 812).").waitFor();
    await expect.poll(() => drawer.locator("h3").allInnerTexts()).toEqual(["Execution", "Model", "Parameters"]);
  });

  it("of another node than the selected one are not shown", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet, "e:Transform5");
    await panel.send({ type: "details", node: "e:Trainer7", details: trainerDetails });
    await panel.send({ type: "details", node: "e:Transform5", details: null });
    await panel.page.getByText("Nothing more is known of this node.").waitFor();
    await expect.poll(() => panel.page.locator(".drawer dt").count()).toBe(0);
  });

  it("follow links and copy values", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet, "e:Trainer7");
    await panel.send({ type: "details", node: "e:Trainer7", details: trainerDetails });
    await panel.page.getByRole("button", { name: "model 139", exact: true }).click();
    expect(await panel.sentLast("follow")).toEqual({ type: "follow", link: { type: "graphlet", trainer: 1139 } });
    await panel.page.getByRole("button", { name: "Copy Id" }).click();
    expect(await panel.sentLast("copy")).toEqual({ type: "copy", text: "1142" });
  });

  it("stand below in tall panels and at the right in wide ones, and can be closed", async () => {
    const side = async (width: number, height: number) => {
      const panel = await open({ width, height });
      await panel.draw(taxiGraphlet, "e:Trainer7");
      const box = await panel.page.locator(".drawer").boundingBox();
      await panel.page.getByRole("button", { name: "Close Details" }).click();
      await expect.poll(() => panel.page.locator(".drawer").count()).toBe(0);
      return (box?.x ?? 0) > 0 ? "right" : "below";
    };
    expect(await side(700, 900)).toBe("below");
    expect(await side(1500, 700)).toBe("right");
  });
});

describe("levels and models", () => {
  it("are asked of the extension", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet);
    await panel.page.getByRole("button", { name: "Pipeline", exact: true }).click();
    expect(await panel.sentLast("show")).toEqual({ type: "show", level: "pipeline", artifacts: false });
    await panel.page.getByRole("button", { name: /^Older: model 139, / }).click();
    expect((await panel.sentLast("show", 2)).trainer).toBe(1139);
    await expect.poll(() => panel.page.getByRole("button", { name: "No Newer Model" }).isDisabled()).toBe(true);
    await panel.page.getByRole("button", { name: "Show All Artifacts" }).click();
    expect(await panel.sentLast("show", 3)).toEqual({
      type: "show",
      level: "graphlet",
      trainer: 1142,
      artifacts: true,
    });
  });

  it("cannot be entered where there are no models", async () => {
    const panel = await open();
    await panel.draw({ ...taxiPipeline, graphlets: [] });
    await expect.poll(() => panel.page.getByRole("button", { name: "Graphlet", exact: true }).isDisabled()).toBe(true);
  });

  it("keep the same step selected from one model to the next", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet, "e:Evaluator9");
    const rename = (id: string): string => (id === "e:Evaluator9" ? "e:Evaluator99" : id);
    await panel.draw({
      ...taxiGraphlet,
      key: "graphlet taxi_tips 1139",
      nodes: taxiGraphlet.nodes.map((node) => ({ ...node, id: rename(node.id) })),
      edges: taxiGraphlet.edges.map((edge) => ({ ...edge, from: rename(edge.from), to: rename(edge.to) })),
    });
    expect((await panel.sentLast("select")).node).toBe("e:Evaluator99");
  });
});
