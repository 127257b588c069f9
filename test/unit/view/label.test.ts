import { describe, expect, it } from "vitest";
import { middleEllipsis, oneLine } from "../../../webview/src/graph/label.ts";

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
