import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { readYaml } from "../../../../server/src/definitions/yaml/read.ts";
import { booleanOf, childAt, plainOf } from "../../../../server/src/definitions/yaml/tree.ts";

const valuesIn = (text: string): unknown[] => readYaml(text).documents.map((node) => structuredClone(plainOf(node)));
const valueIn = (text: string): unknown => {
  const { documents, problems } = readYaml(text);
  expect(problems).toEqual([]);
  return documents[0] ? structuredClone(plainOf(documents[0])) : undefined;
};

describe("scalars", () => {
  test("of the core schema", () => {
    const text = "[null, ~, true, False, 12, -7, 0x1F, 0o17, 1.5, .5, 1e3, -.inf, yes, 1_000, 1.2.3, '12', \"true\"]";
    const values = [null, null, true, false, 12, -7, 31, 15, 1.5, 0.5, 1000, -Infinity, "yes", "1_000", "1.2.3", "12"];
    expect(valueIn(text)).toEqual([...values, "true"]);
  });
  test("that a tag makes text", () =>
    expect(valueIn("a: !!str 5\nb: !!int '5'\nc: !own 5")).toEqual({ a: "5", b: 5, c: 5 }));
  test("of YAML 1.1, where a format asks for them", () => {
    const { documents } = readYaml("[yes, Off, maybe, 'yes', true]");
    const [list] = documents;
    const items = list?.kind === "sequence" ? list.items : [];
    expect(items.map(booleanOf)).toEqual([true, false, null, null, true]);
  });
  test("in double quotes with escapes", () =>
    expect(valueIn(String.raw`"\ta\n\"b\" \\ \/ \x41 \u00e9 \ud83d\ude00 \U0001F600"`)).toBe(
      '\ta\n"b" \\ / A é 😀 😀',
    ));
  test("in single quotes", () => expect(valueIn("'it''s'")).toBe("it's"));
  test("of several plain lines", () =>
    expect(valueIn("a: one\n  two\n\n  three # no more\nb: 1")).toEqual({ a: "one two\nthree", b: 1 }));
  test("of several quoted lines", () =>
    expect(valueIn('a: "one \n  two\\\n   \\ three\n\n  four"')).toEqual({ a: "one two three\nfour" }));
  test("in quotes whose lines stand left of their key", () => expect(valueIn("  a: 'x\ny'")).toEqual({ a: "x y" }));
});

describe("blocks of text", () => {
  test("literal, clipped, stripped and kept", () =>
    expect(valueIn("a: |\n  x\n   y\n\nb: |-\n  x\nc: |+\n  x\n\nd: 1")).toEqual({
      a: "x\n y\n",
      b: "x",
      c: "x\n\n",
      d: 1,
    }));
  test("folded", () =>
    expect(valueIn("a: >\n  one\n  two\n\n  three\n    four\n  five\n")).toEqual({
      a: "one two\nthree\n  four\nfive\n",
    }));
  test("with an indentation of their own", () => expect(valueIn("a: |2\n    x\n  y\n")).toEqual({ a: "  x\ny\n" }));
  test("may hold what looks like keys, comments and documents", () =>
    expect(valueIn("a: |\n  b: 1\n  # no comment\n  ---\nc: 2")).toEqual({ a: "b: 1\n# no comment\n---\n", c: 2 }));
});

describe("collections", () => {
  test("nested", () =>
    expect(valueIn("a:\n  - b: 1\n    c: [2, {d: 3}]\n  -\n    - 4\n  - - 5\ne:\n- 6\n")).toEqual({
      a: [{ b: 1, c: [2, { d: 3 }] }, [4], [5]],
      e: [6],
    }));
  test("in brackets over lines, with comments and a comma at the end", () =>
    expect(valueIn("a: [\n  1, # one\n  2,\n]\nb: {x: 1,\n  y: {z: }}\n")).toEqual({
      a: [1, 2],
      b: { x: 1, y: { z: null } },
    }));
  test("with keys in quotes and with a mark before them", () =>
    expect(valueIn("'a b': 1\n? c\n: 2\n\"d\" : 3")).toEqual({ "a b": 1, c: 2, d: 3 }));
  test("with colons and hashes inside words", () =>
    expect(valueIn("a: b:c#d http://x")).toEqual({ a: "b:c#d http://x" }));
  test("empty values", () => expect(valueIn("a:\nb: {}\nc: []\nd: ''")).toEqual({ a: null, b: {}, c: [], d: "" }));
  test("a key called __proto__ is a key", () => {
    const [node] = readYaml("__proto__: {x: 1}").documents;
    expect(Object.keys(plainOf(node ?? never()) as object)).toEqual(["__proto__"]);
  });
});

const never = (): never => {
  throw new Error("no document");
};

describe("anchors", () => {
  test("stand for their node", () =>
    expect(valueIn("a: &x {n: 1}\nb: *x\nc: [*x]")).toEqual({ a: { n: 1 }, b: { n: 1 }, c: [{ n: 1 }] }));
  test("merge into a map, whose own keys win", () =>
    expect(valueIn("base: &b {x: 1, y: 2}\nmore: &m {z: 3}\nall:\n  <<: [*b, *m]\n  y: 5")).toEqual({
      base: { x: 1, y: 2 },
      more: { z: 3 },
      all: { y: 5, x: 1, z: 3 },
    }));
  test("count in their document alone", () =>
    expect(readYaml("a: &x 1\n---\nb: *x").problems.map(({ code }) => code)).toEqual(["unknown-anchor"]));
  test("never hold themselves", () =>
    expect(readYaml("a: &x [*x]").problems.map(({ code }) => code)).toEqual(["unknown-anchor"]));
});

describe("texts", () => {
  test("of several documents", () =>
    expect(valuesIn("a: 1\n---\nb: 2\n...\n---\n- c\n")).toEqual([{ a: 1 }, { b: 2 }, ["c"]]));
  test("with a directive and a comment first", () =>
    expect(valueIn("# PIPELINE\n%YAML 1.2\n---\na: 1")).toEqual({ a: 1 }));
  test("with a byte order mark and Windows' line ends", () =>
    expect(valueIn("\ufeffa: 1\r\nb: |\r\n  x\r\nc: 2\r\n")).toEqual({ a: 1, b: "x\n", c: 2 }));
  test("of JSON", () =>
    expect(valueIn('{\n\t"a": [1, -2.5e3, "x\\/y", null],\n\t"b": {"c":false}}')).toEqual({
      a: [1, -2500, "x/y", null],
      b: { c: false },
    }));
  test("of YAML that starts with a bracket", () => expect(valueIn("{a: 'x\n  y', b}")).toEqual({ a: "x y", b: null }));
  test("without anything", () => expect(valuesIn("# nothing\n")).toEqual([]));
});

test.each([
  "a: &x\n  b: 1\n&k c: !!str\n  d\n",
  "- &a a\n- &b b\n- *a\n",
  "a:\n  - \"x\n    y\"\n  - 'z'\n-1: 2\n",
  "x: >-\n\n   a\n  \n   b\n\n    c\n   d\n",
  'a: {b: [c, d: e], "f":g, h: }\n',
  "--- |+\n  a\n\n...\n--- b\n",
  "? a\n? b\n: c\nd:\n  ? e\n",
  "a: - b\n",
])("reads as the package yaml does: %j", (text) => {
  const documents = [...parseAllDocuments(text, { merge: true })];
  if (documents.some(({ errors }) => errors.length > 0)) expect(readYaml(text).problems).not.toEqual([]);
  else expect(valuesIn(text)).toEqual(documents.map((document) => document.toJS()));
});

test("a path of keys", () => {
  const [node] = readYaml("a: {b: {c: 1}}").documents;
  expect(childAt(node ?? null, "a", "b", "c")).toMatchObject({ value: 1 });
});
