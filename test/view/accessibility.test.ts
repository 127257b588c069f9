import { describe, expect, it } from "vitest";
import { taxiGraphlet, taxiPipeline } from "./fixtures/taxi.ts";
import { announced } from "./support/probe.ts";
import { states } from "./support/states.ts";
import { type Theme, themes } from "./support/themes.ts";
import { useStates } from "./support/useStates.ts";
import { useView } from "./support/useView.ts";
import { violations } from "./support/violations.ts";

const open = useView();

describe("axe finds nothing", () => {
  const show = useStates(() => ({}));
  for (const state of Object.keys(states)) {
    for (const theme of Object.keys(themes) as Theme[]) {
      it(`in ${theme}: ${state}`, async () => {
        expect(await violations(await show(state, theme))).toEqual([]);
      });
    }
  }
});

describe("the graph for screen readers", () => {
  it("is an application with named nodes, one of them active", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    const graph = panel.page.getByRole("application", { name: "taxi_tips: 12 nodes, 22 edges" });
    await expect.poll(() => graph.getByRole("img").count()).toBe(12);
    await graph.focus();
    const active = await graph.getAttribute("aria-activedescendant");
    await expect
      .poll(() => panel.page.locator(`[id="${active}"]`).getAttribute("aria-label"))
      .toBe("CsvExampleGen: ingest, complete, 42 runs · 1m 04s, no inputs, 7 outputs");
  });
});

describe("a new picture is told", () => {
  it("of a pipeline with its figures", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await expect
      .poll(() => announced(panel))
      .toBe("taxi_tips. 142 models · 31 deployed · 63 % of 31.2 h wasted. 12 nodes, 22 edges");
  });
  it("of a model with what became of it", async () => {
    const panel = await open();
    await panel.draw(taxiGraphlet);
    await expect.poll(() => announced(panel)).toContain("Not deployed: not blessed by Evaluator (blessing 812)");
  });
});

describe("manners", () => {
  it("high contrast has a border on every box and see-through nowhere", async () => {
    const panel = await open({ theme: "high-contrast" });
    await panel.draw(taxiGraphlet, "e:Trainer7");
    const odd = await panel.page.locator(".node").evaluateAll(
      (nodes) =>
        nodes.filter((node) => {
          const shape = node.querySelector(".outline-shape.front");
          const style = shape && getComputedStyle(shape);
          return !style || style.stroke === "none" || getComputedStyle(node).opacity !== "1";
        }).length,
    );
    expect(odd).toBe(0);
    const stroke = await panel.page
      .locator(".node.selected .outline-shape.front")
      .evaluate((shape) => getComputedStyle(shape).stroke);
    expect(stroke).toBe("rgb(243, 133, 24)");
  });

  it("nothing moves of itself where motion is unwelcome", async () => {
    const panel = await open({ reducedMotion: true });
    await panel.send({ type: "loading", what: "Reading metadata.sqlite" });
    const line = panel.page.locator(".progress-line rect");
    await expect.poll(() => line.evaluate((element) => getComputedStyle(element).animationName)).toBe("none");
  });

  it("forced colours are taken", async () => {
    const panel = await open({ forcedColors: true });
    await panel.draw(taxiPipeline, "Trainer");
    const opacity = await panel.page
      .locator(".node.dim")
      .first()
      .evaluate((element) => getComputedStyle(element).opacity);
    expect(opacity).toBe("1");
  });
});
