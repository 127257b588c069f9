import { describe, expect, it } from "vitest";
import type { GraphView } from "../../server/src/protocol.ts";
import { edges, node, view } from "./fixtures/build.ts";
import { useView } from "./support/useView.ts";

const open = useView();

const evil = `<img src=x onerror="window.broken=1"><script>window.broken=1</script>`;
const texts = {
  markup: evil,
  "very long": `start ${"x".repeat(10_000)} end`,
  "right to left": "מודל אימון \u202egnp.exe",
  emoji: "👩‍🔬🚀🔥".repeat(20),
  "many lines": "first\nsecond\r\nthird\u0000\u2028fourth",
  empty: "",
} as const;

function hostile(text: string): GraphView {
  const head = {
    trainer: 1,
    label: text,
    startedAt: Number.NaN,
    status: "wasted" as const,
    whyNotPushed: null,
    reason: text,
    node: text,
  };
  const words = { label: text, second: text, description: text };
  return view(
    [node("a", "train", words), node("b", "model", { ...words, shape: "artifact" }), node(text || "c", "other", words)],
    [...edges("a>b"), { id: text, from: "b", to: text || "c", style: "plain", label: text }],
    {
      title: text,
      summary: text,
      notes: [text],
      level: "graphlet",
      graphlet: head,
      graphlets: [head, { ...head, trainer: 2 }],
    },
  );
}

describe("text from files", () => {
  for (const [name, text] of Object.entries(texts)) {
    it(`stays text: ${name}`, async () => {
      const panel = await open();
      await panel.draw(hostile(text), "a");
      await panel.send({
        type: "details",
        node: "a",
        details: {
          node: "a",
          title: text,
          sections: [
            {
              title: text,
              rows: [
                { label: text, value: text, copy: true },
                { label: text, value: text },
              ],
            },
          ],
        },
      });
      await panel.page.locator(".drawer dt").first().waitFor({ state: "attached" });
      await panel.page.getByRole("button", { name: "Show Outline" }).click();
      await panel.page.locator(".picker-button").click();
      expect(await panel.page.locator("#root img, #root script").count()).toBe(0);
      expect(await panel.page.evaluate(() => "broken" in window)).toBe(false);
      expect(await panel.page.locator(".node").count()).toBe(3);
      const spills = await panel.page
        .locator(".node.box")
        .first()
        .evaluate((element) => {
          const outline = element.querySelector(".outline-shape.front")?.getBoundingClientRect();
          return Array.from(element.querySelectorAll("text"), (line) => line.getBoundingClientRect()).filter(
            ({ left, right }) => outline === undefined || left < outline.left || right > outline.right,
          ).length;
        });
      expect(spills).toBe(0);
      const page = await panel.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(page).toBeLessThanOrEqual(0);
    });
  }
});
