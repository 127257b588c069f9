import { describe, expect, it } from "vitest";
import { edges, node, view } from "./fixtures/build.ts";
import { runsView } from "./fixtures/large.ts";
import { taxiGraphlet, taxiPipeline } from "./fixtures/taxi.ts";
import type { Panel } from "./support/panel.ts";
import { activeName, announced, nodeOf } from "./support/probe.ts";
import { useView } from "./support/useView.ts";

const open = useView();
/** Of the last picture; one may come late that was begun before the last deed. */
const lastNodes = async (panel: Panel) => (await panel.sentLast("drawn")).nodes;
const lastLayout = async (panel: Panel) => (await panel.sentLast("drawn")).layout;

describe("a large graph", () => {
  it("begins with two steps around its root, says so, and counts what it hides", async () => {
    const panel = await open();
    await panel.draw(runsView(1500), "Trainer7");
    await expect
      .poll(() => panel.page.locator(".notes").textContent())
      .toContain("This graph has 1,500 nodes. Showing 2 steps around Trainer; narrow with the search or open History.");
    await expect.poll(() => lastNodes(panel)).toBeLessThan(40);
    await expect.poll(() => nodeOf(panel, "span 4").getAttribute("aria-label")).toContain("more downstream not shown");
    await expect.poll(() => nodeOf(panel, "span 4").locator(".badge").first().textContent()).toMatch(/^\+\d/);
  });

  it("is drawn whole when that is asked for, and small again", async () => {
    const panel = await open();
    await panel.draw(runsView(1500), "Trainer7");
    await panel.clear();
    await panel.page.getByRole("button", { name: "Show All", exact: true }).click();
    await expect.poll(() => lastNodes(panel)).toBe(1500);
    await panel.clear();
    await panel.page.getByRole("button", { name: "Show 2 Steps Around Trainer" }).click();
    await expect.poll(() => lastNodes(panel)).toBeLessThan(40);
  });

  it("shows what a badge counts when it is clicked", async () => {
    const panel = await open();
    await panel.draw(runsView(1500), "Trainer7");
    await panel.page.getByRole("button", { name: "Fit" }).click();
    const before = (await panel.sentLast("drawn")).nodes;
    await panel.clear();
    await nodeOf(panel, "span 4").locator(".badge").first().click();
    await expect.poll(() => lastNodes(panel)).toBeGreaterThan(before);
    await expect.poll(() => announced(panel)).toMatch(/^\d+ nodes? shown$/);
    expect((await panel.sent()).filter(({ type }) => type === "select")).toEqual([]);
  });

  it("brings in what is searched", async () => {
    const panel = await open();
    await panel.draw(runsView(1500), "Trainer7");
    await panel.page.getByRole("combobox", { name: "Search nodes" }).fill("model 90");
    await panel.page.keyboard.press("Enter");
    await nodeOf(panel, "model 90").waitFor();
    await expect.poll(() => nodeOf(panel, "model 90").getAttribute("class")).toContain("selected");
  });
});

describe("a reload", () => {
  it("keeps what was folded, opened and grouped, and how far the selection reaches", async () => {
    const first = await open();
    await first.draw(runsView(1500), "Trainer7");
    await first.page.getByRole("button", { name: "Fit" }).click();
    await first.clear();
    await nodeOf(first, "span 4").locator(".badge").first().click();
    await expect.poll(() => lastLayout(first)).toBe("elk");
    await first.page.getByRole("combobox", { name: "Steps upstream that stand out" }).selectOption("2");
    await first.clear();
    await first.page.getByRole("combobox", { name: "Group nodes" }).selectOption("kind");
    await expect.poll(() => lastLayout(first)).toBe("elk");
    const { nodes } = await first.sentLast("drawn");
    await expect.poll(() => first.state()).toMatchObject({ hops: { up: 2 }, folds: [{ grouping: "kind" }] });
    const second = await open({ state: await first.state() });
    await second.draw(runsView(1500), "Trainer7");
    await expect.poll(() => lastNodes(second)).toBe(nodes);
    expect(await second.page.getByRole("combobox", { name: "Group nodes" }).inputValue()).toBe("kind");
    expect(await second.page.getByRole("combobox", { name: "Steps upstream that stand out" }).inputValue()).toBe("2");
  });

  it("asks for the stacks again that were opened", async () => {
    const first = await open({ width: 900, height: 1200 });
    await first.draw(taxiGraphlet);
    await first.page.getByRole("button", { name: "Fit" }).click();
    await nodeOf(first, "×10 spans").dblclick();
    const { opened } = await first.sentLast("show");
    await first.draw({ ...taxiGraphlet, notes: ["opened"] });
    await expect.poll(() => first.state()).toMatchObject({ opened });
    const second = await open({ state: await first.state() });
    expect((await second.sentLast("ready")).state).toMatchObject({ opened });
  });

  it("keeps the way back from an opened stack", async () => {
    const panel = await open({ width: 900, height: 1200 });
    await panel.draw(taxiGraphlet);
    await panel.page.getByRole("button", { name: "Fit" }).click();
    await nodeOf(panel, "×10 spans").dblclick();
    const { opened = [] } = await panel.sentLast("show");
    const first = opened[0]?.slice(2) ?? "";
    const spans = [node(first, "data", { label: "span 31" }), node("a:later", "data", { label: "span 32" })];
    const members = taxiGraphlet.nodes.flatMap((one) => (opened.includes(one.id) ? spans : [one]));
    const links = taxiGraphlet.edges.map((edge) => (opened.includes(edge.from) ? { ...edge, from: first } : edge));
    await panel.draw({ ...taxiGraphlet, nodes: members, edges: links });
    await panel.page.getByRole("button", { name: "Stack It Again" }).click();
    expect(await panel.sentLast("show")).not.toHaveProperty("opened");
  });

  it("keeps that the panel is locked", async () => {
    const first = await open();
    await first.draw(taxiPipeline);
    await first.send({ type: "locked", locked: true });
    await expect.poll(() => first.state()).toMatchObject({ locked: true });
    const second = await open({ state: await first.state() });
    expect((await second.sentLast("ready")).state).toMatchObject({ locked: true });
  });

  it("takes nothing for a fold that is none", async () => {
    const panel = await open({ state: { folds: [7, { key: runsView(1500).key, whole: "yes" }], hops: { up: "far" } } });
    await panel.draw(runsView(1500), "Trainer7");
    await expect.poll(() => lastNodes(panel)).toBeLessThan(40);
  });
});

describe("another picture", () => {
  it("that was shown before comes back as it was left", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline, "Trainer");
    await panel.clear();
    await panel.page.getByRole("combobox", { name: "Group nodes" }).selectOption("kind");
    const { nodes } = await panel.sentLast("drawn");
    await panel.draw(taxiGraphlet);
    await panel.draw(taxiPipeline);
    await expect.poll(() => lastNodes(panel)).toBe(nodes);
  });
});

describe("folding", () => {
  it("hides and shows by keyboard what lies along the edges", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline, "Trainer");
    await panel.page.locator("#graph").focus();
    await panel.clear();
    await panel.page.keyboard.press("Shift+ArrowDown");
    await expect.poll(() => lastNodes(panel)).toBeLessThan(12);
    await expect.poll(() => activeName(panel)).toContain("more downstream not shown");
    await expect.poll(() => announced(panel)).toMatch(/nodes? hidden$/);
    await panel.clear();
    await panel.page.keyboard.press("Shift+ArrowDown");
    await expect.poll(() => lastNodes(panel)).toBe(12);
  });

  it("lays nodes out in layers by kind, and as they were again", async () => {
    const panel = await open();
    const nodes = [node("gen", "ingest"), node("stats", "analyze"), node("long", "train"), node("short", "train")];
    await panel.draw(view(nodes, edges("gen>stats stats>long gen>short")));
    const top = async (name: string) => (await nodeOf(panel, name).boundingBox())?.y ?? 0;
    const isBelow = async () => (await top("short")) > (await top("stats"));
    expect(await isBelow()).toBe(false);
    for (const [choice, below] of [
      ["layers", true],
      ["none", false],
    ] as const) {
      await panel.clear();
      await panel.page.getByRole("combobox", { name: "Group nodes" }).selectOption(choice);
      await panel.sentLast("drawn");
      await expect.poll(isBelow).toBe(below);
    }
  });

  it("groups by kind and opens a group", async () => {
    const panel = await open();
    const steps = ["a", "b", "c"].map((name) => node(name, "analyze"));
    await panel.draw(view([...steps, node("train", "train")], []), null);
    await panel.clear();
    await panel.page.getByRole("combobox", { name: "Group nodes" }).selectOption("kind");
    await expect.poll(() => lastNodes(panel)).toBe(2);
    await nodeOf(panel, "analyze: group of 3 nodes").click();
    await panel.clear();
    await panel.page.getByRole("button", { name: "Open ×3" }).click();
    await expect.poll(() => lastNodes(panel)).toBe(4);
    expect((await panel.sent()).filter(({ type }) => type === "select")).toEqual([]);
  });

  it("asks for the members of a stack", async () => {
    const panel = await open({ width: 900, height: 1200 });
    await panel.draw(taxiGraphlet);
    await panel.page.getByRole("button", { name: "Fit" }).click();
    await nodeOf(panel, "×10 spans").dblclick();
    const stack = taxiGraphlet.nodes.find(({ label }) => label === "×10 spans");
    expect(await panel.sentLast("show")).toMatchObject({ level: "graphlet", opened: [stack?.id] });
  });
});
