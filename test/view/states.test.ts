import { describe, expect, it } from "vitest";
import { taxiGraphlet, taxiPipeline } from "./fixtures/taxi.ts";
import { announced } from "./support/probe.ts";
import { useView } from "./support/useView.ts";

const open = useView();

interface ProgressWatch {
  /** When a part of the progress came into the page, in milliseconds. */
  appeared: Partial<Record<"line" | "text", number>>;
}

/** Runs in the page. */
function watchProgress(): void {
  const { appeared } = Object.assign(window, { appeared: {} }) as unknown as ProgressWatch;
  const look = (): void => {
    for (const part of ["line", "text"] as const)
      if (document.querySelector(`.progress-${part}`)) appeared[part] ??= performance.now();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}

describe("loading", () => {
  it("keeps the last picture, with a line on top and, later, words and Cancel", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await panel.page.evaluate(watchProgress);
    await panel.send({ type: "loading", what: "Reading metadata.sqlite" });
    await panel.page.getByText("Reading metadata.sqlite").waitFor();
    const { line, text } = await panel.page.evaluate(() => (window as unknown as ProgressWatch).appeared);
    expect((text ?? 0) - (line ?? Number.NaN)).toBeGreaterThan(300);
    expect(await panel.page.locator(".node").count()).toBe(12);
    await panel.page.getByRole("button", { name: "Cancel" }).click();
    expect(await panel.sentLast("action")).toEqual({ type: "action", action: "cancel" });
    await panel.draw(taxiPipeline);
    await expect.poll(() => panel.page.locator(".progress").count()).toBe(0);
  });

  it("says how far it is, and ends", async () => {
    const panel = await open();
    const progress = { path: "/data/metadata.sqlite", phase: "reading", share: 0.43 } as const;
    await panel.send({ type: "progress", progress });
    await panel.page.getByText("Reading metadata.sqlite: 43 %").waitFor();
    await expect.poll(() => panel.page.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("43");
    await panel.send({ type: "progress", progress: { ...progress, phase: "done", share: 1 } });
    await expect.poll(() => panel.page.locator(".progress").count()).toBe(0);
    await panel.send({ type: "progress", progress });
    await panel.draw(taxiPipeline);
    await expect.poll(() => panel.page.locator(".progress").count()).toBe(0);
  });
});

describe("failure", () => {
  const message = "metadata.sqlite: not a readable SQLite file (truncated at page 17). Nothing was changed.";
  it.each([
    ["chooseTrace", "Choose Trace…"],
    ["openDefinition", "Open Definition"],
    ["setKinds", "Open Settings"],
    ["retry", "Retry"],
  ] as const)("says what is missing and offers %s", async (action, words) => {
    const panel = await open();
    await panel.send({ type: "view", view: { type: "failure", message, action }, select: null });
    await panel.page.getByText(message).first().waitFor();
    await panel.page.getByRole("button", { name: words }).click();
    expect(await panel.sentLast("action")).toEqual({ type: "action", action });
    await panel.page.getByRole("button", { name: "Show Log" }).click();
    expect(await panel.sentLast("action", 2)).toEqual({ type: "action", action: "showLog" });
    await expect.poll(() => announced(panel)).toBe(message);
  });

  it("leaves the last picture where it is, and says so over it", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await panel.send({ type: "view", view: { type: "failure", message, action: "retry" }, select: null });
    await panel.page.getByText("Below is the last picture.").waitFor();
    expect(await panel.page.locator(".node").count()).toBe(12);
    await panel.page.getByRole("button", { name: "Retry" }).click();
    expect(await panel.sentLast("action")).toEqual({ type: "action", action: "retry" });
  });

  it("of what is merely missing is said once, and not as an error", async () => {
    const panel = await open();
    const [note, action] = ["No runs found.", "chooseTrace"] as const;
    await panel.draw({ ...taxiPipeline, notes: [note], action });
    await panel.send({ type: "view", view: { type: "failure", message: note, action }, select: null });
    await panel.page.locator(".failure.over").waitFor();
    expect(await panel.page.getByText(note).count()).toBe(2);
    expect(await panel.page.getByRole("status").first().textContent()).toBe(note);
    expect(await panel.page.locator(".failure .state-failed").count()).toBe(0);
    expect(await panel.page.getByRole("button", { name: "Choose Trace…" }).count()).toBe(1);
  });

  it("gives way to the next picture", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await panel.send({ type: "view", view: { type: "failure", message, action: null }, select: null });
    await panel.page.getByText(message).first().waitFor();
    await panel.draw(taxiGraphlet);
    await expect.poll(() => panel.page.locator(".node").count()).toBe(taxiGraphlet.nodes.length);
    await panel.send({ type: "view", view: { type: "failure", message, action: null }, select: null });
    await panel.page.getByText(message).first().waitFor();
    await panel.draw(taxiGraphlet);
    await expect.poll(() => panel.page.locator(".node").count()).toBe(taxiGraphlet.nodes.length);
  });

  it("tells of a picture that cannot be drawn, and goes on", async () => {
    const panel = await open();
    const broken = { ...taxiPipeline, nodes: [null] };
    await panel.send({ type: "view", view: broken, select: null });
    await panel.page.getByText("The graph could not be drawn.").first().waitFor();
    expect((await panel.sentLast("error")).message).toContain("The graph could not be drawn");
    await panel.draw(taxiPipeline);
    await expect.poll(() => panel.page.locator(".node").count()).toBe(12);
    await panel.clear();
  });

  it("of a message that is not known is told to the extension alone", async () => {
    const panel = await open();
    await panel.draw(taxiPipeline);
    await panel.send({ type: "future", data: 1 });
    expect(await panel.sentLast("error")).toEqual({ type: "error", message: 'Message of unknown type "future".' });
    await expect.poll(() => panel.page.locator(".node").count()).toBe(12);
    await panel.clear();
  });
});

describe("a pipeline without runs", () => {
  it("offers what cures that", async () => {
    const panel = await open();
    await panel.draw({ ...taxiPipeline, notes: ["No runs found.", "Not all was understood."], action: "chooseTrace" });
    await panel.page.getByRole("button", { name: "Choose Trace…" }).click();
    expect(await panel.sentLast("action")).toEqual({ type: "action", action: "chooseTrace" });
  });
});

describe("narrow panels", () => {
  it("cut long names of models off, not what became of them", async () => {
    const panel = await open({ width: 320, height: 640 });
    const label = "a-model-with-a-name-that-is-far-too-long-for-a-narrow-panel";
    const graphlet = taxiGraphlet.graphlet && { ...taxiGraphlet.graphlet, label };
    await panel.draw({ ...taxiGraphlet, graphlet });
    const outside = await panel.page.locator(".picker-button").evaluate((button) => {
      const { right } = button.getBoundingClientRect();
      return [...button.querySelectorAll("*")].filter((part) => part.getBoundingClientRect().right > right).length;
    });
    expect(outside).toBe(0);
  });
  it("have the steps around the selection on one line at 480 pixels", async () => {
    const panel = await open({ width: 480, height: 600 });
    await panel.draw(taxiGraphlet, "e:Trainer7");
    await panel.page.locator(".hops").waitFor();
    await expect.poll(() => panel.page.locator(".hops").evaluate((hops) => hops.clientHeight < 36)).toBe(true);
  });

  it("have room for everything at 320 pixels", async () => {
    const panel = await open({ width: 320, height: 640 });
    await panel.draw(taxiGraphlet, "e:Trainer7");
    const wide = await panel.page.locator("header *, .hops, .notes, .drawer *").evaluateAll((elements) =>
      elements
        .filter((element) => !element.closest(".hidden, svg"))
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    expect(wide).toEqual([]);
    const graph = await panel.page.locator(".graph").boundingBox();
    expect(graph?.height ?? 0).toBeGreaterThan(150);
  });
});
