import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJsonc } from "../../../../server/src/cli/check/jsonc.ts";

const read = (text: string): unknown => {
  const parsed = parseJsonc(text);
  return parsed.ok ? parsed.value : `refused: ${parsed.error}`;
};

describe("JSON with comments", () => {
  test.each([
    ['{"a": 1, // one\n "b": 2}', { a: 1, b: 2 }],
    ['/* all */ {"a": /* in\n between */ 1}', { a: 1 }],
    ['{"a": [1, 2,], "b": {"c": 3,},}', { a: [1, 2], b: { c: 3 } }],
    ['{"a": 1, /* last */ }', { a: 1 }],
    ['\ufeff{"a": 1}', { a: 1 }],
  ])("%j is read", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test("what looks like a comment or a comma in a text is left alone", () => {
    const value = { "a//b": "/* no */", quote: 'say "hi", // please ,}' };
    expect(read(JSON.stringify(value))).toEqual(value);
  });

  test.each(["{", '{"a": }', "[1,,2]", "", "/* open", '{"a" 1}'])("%j is refused", (text) => {
    expect(read(text)).toMatch(/^refused: /);
  });

  test("all JSON is read as JSON", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
