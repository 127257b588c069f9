import { describe, expect, it } from "vitest";
import { taxiPipeline } from "./fixtures/taxi.ts";
import type { Panel } from "./support/panel.ts";
import { standingOut } from "./support/probe.ts";
import { useView } from "./support/useView.ts";

const open = useView();

const boxOf = (panel: Panel) => panel.page.getByRole("combobox", { name: "Search nodes" });

async function search(text: string, view = taxiPipeline) {
  const panel = await open();
  await panel.draw(view);
  await panel.page.keyboard.press("/");
  await panel.page.keyboard.type(text);
  return panel;
}

describe("a selection in the search box", () => {
  it("lets what it means stand out", async () => {
    const panel = await search("kind:train,deploy");
    await expect.poll(() => standingOut(panel)).toEqual(["Pusher", "Trainer", "Trainer.challenger"]);
    await expect.poll(() => panel.page.locator(".count").textContent()).toBe("3 matches");
  });

  it("says what is wrong with it, and where", async () => {
    const panel = await search("kind:trian");
    await expect.poll(() => boxOf(panel).getAttribute("aria-invalid")).toBe("true");
    await expect
      .poll(() => panel.page.locator(".search-problem p").textContent())
      .toBe("There is no kind trian. train was probably meant.");
    await expect.poll(() => panel.page.locator(".search-problem mark").textContent()).toBe("trian");
  });

  it("is completed by keys", async () => {
    const panel = await search("ki");
    const marked = panel.page.locator("#matches [aria-selected=true]");
    await panel.page.keyboard.press("ArrowDown");
    await expect.poll(() => marked.locator(".name").textContent()).toBe("kind:");
    await expect.poll(() => boxOf(panel).getAttribute("aria-activedescendant")).toBe(await marked.getAttribute("id"));
    await panel.page.keyboard.press("Enter");
    await expect.poll(() => boxOf(panel).inputValue()).toBe("kind:");
    await panel.page.keyboard.type("depl");
    await panel.page.keyboard.press("ArrowDown");
    await panel.page.keyboard.press("Tab");
    await expect.poll(() => boxOf(panel).inputValue()).toBe("kind:deploy");
    await expect.poll(() => standingOut(panel)).toEqual(["Pusher"]);
  });

  it("is completed at the cursor for those who type at once", async () => {
    const panel = await search("kind:");
    await panel.page.keyboard.press("ArrowDown");
    const taken = await panel.page.locator("#matches [aria-selected=true] .name").textContent();
    // The next letter is there before the browser draws again.
    await panel.page.evaluate(async () => {
      const box = document.activeElement;
      box?.dispatchEvent(new KeyboardEvent("keydown", { key: "Tab", bubbles: true, cancelable: true }));
      await Promise.resolve();
      document.execCommand("insertText", false, "&");
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      document.execCommand("insertText", false, "+");
    });
    await expect.poll(() => boxOf(panel).inputValue()).toBe(`kind:${taken}&+`);
  });

  it("is completed where the cursor was moved to", async () => {
    const panel = await search("kind:tr or x");
    for (let left = 0; left < 5; left++) await panel.page.keyboard.press("ArrowLeft");
    await panel.page.keyboard.press("ArrowDown");
    await panel.page.keyboard.press("Tab");
    await expect.poll(() => boxOf(panel).inputValue()).toBe("kind:train or x");
  });

  it("narrows a picture that is only a part, and Escape shows all again", async () => {
    const part = { ...taxiPipeline, totalNodes: 3204 };
    const panel = await search("kind:train", part);
    await panel.page.keyboard.press("Enter");
    const asked = { type: "show", level: "pipeline", artifacts: false };
    expect(await panel.sentLast("show")).toEqual({ ...asked, selection: "kind:train" });
    await panel.draw({ ...part, selection: "kind:train" });
    await panel.page.keyboard.press("Escape");
    expect(await panel.sentLast("show")).toEqual({ ...asked, selection: "" });
  });

  it("is offered ready where a graph is too large", async () => {
    const panel = await open();
    await panel.draw({ ...taxiPipeline, totalNodes: 3204, notes: ["This graph has 3,204 nodes."] });
    await panel.page.getByRole("button", { name: "status:wasted", exact: true }).click();
    expect((await panel.sentLast("show")).selection).toBe("status:wasted");
    await expect.poll(() => boxOf(panel).inputValue()).toBe("status:wasted");
  });
});
