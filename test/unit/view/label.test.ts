import { describe, expect, it } from "vitest";
import { middleEllipsis, oneLine, oneOrTwoLines } from "../../../webview/src/graph/label.ts";

/** Every character is 10 wide. */
const measure = (text: string): number => Array.from(text).length * 10;
const shorten = (text: string, room: number): string => middleEllipsis(text, room, measure);

describe("a label on one line", () => {
  it.each([
    ["Trainer", "Trainer"],
    ["two\nlines\tand a tab", "two lines and a tab"],
    ["turned \u202eround\u202c", "turned round"],
    ["\u0000null", "null"],
    ["טריינר 🚀", "טריינר 🚀"],
  ])("%j → %j", (text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  it("keeps both ends of a very long text", () => {
    const text = oneLine(`start${"x".repeat(10_000)}end`);
    expect(text.length).toBe(401);
    expect(text).toMatch(/^startx+…x+end$/);
  });
});

describe("ellipsis in the middle", () => {
  it.each([
    ["Trainer", 70, "Trainer"],
    ["Trainer", 60, "Tra…er"],
    ["Trainer", 50, "Tr…er"],
    ["LatestBlessedModelResolver", 120, "Latest…olver"],
    ["Trainer", 10, "…"],
    ["Trainer", 0, "…"],
    ["", 0, ""],
  ])("%j in %d → %j", (text, room, expected) => {
    expect(shorten(text, room)).toBe(expected);
  });

  it("does not cut an emoji or an accent apart", () => {
    expect(shorten("👩‍🔬👩‍🔬👩‍🔬👩‍🔬", 70)).toBe("👩‍🔬…👩‍🔬");
    expect(shorten("e\u0301e\u0301e\u0301e\u0301", 50)).toBe("e\u0301…e\u0301");
  });
});

it.each([
  ["Trainer.challenger", 150, "Trainer…llenger"],
  ["export.of.the.model", 90, "expo…odel"],
  ["...", 20, ".…"],
])("no dot of %j stands beside the ellipsis", (text, room, expected) => {
  expect(shorten(text, room)).toBe(expected);
});

describe("a label on one line or two", () => {
  it.each([
    ["Trainer", ["Trainer"]],
    ["ingestion-component", ["ingestion-", "component"]],
    ["wait for training job", ["wait for", "training job"]],
    ["v5_2_total_mean_cost", ["v5_2_total_", "mean_cost"]],
    ["LatestBlessedModelResolver", ["LatestBlessed", "ModelResolver"]],
    ["preprocess_the_passengers_of_today", ["preprocess_", "the_pa…_today"]],
    ["untilthefirstseam-x", ["untilt…seam-x"]],
    ["aaaaaaaaaaaaaaaaaa-", ["aaaaaa…aaaaa-"]],
  ])("%j → %j", (text, expected) => {
    expect(oneOrTwoLines(text, 130, measure)).toEqual(expected);
  });
});
