import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import { readYaml } from "../../../../server/src/definitions/yaml/read.ts";
import { childAt, plainOf } from "../../../../server/src/definitions/yaml/tree.ts";

const read = (text: string) => {
  const { documents, problems } = readYaml(text);
  return {
    value: documents[0] ? structuredClone(plainOf(documents[0])) : undefined,
    problems: problems.map(({ message, from }) => `${from}: ${message}`),
  };
};

describe("what is half-typed keeps to its line", () => {
  test("a key without a colon among others", () =>
    expect(read("tasks:\n  a:\n    x: 1\n  half\n  b:\n    x: 2\n")).toEqual({
      value: { tasks: { a: { x: 1 }, half: null, b: { x: 2 } } },
      problems: ["23: A colon is missing after this key."],
    }));
  test("a key without a colon before others", () =>
    expect(read("tasks:\n  half\n  b:\n    x: 2\n").value).toEqual({ tasks: { half: null, b: { x: 2 } } }));
  test("quotes that are not closed", () =>
    expect(read('a:\n  name: "abc\n  next: "d"\nb: 1\n').value).toEqual({ a: { name: "abc", next: "d" }, b: 1 }));
  test("a bracket that is not closed", () =>
    expect(read("a:\n  x: [1, 2\n  y: 3\nb: {c: 1\nd: 4\n").value).toEqual({
      a: { x: [1, 2], y: 3 },
      b: { c: 1 },
      d: 4,
    }));
  test("a line too deep", () =>
    expect(read("a:\n  b: 1\n    c: 2\n  d: 3\n")).toEqual({
      value: { a: { b: 1, c: 2, d: 3 } },
      problems: ["14: The indentation fits no line above. Align it."],
    }));
  test("a second key in a line", () => expect(read("a: b: c\nd: 1").value).toEqual({ a: "b: c", d: 1 }));
  test("an item among keys", () => expect(read("a:\n  b: 1\n  - x\n  c: 2\n").value).toEqual({ a: { b: 1, c: 2 } }));
  test("a tab in the indentation", () =>
    expect(read("a:\n\tb: 1\n\tc: [\n\t\t2]\n")).toEqual({
      value: { a: { b: 1, c: [2] } },
      problems: [3, 9].map((at) => `${at}: A tab stands in the indentation. Indent with spaces.`),
    }));
  test("text after a value", () => expect(read("a: 'b' c\nd: 1").value).toEqual({ a: "b", d: 1 }));
});

describe("half-typed JSON", () => {
  const around = (half: string) => `{\n  "a": {\n    "x": 1\n  },\n${half}\n  "z": {\n    "y": 2\n  }\n}\n`;
  test("a key", () => expect(read(around('  "half"')).value).toEqual({ a: { x: 1 }, half: null, z: { y: 2 } }));
  test("a key and its colon", () =>
    expect(read(around('  "half":')).value).toEqual({ a: { x: 1 }, half: null, z: { y: 2 } }));
  test("a text that is not closed", () =>
    expect(read(around('  "half": "te,')).value).toEqual({ a: { x: 1 }, half: "te", z: { y: 2 } }));
  test("a missing comma", () => expect(read(around('  "b": 3')).value).toEqual({ a: { x: 1 }, b: 3, z: { y: 2 } }));
  test("a brace that is not closed", () =>
    expect(read('{\n  "a": {\n    "b": {\n      "x": 1\n  },\n  "z": 2\n}\n').value).toEqual({
      a: { b: { x: 1 } },
      z: 2,
    }));
});

test("a key that stands twice is told; the last one counts", () =>
  expect(read("a: 1\na: 2\n")).toEqual({
    value: { a: 2 },
    problems: ['5: The key "a" stands twice here; the last one counts. Remove one.'],
  }));

describe("hostile texts", () => {
  test("aliases of aliases are followed so far and no further", () => {
    const bomb = ["a0: &a0 [1,1,1,1,1,1,1,1,1,1]"];
    for (let at = 1; at < 12; at++)
      bomb.push(
        `a${at}: &a${at} [${Array(10)
          .fill(`*a${at - 1}`)
          .join(",")}]`,
      );
    const { documents, problems } = readYaml(bomb.join("\n"));
    expect(problems[0]).toMatchObject({ code: "too-large" });
    expect(childAt(documents[0] ?? null, "a3")).toMatchObject({ kind: "sequence" });
  });
  test.each(["[".repeat(100_000), "- ".repeat(100_000), '{"a":'.repeat(100_000), "? ".repeat(100_000)])(
    "depth is bounded: %.10s",
    (text) => expect(readYaml(text).problems.map(({ code }) => code)).toContain("too-large"),
  );
});

const pieces = [
  "a",
  "b: ",
  "c:",
  "- ",
  "\n",
  "\n  ",
  "\n    ",
  "\t",
  "[",
  "]",
  "{",
  "}",
  ",",
  '"',
  "'",
  "|",
  ">-",
  "&x ",
  "*x",
  "!!str ",
  "# c",
  "---",
  "?",
  ": ",
  "\\",
  "\r\n",
  "<<: ",
];

test("no text makes it throw, and every offset is of the text", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 40 }),
      (parts) => {
        const { text, problems, documents } = readYaml(parts.join(""));
        for (const { from, to } of [...problems, ...documents]) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(text.length + 2);
          expect(from).toBeLessThanOrEqual(to);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test("what the package yaml writes reads back", () => {
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie("list"),
      tie("map"),
    ),
    list: fc.array(tie("node"), { maxLength: 4 }),
    // The package refuses a merge key without a map.
    map: fc.dictionary(
      fc.string({ maxLength: 12 }).filter((key) => key !== "<<"),
      tie("node"),
      { maxKeys: 4, noNullPrototype: true },
    ),
  })).map;
  fc.assert(
    fc.property(value, (plain) => {
      const text = stringify(plain);
      const [document] = parseAllDocuments(text, { merge: true });
      const { documents, problems } = readYaml(text);
      expect(problems.filter(({ code }) => code === "syntax")).toEqual([]);
      expect(structuredClone(documents[0] ? plainOf(documents[0]) : null)).toEqual(document ? document.toJS() : null);
    }),
    { numRuns: 500 },
  );
});
