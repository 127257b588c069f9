import { describe, expect, it } from "vitest";
import { taxiCompared } from "./fixtures/compared.ts";
import { taxiHistory } from "./fixtures/history.ts";
import { taxiGraphlet, taxiPipeline, trainerDetails } from "./fixtures/taxi.ts";
import { historyWithTradeOff } from "./fixtures/tradeOffs.ts";
import type { Panel } from "./support/panel.ts";
import { type Theme, themes } from "./support/themes.ts";
import { useView } from "./support/useView.ts";
import { violations } from "./support/violations.ts";

const open = useView();

const states: Record<string, (panel: Panel) => Promise<void>> = {
  "a pipeline": (panel) => panel.draw(taxiPipeline),
  "a selection with details": async (panel) => {
    await panel.draw(taxiGraphlet, "e:Trainer7");
    await panel.send({ type: "details", node: "e:Trainer7", details: trainerDetails });
    await panel.page.locator(".drawer dt").first().waitFor();
  },
  "outline and list of models": async (panel) => {
    await panel.draw(taxiGraphlet, "e:Transform5");
    await panel.page.getByRole("button", { name: "Show Outline" }).click();
    await panel.page.locator(".picker-button").click();
  },
  "a history": async (panel) => {
    await panel.send({ type: "view", view: taxiHistory, select: null });
    await panel.page.locator(".lane-marks > *").first().waitFor({ state: "attached" });
  },
  "a history with its list, a range and marked models": async (panel) => {
    await panel.send({ type: "view", view: taxiHistory, select: null });
    await panel.page.getByRole("button", { name: "Show List" }).click();
    await panel.page.locator("#history").focus();
    for (const key of ["End", " ", "Shift+ArrowLeft", "Shift+ArrowLeft"]) await panel.page.keyboard.press(key);
    await panel.page.locator(".marked-bar").waitFor();
  },
  "the trade-off of stopping models early": async (panel) => {
    await panel.send({ type: "view", view: historyWithTradeOff, select: null });
    await panel.page.getByText("What if models were stopped early?").click();
    await panel.page.locator(".what-if-chart").waitFor();
  },
  "a comparison": (panel) => panel.draw(taxiCompared),
  "a search": async (panel) => {
    await panel.draw(taxiPipeline);
    await panel.page.keyboard.press("/");
    await panel.page.keyboard.type("gen");
    await panel.page.keyboard.press("Enter");
  },
  "a failure": async (panel) => {
    const view = { type: "failure", message: "No trace was found.", action: "chooseTrace" } as const;
    await panel.send({ type: "view", view, select: null });
    await panel.page.locator(".failure").waitFor();
  },
  loading: async (panel) => {
    await panel.draw(taxiPipeline);
    await panel.send({ type: "loading", what: "Reading metadata.sqlite" });
    await panel.page.getByText("Reading metadata.sqlite").waitFor();
  },
};

describe("axe finds nothing", () => {
  for (const theme of Object.keys(themes) as Theme[]) {
    for (const [name, arrange] of Object.entries(states)) {
      it(`in ${theme}: ${name}`, async () => {
        const panel = await open({ theme });
        await arrange(panel);
        expect(await violations(panel)).toEqual([]);
        await panel.clear();
      });
    }
  }
});

describe("the graph for screen readers", () => {
  it("is an application with named nodes, one of them active", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    const graph = panel.page.getByRole("application", { name: "taxi_tips: 12 nodes, 22 edges" });
    expect(await graph.getByRole("img").count()).toBe(12);
    await graph.focus();
    const active = await graph.getAttribute("aria-activedescendant");
    expect(await panel.page.locator(`[id="${active}"]`).getAttribute("aria-label")).toBe(
      "CsvExampleGen: ingest, complete, 42 runs · 1m 04s, no inputs, 7 outputs",
    );
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
    expect(await line.evaluate((element) => getComputedStyle(element).animationName)).toBe("none");
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
