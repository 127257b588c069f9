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
  "of a terminal": "\u001b[31mred\u001b]8;;https://x.example\u0007link\u001b[0m",
  "an address": "javascript:window.broken=1",
  "a command": "[run](command:workbench.action.terminal.new) $(trash)",
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
  const words = { label: text, second: text, description: text, run: text };
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
      await expect.poll(() => panel.page.locator("#root img, #root script, #root a[href]").count()).toBe(0);
      const spoken = await panel.page
        .locator("#root [aria-label], #root [title]")
        .evaluateAll((elements) =>
          elements.map((element) => `${element.getAttribute("aria-label")} ${element.getAttribute("title")}`).join(),
        );
      expect(spoken).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      await expect.poll(() => panel.page.evaluate(() => "broken" in window)).toBe(false);
      await expect.poll(() => panel.page.locator(".node").count()).toBe(3);
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

describe("text from files in what the view makes of it", () => {
  for (const text of [texts.markup, texts["very long"], texts["right to left"], texts["of a terminal"]]) {
    it(`stays text in groups, searches and parts of large graphs: ${text.slice(0, 12)}`, async () => {
      const panel = await open();
      const many = Array.from({ length: 450 }, (_, at) => node(`${text} ${at}`, "other", { label: text, run: text }));
      const links = many
        .slice(1)
        .map(({ id }) => ({ id, from: `${text} 0`, to: id, style: "plain", label: text }) as const);
      await panel.draw(view(many, links, { key: text }), `${text} 0`);
      await expect.poll(() => panel.page.locator(".badge").first().textContent()).toMatch(/^\+\d/);
      await panel.page.getByRole("combobox", { name: "Group nodes" }).selectOption("run");
      await panel.page.locator(".node", { hasText: "×" }).first().waitFor({ state: "attached" });
      await panel.page.getByRole("combobox", { name: "Search nodes" }).fill(text.slice(0, 20));
      await expect.poll(() => panel.page.locator("#root img, #root script, #root a[href]").count()).toBe(0);
      await expect.poll(() => panel.page.evaluate(() => "broken" in window)).toBe(false);
      const over = await panel.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over).toBeLessThanOrEqual(0);
    });
  }
});
