import { expect, it } from "vitest";
import { runsView } from "./fixtures/large.ts";
import { taxiPipeline } from "./fixtures/taxi.ts";
import { useView } from "./support/useView.ts";

const open = useView();

it("a map shows where the view is in a drawing that reaches far beyond it, and leads elsewhere", async () => {
  const panel = await open({ width: 900, height: 700 });
  await panel.drawWhole(runsView(1_100));
  const frame = () => panel.page.locator(".minimap-frame").evaluate((element) => element.getBoundingClientRect().left);
  await panel.page.locator(".minimap").waitFor();
  const before = await frame();
  const box = await panel.page.locator(".minimap").boundingBox();
  await panel.page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) * 0.8, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  await expect.poll(() => frame()).toBeGreaterThan(before + 40);
  expect((await panel.sent()).filter(({ type }) => type === "select")).toEqual([]);
});

it("there is no map where all is in view, nor where it is not wanted", async () => {
  const small = await open({ width: 900, height: 1200 });
  await small.draw(taxiPipeline);
  await expect.poll(() => small.page.locator(".minimap").count()).toBe(0);
  const large = await open({ width: 900, height: 700 });
  await large.drawWhole(runsView(1_100));
  await large.page.locator("#graph").focus();
  await large.page.keyboard.press("m");
  await large.page.locator(".minimap").waitFor({ state: "detached" });
});
