import { readFileSync } from "node:fs";
import { parser } from "@lezer/python";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Body } from "../../../../server/src/definitions/python/ast.ts";
import { closeBrackets } from "../../../../server/src/definitions/python/brackets.ts";
import { expressionConverter } from "../../../../server/src/definitions/python/convertExpression.ts";
import { convertBody } from "../../../../server/src/definitions/python/convertStatement.ts";
import { codeLines, partsOf } from "../../../../server/src/definitions/python/outline.ts";
import { parsePython } from "../../../../server/src/definitions/python/source.ts";

const uri = "file:///a.py";

/** The text as the parser reads it in one piece. */
function inOnePiece(text: string): Body {
  const { text: closed, closedAt } = closeBrackets(text);
  return convertBody(expressionConverter(text, closedAt), parser.parse(closed).topNode);
}

/** Lines of a text at some indentation: statements of every sort, long enough that blocks are read in parts. */
const block = (indent: string, depth: number): fc.Arbitrary<string> => {
  const simple = fc.constantFrom(
    "a = f(b, c=1)",
    "f(\n  a,\nb)",
    "x = '''one\n  two\nthree'''",
    'y = "it\'s \\"so\\" # no comment"  # a comment',
    "z = a + \\\n  b",
    "p; q = 1, 2",
    "# a comment",
    "",
    "if a: b",
    "return {'k': [1, 2]}",
    "from a import (b,\n  c)",
    "f'{a}[' 'b'",
  );
  const line = simple.map((text) => (text === "" ? "\n" : `${indent}${text}\n`));
  if (depth >= 3)
    return fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => `${indent}pass\n${lines.join("")}`);
  const head = fc.constantFrom(
    "def f(a, b=1):",
    "@d\n@e(1)\ndef g():",
    "class C(D):",
    "with a as b:",
    "for a in b:",
    "while a:",
    "async def h() -> int:",
    "if a:",
  );
  const inner = fc.constantFrom("  ", "    ", "\t").chain((more) => block(indent + more, depth + 1));
  const indented = (text: string): string => text.replace(/^(?=.)/gm, indent);
  const compound = fc.tuple(head, inner, fc.constantFrom("", "else", "# end")).map(([first, body, last]) => {
    const other = /^(?:if|for|while)/.test(first) && last === "else" ? `${indent}else:\n${indent} pass\n` : "";
    return `${indented(first)}\n${body}${other}`;
  });
  const statements = fc.array(fc.oneof({ arbitrary: line, weight: 4 }, { arbitrary: compound, weight: 1 }), {
    minLength: 1,
    maxLength: depth === 0 ? 8 : 40,
  });
  return statements.map((all) => `${depth === 0 ? "" : `${indent}pass\n`}${all.join("")}`);
};
const programs = fc.tuple(block("", 0), fc.constantFrom("\n", "\r\n")).map(([text, end]) => text.replaceAll("\n", end));

const pieces = [
  "",
  " ",
  "  ",
  "\n",
  "\r\n",
  "x",
  "(",
  ")",
  "'",
  '"""',
  "#",
  "\\",
  ":",
  "\t",
  "pass\n",
  "else:\n",
  "@d\n",
  "def f():\n",
  "    ",
];
const edits = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), fc.constantFrom(...pieces)), {
  minLength: 1,
  maxLength: 5,
});

/** The versions of a text, each with one more stretch replaced. */
function* versions(text: string, changes: readonly (readonly [number, number, string])[]): Generator<string> {
  let version = text;
  for (const [where, length, piece] of changes) {
    const at = Math.floor(where * version.length);
    version = version.slice(0, at) + piece + version.slice(at + length);
    yield version;
  }
}

test("a text that is read in parts reads as in one piece", () => {
  fc.assert(
    fc.property(programs, (text) => {
      expect(parsePython(uri, text).body).toEqual(inOnePiece(text));
    }),
    { numRuns: 150 },
  );
});

test("each version of a text reads as it does alone", () => {
  fc.assert(
    fc.property(programs, edits, (text, changes) => {
      let version = parsePython(uri, text);
      for (const changed of versions(text, changes)) {
        version = parsePython(uri, changed, version);
        expect(version.body).toEqual(parsePython(uri, changed).body);
      }
    }),
    { numRuns: 300 },
  );
});

test("each keystroke in the example reads as it does alone", () => {
  const text = readFileSync(new URL("../../../../examples/taxi/pipeline.py", import.meta.url), "utf8");
  expect(parsePython(uri, text).body).toEqual(inOnePiece(text));
  fc.assert(
    fc.property(edits, (changes) => {
      let version = parsePython(uri, text);
      for (const changed of versions(text, changes)) {
        version = parsePython(uri, changed, version);
        expect(version.body).toEqual(parsePython(uri, changed).body);
      }
    }),
    { numRuns: 100 },
  );
});

describe("after a change", () => {
  const body = Array.from({ length: 40 }, (_, at) => `    step${at} = make(${at})\n`).join("");
  const text = `import a\n\ndef first():\n    return 1\n\ndef long():\n${body}\ndef last():\n    return 2\n`;
  const before = parsePython(uri, text);
  const statementsIn = ({ statements }: Body, name: string): readonly unknown[] => {
    const found = statements.find((one) => one.type === "function" && one.name === name);
    return found?.type === "function" ? found.body.statements : [];
  };

  test("what stands before it is taken over as it is", () => {
    const after = parsePython(uri, text.replace("make(20)", "make(200)"), before);
    expect(after.body.statements[1]).toBe(before.body.statements[1]);
    const [older, newer] = [before, after].map(({ body: one }) => statementsIn(one, "long"));
    expect(newer?.map((one, at) => one === older?.[at])).toEqual(Array.from({ length: 40 }, (_, at) => at < 20));
  });

  test("what stands after it is taken over, moved", () => {
    const changed = text.replace("return 1", "return 1 + 1");
    const after = parsePython(uri, changed, before);
    expect(after.body).toEqual(inOnePiece(changed));
    expect(after.parts.size).toBe(before.parts.size);
  });
});

describe("lines of code", () => {
  test.each([
    ["", []],
    ["a\n\n# b\n  \nc", ["a", "c"]],
    ["f(a,\n  # b\n  c)\nd", ["f(a,\n  # b\n  c)", "d"]],
    ["a = '''b\n# c\n'''\nd", ["a = '''b\n# c\n'''", "d"]],
    ["a = 'b\nc'", ["a = 'b", "c'"]],
    ["a = b + \\\n c\r\nd", ["a = b + \\\n c", "d"]],
    [")]\na", [")]", "a"]],
    ["a = 'it\\'s ('\nb", ["a = 'it\\'s ('", "b"]],
  ])("of %j", (text, expected) =>
    expect(codeLines(text).map(({ from, end }) => text.slice(from, end))).toEqual(expected),
  );
  test("have columns, with tabs", () =>
    expect(codeLines("a\n  b\n\tc\n  \td").map(({ indent }) => indent)).toEqual([0, 2, 8, 8]));
});

describe("parts", () => {
  const textsOf = (text: string): string[] => partsOf(text).map(({ from, to }) => text.slice(from, to));
  test.each([
    ["a\nb\n", ["a\n", "b\n"]],
    ["# c\na\n# d\nb\n", ["# c\na\n# d\n", "b\n"]],
    ["if a:\n  b\nelif c:\n  d\nelse:\n  e\nf\n", ["if a:\n  b\nelif c:\n  d\nelse:\n  e\n", "f\n"]],
    ["@a\n@b\ndef c():\n  d\ne\n", ["@a\n@b\ndef c():\n  d\n", "e\n"]],
    ["  a\n  b\nc\n", ["  a\n  b\n", "c\n"]],
    [
      "try:\n  a\nexcept B:\n  c\nfinally:\n  d\nelsewhere = 1\n",
      ["try:\n  a\nexcept B:\n  c\nfinally:\n  d\n", "elsewhere = 1\n"],
    ],
  ])("of %j", (text, expected) => expect(textsOf(text)).toEqual(expected));
});
