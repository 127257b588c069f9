import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPbtxt } from "../../../../server/src/definitions/pbtxt/read.ts";
import { problemsIn, readPrinted } from "./print.ts";

describe("protobuf text format", () => {
  test.each([
    ["scalars", "a: 1 b: -2.5e-3f c: TRUE d: - inf e: 0x1F f: 017", "a=1 b=-2.5e-3f c=TRUE d=-inf e=0x1F f=017"],
    ["messages", "a { b: 1 } c: < d: 2 >", "a{b=1} c{d=2}"],
    ["a repeated name", "a: 1 a: 2", "a=1 a=2"],
    ["lists are repeated names", "a: [1, 2] b [{c: 3}, <d: 4>] e: []", "a=1 a=2 b{c=3} b{d=4}"],
    ["separators", "a: 1, b: 2; c { d: 3; };", "a=1 b=2 c{d=3}"],
    ["comments", "# head\na: 1 # tail\n# end", "a=1"],
    ["a packed message", "[type.googleapis.com/x.Y] { a: 1 }", "[type.googleapis.com/x.Y]{a=1}"],
    ["an extension", "[x.y.z]: 3", "[x.y.z]=3"],
    ["strings that follow each other", 'a: "x" \'y\'\n  # between\n  "z"', 'a="xyz"'],
    ["a byte order mark", "\ufeffa: 1", "a=1"],
    ["nothing", "", ""],
  ])("%s", (_, text, expected) => {
    expect(readPrinted(text)).toBe(expected);
    expect(problemsIn(text)).toEqual([]);
  });
});

describe("escapes", () => {
  test.each([
    [String.raw`"a\n\t\"\'\\\?"`, "a\n\t\"'\\?"],
    [String.raw`"\303\251 \xe2\x82\xac"`, "é €"],
    [String.raw`"\u00e9 \U0001F600"`, "é 😀"],
    [String.raw`"\360\237\230\200"`, "😀"],
    [String.raw`"\377"`, "\ufffd"],
    [String.raw`"\0"`, "\0"],
    [`"it's"`, "it's"],
    [`'say "x"'`, 'say "x"'],
  ])("%s", (text, expected) => {
    const [field] = readPbtxt(`a: ${text}`).root.fields;
    expect(field?.value).toMatchObject({ style: "string", text: expected });
  });
});

test("places are those of the text", () => {
  const text = 'a {\n  b: "x" # c\n}\n';
  const { root, comments } = readPbtxt(text);
  const at = ({ from, to }: { from: number; to: number }) => text.slice(from, to);
  const [a] = root.fields;
  const b = a?.value.type === "message" ? a.value.fields[0] : undefined;
  expect(a && [at(a.span), at(a.nameSpan), at(a.value.span)]).toEqual([
    'a {\n  b: "x" # c\n}',
    "a",
    '{\n  b: "x" # c\n}',
  ]);
  expect(b?.value.type === "scalar" && b.value.plain && at(b.value.plain)).toBe("x");
  expect(comments.map(at)).toEqual(["# c"]);
});

test("a string with escapes, or in two pieces, has no place that is exactly its text", () => {
  const plains = readPbtxt('a: "x\\n" b: "x" "y" c: z').root.fields.map(({ value }) =>
    value.type === "scalar" ? value.plain : null,
  );
  expect(plains).toEqual([null, null, { from: 23, to: 24 }]);
});

describe("what cannot be read leaves the rest", () => {
  test.each([
    [
      "a value not yet typed",
      "a {\n  b:\n  c: 1\n}\nd: 2",
      "a{c=1} d=2",
      ["b: The field `b` has no value. Write one after it."],
    ],
    ["a name not yet typed on", "a: 1\nbc\nd: 2", "a=1 d=2", ["bc: The field `bc` has no value. Write one after it."]],
    [
      "a string without its end",
      'a: "x\nb: 2',
      'a="x" b=2',
      ['"x: This string does not end. Close its quote on the same line.'],
    ],
    ["a bracket too many", "a { b: 1 } }\nc: 2", "a{b=1} c=2", ["}: This `}` closes nothing. Remove it."]],
    ["the other bracket", "a { b: 1 >\n c: 2 }", "a{b=1 c=2}", [">: This `>` closes nothing. Remove it."]],
    [
      "a bracket too few",
      "a {\n  b {\n    c: 1\n  d: 2\n}\ne { f: 3 }",
      "a{b{c=1 d=2}} e{f=3}",
      ["{: This bracket is not closed. Add `}`."],
    ],
    [
      "no bracket at the end",
      "a { b { c: 1",
      "a{b{c=1}}",
      ["{: This bracket is not closed. Add `}`.", "{: This bracket is not closed. Add `}`."],
    ],
    [
      "what is no field",
      "a: 1\n) = 3, 4\nb: 2",
      "a=1 b=2",
      ["): A field's name is expected here. Write `name: value` or `name { … }`."],
    ],
    ["a list without its end", "a: [1, 2\nb: 3", "a=1 a=2 b=3", ["[: This list does not end. Close it with `]`."]],
    [
      "an unknown escape",
      String.raw`a: "\q" b: 1`,
      'a="\\\\q" b=1',
      [String.raw`"\q": This string has an escape that protobuf text does not know. Double its backslash.`],
    ],
  ])("%s", (_, text, expected, problems) => {
    expect(readPrinted(text)).toBe(expected);
    expect(problemsIn(text)).toEqual(problems);
  });
});

test("messages nested too deep are left out, once", () => {
  const text = `${"a {".repeat(5000)}${"}".repeat(5000)} b: 1`;
  expect(readPrinted(text)).toMatch(/^(?:a\{){301}\}+ b=1$/);
  expect(problemsIn(text)).toHaveLength(1);
});

test("no text throws, and problems are bounded", () => {
  const piece = fc.constantFrom(
    "a",
    ":",
    "{",
    "}",
    "<",
    ">",
    "[",
    "]",
    ",",
    '"',
    "'",
    "\\",
    "\n",
    "#",
    "-",
    "1",
    " ",
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const { root, problems } = readPbtxt(pieces.join(""));
      expect(root.type).toBe("message");
      expect(problems.length).toBeLessThanOrEqual(100);
    }),
    { numRuns: 500 },
  );
});
