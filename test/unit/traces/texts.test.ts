import { describe, expect, test } from "vitest";
import { packTexts, StringTable } from "../../../server/src/traces/stringTable.ts";
import { Random } from "../../generate/random.ts";

/** What a table of these texts gives back. */
const kept = (texts: readonly string[]): readonly (string | undefined)[] => {
  const table = new StringTable();
  const indexes = texts.map((text) => table.add(text));
  const packed = table.finish();
  return indexes.map((index) => packed.at(index));
};
const bytes = (text: string): Buffer => Buffer.from(text, "utf8");

describe("texts come back as they were", () => {
  const check = (...texts: readonly string[]): void => expect(kept(texts)).toEqual(texts);
  test("short ones", () => check("a", "b", "", "a"));
  test("in every script", () => check("Ünïcödé ✓ 𝔘", "日本語", "\u0000", "\u{10ffff}"));
  test("a hundred thousand", () => check(...Array.from({ length: 100_000 }, (_, index) => `text ${index}`)));
  test("of every length about a power of two", () =>
    check(...[63, 64, 127, 128, 8191, 8192].map((length) => "x".repeat(length))));
  test("longer than a piece of memory, and short ones around them", () => {
    const long = "y".repeat(9_000_000);
    check("before", long, "after", `${long}z`, "end");
  });
});

test("the same text has one index", () => {
  const table = new StringTable();
  expect([table.add("a"), table.add("b"), table.add("a"), table.add("")]).toEqual([1, 2, 1, 0]);
  expect(table.addBytes(bytes("xab"), 1, 2)).toBe(1);
});

test("a path comes back whole, and what stands before its last slash is kept once", () => {
  const table = new StringTable();
  const paths = Array.from({ length: 1000 }, (_, index) => `pipelines/taxi/Trainer/model/${index}`);
  const indexes = paths.map((path) => table.addPathBytes(bytes(path), 0, bytes(path).length));
  const packed = table.finish();
  expect(indexes.map((index) => packed.at(index))).toEqual(paths);
  expect(packed.pieces.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(8000);
});

test.each(["", "/", "a/", "no slash", "/a"])("the path %j comes back", (path) => {
  const table = new StringTable();
  const index = table.addPathBytes(bytes(path), 0, bytes(path).length);
  expect(table.finish().at(index)).toBe(path);
});

describe("a text is found", () => {
  const table = new StringTable();
  for (const text of ["a", "bc", "ä"]) table.add(text);
  table.addPathBytes(bytes("x/y"), 0, 3);
  const packed = table.finish();
  const check = (text: string, at: number): void => expect(packed.indexOf(text)).toBe(at);
  test("that was added", () => check("bc", 2));
  test("of other letters", () => check("ä", 3));
  test("that is a path", () => check("x/y", 5));
  test("or not, where there is none", () => check("y", -1));
});

test("no text at places that are none", () => {
  const packed = packTexts(["a"]);
  expect([-1, 1, Number.NaN].map((index) => packed.at(index))).toEqual([undefined, undefined, undefined]);
});

test("packing keeps the indexes, repeats included", () => {
  const packed = packTexts(["b", "", "b"]);
  expect([0, 1, 2].map((index) => packed.at(index))).toEqual(["b", "", "b"]);
});

test("texts that share a place among the kept strings are told apart", () => {
  const table = new StringTable();
  const dice = new Random(3);
  for (let index = 1; index < 40_000; index++) table.add(String(index));
  const packed = table.finish();
  for (let round = 0; round < 1000; round++) {
    const index = 1 + dice.below(39_998);
    expect(packed.at(index)).toBe(String(index));
  }
});

test("many texts, long ones among them, come back", () => {
  const texts = Array.from({ length: 20_000 }, (_, index) =>
    index % 1500 === 7 ? `${index} ${"long ".repeat(20_000)}` : `text ${index}`,
  );
  expect(kept(texts)).toEqual(texts);
});
