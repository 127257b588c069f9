import { describe, expect, it } from "vitest";
import { historyOf } from "./fixtures/history.ts";
import { historyWithTradeOff } from "./fixtures/tradeOffs.ts";
import type { Panel, PanelOptions } from "./support/panel.ts";
import { useView } from "./support/useView.ts";

const openPanel = useView();

/** A panel with the trade-off opened. */
async function open(options: PanelOptions = {}): Promise<Panel> {
  const panel = await openPanel(options);
  await panel.send({ type: "view", view: historyWithTradeOff, select: null });
  await panel.page.getByText("What if models were stopped early?").click();
  await panel.page.locator(".what-if-chart").waitFor();
  return panel;
}
const sentence = (panel: Panel): Promise<string | null> => panel.page.locator(".what-if-step").textContent();
const curve = historyWithTradeOff.tradeOffs?.[0]?.curves[0];

describe("what if models were stopped early", () => {
  it("begins with what keeps every deployment", async () => {
    const panel = await open();
    await expect.poll(() => sentence(panel)).toBe(curve?.steps[curve.recommended]?.text);
  });

  it("has the slider and what it means in the height of a narrow panel", async () => {
    const panel = await open({ width: 480, height: 600 });
    const bottom = (selector: string): Promise<number> =>
      panel.page.locator(selector).evaluate((element) => element.getBoundingClientRect().bottom);
    await expect.poll(async () => (await bottom(".what-if-step")) <= (await bottom(".what-if"))).toBe(true);
  });

  it("stops none at the slider's beginning and all at its end, by the keyboard", async () => {
    const panel = await open();
    await panel.page.getByRole("slider").focus();
    await panel.page.keyboard.press("Home");
    await expect.poll(() => sentence(panel)).toBe("Stops no model.");
    await panel.page.keyboard.press("End");
    await expect.poll(() => sentence(panel)).toMatch(/^Stops (\d+) of \1 models: /);
  });

  it("leads back to the recommended number", async () => {
    const panel = await open();
    await panel.page.getByRole("slider").focus();
    await panel.page.keyboard.press("End");
    await panel.page.getByRole("button", { name: "Back to the recommended number" }).click();
    await expect.poll(() => sentence(panel)).toBe(curve?.steps[curve.recommended]?.text);
    await panel.page.getByText("recommended: most that keeps all deployments").waitFor();
  });

  it("is spoken: the slider says what it stands for", async () => {
    const panel = await open();
    await panel.page.getByRole("slider").focus();
    await panel.page.keyboard.press("End");
    await expect
      .poll(() => panel.page.getByRole("slider").getAttribute("aria-valuetext"))
      .toBe(curve?.steps.at(-1)?.text);
  });

  it("moves the point on the curve", async () => {
    const panel = await open();
    const at = (): Promise<string | null> => panel.page.locator(".what-if-chart .point").getAttribute("cx");
    const before = await at();
    await panel.page.getByRole("slider").focus();
    await panel.page.keyboard.press("End");
    await expect.poll(() => at()).not.toBe(before);
  });

  it("tells each point of a run", async () => {
    const panel = await open();
    await panel.page.getByRole("combobox").selectOption("before training");
    const other = historyWithTradeOff.tradeOffs?.[0]?.curves[2];
    await expect.poll(() => sentence(panel)).toBe(other?.steps[other.recommended]?.text);
  });

  it("is opened for the trainer that the extension names, with the keyboard at it", async () => {
    const panel = await openPanel();
    await panel.send({ type: "view", view: historyWithTradeOff, select: null });
    await panel.page.getByText("What if models were stopped early?").waitFor();
    await panel.send({ type: "tradeOff", node: historyWithTradeOff.tradeOffs?.[0]?.node ?? "" });
    await expect.poll(() => sentence(panel)).toBe(curve?.steps[curve.recommended]?.text);
    await expect.poll(() => panel.page.locator(".what-if summary:focus").count()).toBe(1);
  });

  it("is opened as soon as it is worked out where it was asked for before", async () => {
    const panel = await openPanel();
    await panel.send({ type: "view", view: { ...historyWithTradeOff, tradeOffs: null }, select: null });
    await panel.send({ type: "tradeOff", node: historyWithTradeOff.tradeOffs?.[0]?.node ?? "" });
    await panel.send({ type: "view", view: historyWithTradeOff, select: null });
    await expect.poll(() => sentence(panel)).toBe(curve?.steps[curve.recommended]?.text);
  });

  it("is not there until it is worked out", async () => {
    const panel = await openPanel();
    await panel.send({ type: "view", view: historyOf(14), select: null });
    await panel.page.locator(".lane-marks > *").first().waitFor({ state: "attached" });
    await expect.poll(() => panel.page.locator(".what-if").count()).toBe(0);
  });
});
