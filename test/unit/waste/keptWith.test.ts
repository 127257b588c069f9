import { expect, test } from "vitest";
import { keptWith } from "../../../server/src/waste/keptWith.ts";

test("is made once for each part", () => {
  const kept = keptWith<object, number>();
  const of = {};
  let made = 0;
  const ask = (part: string): number => kept(of, part, () => ++made);
  expect([ask("a"), ask("a"), ask("b"), ask("a")]).toEqual([1, 1, 2, 1]);
});

test("another object has its own", () => {
  const kept = keptWith<object, string>();
  expect([kept({}, "a", () => "one"), kept({}, "a", () => "two")]).toEqual(["one", "two"]);
});

test("forgets when there are many parts, and makes them again", () => {
  const kept = keptWith<object, number>();
  const of = {};
  let made = 0;
  const ask = (part: string): number => kept(of, part, () => ++made);
  ask("first");
  for (let part = 0; part < 100; part++) ask(String(part));
  expect(ask("first")).toBe(102);
  expect(ask("99")).toBe(101);
});
