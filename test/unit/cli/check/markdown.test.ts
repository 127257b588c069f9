import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { pageParts, plainText, sectionOf } from "../../../../server/src/cli/check/markdown.ts";

const page = `# dead-trainer

> No evaluator can be reached.

The model goes nowhere: nothing
evaluates it. See [the rules](rules.md).

## How
`;

test("a page's first paragraph tells what it is about, its first sentence in short", () => {
  expect(pageParts(page, "x")).toEqual({
    first: "The model goes nowhere.",
    whole: "The model goes nowhere: nothing evaluates it. See the rules.",
  });
});

test("a page without prose is known by its name", () => {
  expect(pageParts("# title\n\n- a list", "cycle")).toEqual({ first: "cycle", whole: "cycle" });
});

test("plain text has the words and no marks", () => {
  expect(plainText("## How\n\n> *Take* `a_b` and [that](x.md).")).toBe("How\n\nTake a_b and that.");
});

test("a section ends at the next heading of its level", () => {
  const text = "# All\n\n## `one`\n\nFirst.\n\n### more\n\n## two\n";
  expect(sectionOf(text, "one")).toBe("## `one`\n\nFirst.\n\n### more");
  expect(sectionOf(text, "three")).toBeNull();
});

describe("the pages of the project", () => {
  test.each(readdirSync("docs/rules"))("%s has a paragraph that stands alone", (name) => {
    const { first } = pageParts(readFileSync(`docs/rules/${name}`, "utf8"), name);
    expect(first).toMatch(/^[A-Z][^|#`]{15,200}\.$/);
  });
});
