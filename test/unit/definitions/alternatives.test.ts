import { expect, test } from "vitest";
import { parsePython } from "../../../server/src/definitions/python/source.ts";
import {
  type Condition,
  conditionWords,
  exclude,
  simplified,
} from "../../../server/src/definitions/tfxPython/conditions.ts";

const place = { source: parsePython("file:///a.py", ""), span: { from: 0, to: 0 } };
const sites = new Map<string, object>();

/** `a` or `!a`: the two ways of one decision. */
function condition(name: string): Condition {
  const key = name.replace("!", "");
  const site = sites.get(key) ?? {};
  sites.set(key, site);
  return { site, branch: name === key ? 0 : 1, words: name, place, dsl: false, predicate: null };
}
const all = (...names: string[]): Condition[] => names.map(condition);

/** What alternatives come down to, in words. */
const check = (alternatives: string[][], expected: string | null): void => {
  expect(conditionWords(simplified(alternatives.map((names) => all(...names))))).toBe(expected);
};

test("both ways of a decision are always", () => check([["a"], ["!a"]], null));
test("a condition and none are always", () => check([["a"], []], null));
test("one that follows from another goes", () => check([["a"], ["a", "b"]], "a"));
test("both ways under a condition are that condition", () =>
  check(
    [
      ["a", "b"],
      ["a", "!b"],
    ],
    "a",
  ));
test("all ways of two decisions are always", () => check([["a", "b"], ["a", "!b"], ["!a"]], null));
test("others stay", () => check([["a"], ["b", "c"]], "a or b and c"));

test("only the two ways of one decision exclude each other", () => {
  expect(exclude(all("a", "b"), all("!b"))).toBe(true);
  expect(exclude(all("a"), all("b"))).toBe(false);
});
