import { describe, expect, it } from "vitest";
import { taxiPipeline } from "./fixtures/taxi.ts";
import { standingOut } from "./support/probe.ts";
import { useView } from "./support/useView.ts";

const open = useView();

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
    expect(await panel.page.locator(".count").textContent()).toBe("3 matches");
  });

  it("says what is wrong with it, and where", async () => {
    const panel = await search("kind:trian");
    const box = panel.page.getByRole("combobox", { name: "Search nodes" });
    expect(await box.getAttribute("aria-invalid")).toBe("true");
    expect(await panel.page.locator(".search-problem p").textContent()).toBe(
      "There is no kind trian. train was probably meant.",
    );
    expect(await panel.page.locator(".search-problem mark").textContent()).toBe("trian");
  });

  it("is completed by keys", async () => {
    const panel = await search("ki");
    await panel.page.keyboard.press("ArrowDown");
    const box = panel.page.getByRole("combobox", { name: "Search nodes" });
    const active = await box.getAttribute("aria-activedescendant");
    expect(await panel.page.locator(`[id="${active}"] .name`).textContent()).toBe("kind:");
    await panel.page.keyboard.press("Enter");
    expect(await box.inputValue()).toBe("kind:");
    await panel.page.keyboard.type("depl");
    await panel.page.keyboard.press("ArrowDown");
    await panel.page.keyboard.press("Tab");
    expect(await box.inputValue()).toBe("kind:deploy");
    await expect.poll(() => standingOut(panel)).toEqual(["Pusher"]);
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
    expect(await panel.page.locator("#graph-search").inputValue()).toBe("status:wasted");
  });
});
