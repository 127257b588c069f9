import { expect, test } from "vitest";
import { commandLink, escapeMarkdown } from "../../../server/src/features/markdown.ts";

test.each([
  ["plain", "plain"],
  ["Trainer.challenger", "Trainer\\.challenger"],
  ["<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert\\(1\\)&gt;"],
  ["[a](command:rm)", "\\[a\\]\\(command\\:rm\\)"],
  ["a|b", "a\\|b"],
  ["two\nlines\r\n\u2028three", "two lines three"],
  ["$(trash) icon", "\\$\\(trash\\) icon"],
  ["&lt;", "&amp;lt;"],
  ["right\u202Eleft", "rightleft"],
])("%j is shown as it is", (text, markdown) => {
  expect(escapeMarkdown(text)).toBe(markdown);
});

test("long texts are cut between characters", () => {
  expect(escapeMarkdown("😀".repeat(300))).toBe(`${"😀".repeat(199)}…`);
});

test("a command link's arguments cannot end it", () => {
  expect(commandLink("Go", "a.b", [{ node: "x) [y](z" }])).toBe(
    "[Go](command:a.b?%5B%7B%22node%22%3A%22x%29%20%5By%5D%28z%22%7D%5D)",
  );
});
