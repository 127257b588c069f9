import { describe, expect, it } from "vitest";
import type { GraphView } from "../../server/src/protocol.ts";
import { edges, node } from "./fixtures/build.ts";
import { taxiGraphlet, taxiPipeline } from "./fixtures/taxi.ts";
import { nodeOf, places } from "./support/probe.ts";
import { useView } from "./support/useView.ts";

const open = useView();

const newer: GraphView = {
  ...taxiPipeline,
  summary: "143 models · 32 deployed",
  nodes: taxiPipeline.nodes.map((item) => ({ ...item, second: "43 runs", state: "failed" as const })).reverse(),
};

describe("a refresh", () => {
  it("keeps places, zoom and selection and shows the new figures", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline, "Trainer");
    await panel.page.getByRole("button", { name: "Zoom In" }).click();
    await panel.settled();
    const before = await places(panel);
    await panel.draw(newer);
    await expect.poll(() => places(panel)).toEqual(before);
    await expect.poll(() => nodeOf(panel, "Trainer:").locator(".second").textContent()).toBe("43 runs");
    await expect.poll(() => panel.page.locator(".node.selected").getAttribute("aria-label")).toMatch(/^Trainer:/);
    await expect.poll(() => panel.page.locator(".summary").textContent()).toBe("143 models · 32 deployed");
  });

  it("asks for fresh details of the selection", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline, "Trainer");
    await panel.draw(newer);
    expect(await panel.sentLast("select")).toEqual({ type: "select", node: "Trainer", reveal: false });
  });

  it("with another edge keeps places, too", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    const before = await places(panel);
    await panel.draw({ ...taxiPipeline, edges: [...taxiPipeline.edges, ...edges("Transform>Evaluator=new")] });
    await expect.poll(() => places(panel)).toEqual(before);
    await expect.poll(() => panel.page.locator(".edge").count()).toBe(taxiPipeline.edges.length + 1);
  });

  it("with another node keeps the selection where it is on the screen", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline, "Transform");
    const before = (await places(panel))["Transform"];
    await panel.draw({
      ...taxiPipeline,
      nodes: [...taxiPipeline.nodes, node("BulkInferrer", "infer")],
      edges: [...taxiPipeline.edges, ...edges("Trainer>BulkInferrer=model CsvExampleGen>BulkInferrer=examples")],
    });
    expect((await places(panel))["Transform"]).toEqual(before);
    await expect.poll(() => panel.page.locator(".node.selected").count()).toBe(1);
  });

  it("that takes the selected node away clears the selection", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline, "Tuner");
    await panel.draw({ ...taxiPipeline, nodes: taxiPipeline.nodes.filter(({ id }) => id !== "Tuner") });
    expect(await panel.sentLast("select")).toEqual({ type: "select", node: null, reveal: false });
  });

  it("swaps the quick layout for ELK's without moving the selection", async () => {
    const panel = await open({ holdElk: true });
    await panel.draw(taxiPipeline, "Trainer", "quick");
    const before = (await places(panel))["Trainer"];
    panel.releaseElk();
    expect(await panel.sentLast("drawn", 2)).toMatchObject({ layout: "elk" });
    await panel.settled();
    expect((await places(panel))["Trainer"]).toEqual(before);
  });
});

describe("a picture that the user has not moved", () => {
  it("is fitted anew when the better layout comes", async () => {
    const panel = await open({ holdElk: true });
    await panel.draw(taxiPipeline, null, "quick");
    panel.releaseElk();
    await panel.sentLast("drawn", 2);
    await panel.settled();
    const boxes = Object.values(await places(panel)).map(({ x }) => x);
    const [left, right] = [Math.min(...boxes), 640 - 176 - Math.max(...boxes)];
    expect(Math.abs(left - right)).toBeLessThan(40);
  });
});

describe("a reload", () => {
  it("hands the kept state over, and shows the same part of the picture", async () => {
    const first = await open();
    await first.draw(taxiGraphlet, "e:Trainer7");
    await first.page.getByRole("button", { name: "Show Outline" }).click();
    await first.page.getByRole("button", { name: "Zoom In" }).click();
    await expect.poll(() => first.state()).toMatchObject({ look: { outline: true, view: { key: taxiGraphlet.key } } });
    const [state, before] = [await first.state(), await places(first)];
    const second = await open({ state });
    expect((await second.sentLast("ready")).state).toEqual({
      uri: taxiGraphlet.uri,
      pipeline: "taxi_tips",
      level: "graphlet",
      trainer: 1142,
      selected: "e:Trainer7",
    });
    await second.draw(taxiGraphlet, "e:Trainer7");
    await expect.poll(() => places(second)).toEqual(before);
    await expect
      .poll(() => second.page.getByRole("button", { name: "Show Outline" }).getAttribute("aria-pressed"))
      .toBe("true");
  });

  it("starts from nothing where the state is not one", async () => {
    const panel = await open({ state: { uri: 7, look: "odd" } });
    expect((await panel.sentLast("ready")).state).toBeNull();
    await panel.draw(taxiPipeline);
  });
});
