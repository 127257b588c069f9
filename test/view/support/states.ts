import { expect } from "vitest";
import { taxiCompared } from "../fixtures/compared.ts";
import { taxiHistory } from "../fixtures/history.ts";
import { runsView } from "../fixtures/large.ts";
import { taxiGraphlet, taxiPipeline, trainerDetails } from "../fixtures/taxi.ts";
import { historyWithTradeOff } from "../fixtures/tradeOffs.ts";
import type { Panel } from "./panel.ts";

/** Groups the nodes of the picture, or puts them in layers, and waits until it stands. */
async function group({ page, clear, sentLast }: Panel, by: "kind" | "layers"): Promise<void> {
  await clear();
  await page.getByRole("combobox", { name: "Group nodes" }).selectOption(by);
  await expect.poll(async () => (await sentLast("drawn")).layout).toBe("elk");
}

/** Every level and state of the graph view by name, and what brings a panel there. */
export const states: Readonly<Record<string, (panel: Panel) => Promise<void>>> = {
  "a pipeline": (panel) => panel.draw(taxiPipeline),
  "a pipeline without nodes": (panel) =>
    panel.draw(
      { ...taxiPipeline, nodes: [], edges: [], totalNodes: 0, summary: "", notes: ["No nodes found in this file."] },
      null,
      "quick",
    ),
  "a part of a pipeline": (panel) =>
    panel.draw({
      ...taxiPipeline,
      totalNodes: 3204,
      notes: ["This graph has 3,204 nodes. Showing 2 steps around Trainer; narrow with the search."],
    }),
  "a pipeline by a selection": (panel) =>
    panel.draw({
      ...taxiPipeline,
      nodes: taxiPipeline.nodes.slice(0, 4),
      selection: "+ExampleValidator",
      notes: ["4 of 12 nodes fit the selection +ExampleValidator."],
    }),
  "runs in rows": async (panel) => {
    await panel.draw(runsView(350), null, "quick");
    await panel.page.getByRole("button", { name: "Fit" }).click();
  },
  "a graphlet": (panel) => panel.draw(taxiGraphlet),
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
  "a search by a selection": async (panel) => {
    await panel.draw(taxiPipeline);
    await panel.page.keyboard.press("/");
    await panel.page.keyboard.type("+kind:train");
    await panel.page.locator(".node.match").first().waitFor({ state: "attached" });
  },
  "a search that is wrong": async (panel) => {
    await panel.draw(taxiPipeline);
    await panel.page.keyboard.press("/");
    await panel.page.keyboard.type("kind:trian");
    await panel.page.locator(".search-problem").waitFor();
  },
  "completions of a search": async (panel) => {
    await panel.draw(taxiPipeline);
    await panel.page.keyboard.press("/");
    await panel.page.keyboard.type("st");
    await panel.page.keyboard.press("ArrowDown");
  },
  "layers by kind": async (panel) => {
    await panel.draw(taxiGraphlet);
    await group(panel, "layers");
  },
  "groups by kind and counts of what is hidden": async (panel) => {
    await panel.draw(runsView(1500), "Trainer7");
    await group(panel, "kind");
  },
  "a history of long ago": async (panel) => {
    const note = "Nothing of this pipeline has run lately: the last update was 7 months ago.";
    await panel.send({ type: "view", view: { ...taxiHistory, notes: [note] }, select: null });
    await panel.page.locator(".lane-marks > *").first().waitFor({ state: "attached" });
  },
  "a history without costs, with the cursor at a trainer": async (panel) => {
    const { marks } = taxiHistory;
    const none = { cost: marks.cost.map(() => null), ownCost: marks.cost.map(() => 0) };
    const view = { ...taxiHistory, cost: 0, marks: { ...marks, ...none } };
    await panel.send({ type: "view", view, select: null });
    await panel.send({ type: "selectDefinitionNode", node: "Trainer.challenger" });
    await panel.page.locator(".at-cursor").waitFor();
  },
  "a failure over the last picture": async (panel) => {
    await panel.draw(taxiPipeline);
    const message =
      "metadata.sqlite: not a readable SQLite file (truncated at page 17). Nothing was changed. Restore it from a copy, or choose another trace.";
    await panel.send({ type: "view", view: { type: "failure", message, action: "retry" }, select: null });
    await panel.page.locator(".failure.over").waitFor();
  },
  "a failure": async (panel) => {
    const view = { type: "failure", message: "No trace was found.", action: "chooseTrace" } as const;
    await panel.send({ type: "view", view, select: null });
    await panel.page.locator(".failure").waitFor();
  },
  "nothing but loading": async (panel) => {
    const progress = { path: "/data/metadata.sqlite", phase: "reading", share: 0.43 } as const;
    await panel.send({ type: "progress", progress });
    await panel.page.getByText("Reading metadata.sqlite: 43 %").waitFor();
  },
  loading: async (panel) => {
    await panel.draw(taxiPipeline);
    await panel.send({ type: "loading", what: "Reading metadata.sqlite" });
    await panel.page.getByText("Reading metadata.sqlite").waitFor();
  },
};
