import { describe, expect, test } from "vitest";
import { parseSelection } from "../../../server/src/selection/parse.ts";
import { printSelection } from "../../../server/src/selection/print.ts";

/** A selection in full: `and(part train, not(state = failed))`. */
function meaning(text: string): string {
  const { selection, problem } = parseSelection(text);
  if (problem) return `${problem.from}-${problem.to} ${problem.message}`;
  if (!selection) return "";
  const say = (one: NonNullable<typeof selection>): string => {
    switch (one.type) {
      case "name":
        return `${one.match} ${one.text}`;
      case "words":
        return `${one.field} = ${one.words.join("|")}`;
      case "number":
        return `${one.field} ${one.comparison} ${one.value}`;
      case "around":
        return `${one.before ?? "no"} before, ${one.after ?? "no"} after (${say(one.operand)})`;
      case "not":
        return `not(${say(one.operand)})`;
      default:
        return `${one.type}(${one.operands.map(say).join(", ")})`;
    }
  };
  return say(selection);
}

describe("a selection means", () => {
  test.each([
    ["", ""],
    ["  ", ""],
    ["Trainer", "part Trainer"],
    ["Train*", "whole Train*"],
    ['"Train*"', "exact Train*"],
    ['"a \\"b\\""', 'exact a "b"'],
    ["prepare/clean-up.v2@x", "part prepare/clean-up.v2@x"],
    ["a+b", "part a+b"],
    ["kind:train", "kind = train"],
    ["Kind:Train", "kind = train"],
    ["state:failed,canceled", "state = failed|canceled"],
    ["status:deployed", "status = pushed"],
    ["status:used", "status = useful"],
    ["cost>60s", "cost > 60"],
    ["cost>=1.5h", "cost >= 5400"],
    ["cost<200ms", "cost < 0.2"],
    ["share>5%", "share > 0.05"],
    ["runs:10", "runs = 10"],
    ["started>2026-03-01", `started > ${Date.UTC(2026, 2, 1)}`],
    ["started<2026-03-01T12:30", `started < ${Date.UTC(2026, 2, 1, 12, 30)}`],
    ["+Trainer", "Infinity before, no after (part Trainer)"],
    ["Trainer+", "no before, Infinity after (part Trainer)"],
    ["2+Trainer+1", "2 before, 1 after (part Trainer)"],
    ['+"my node"+', "Infinity before, Infinity after (exact my node)"],
    ["+(kind:train or kind:tune)+2", "Infinity before, 2 after (or(kind = train, kind = tune))"],
    ["kind:train+2", "no before, 2 after (kind = train)"],
    ["a b", "and(part a, part b)"],
    ["a and b", "and(part a, part b)"],
    ["a b or c", "or(and(part a, part b), part c)"],
    ["a (b or c)", "and(part a, or(part b, part c))"],
    ["not a b", "and(not(part a), part b)"],
    ["not not a", "not(not(part a))"],
    ["a OR b", "or(part a, part b)"],
    ["android", "part android"],
  ])("%s", (text, expected) => expect(meaning(text)).toBe(expected));
});

describe("a problem names its place, cause and cure", () => {
  test.each([
    ["state:faild", "6-11 There is no state `faild`. `failed` was probably meant."],
    [
      "stat:failed",
      "0-5 There is no field `stat`. `state` was probably meant; a name with such signs is written in quotes.",
    ],
    ["cost>soon", "5-9 `soon` is no value of `cost`. Write it as 90, 60s, 5m, 2h or 1.5d."],
    ["runs>1.5", "5-8 `1.5` is no value of `runs`. Write it as 10."],
    ["started>2026-13-40", "8-18 `2026-13-40` is no value of `started`. Write it as 2026-03-01 or 2026-03-01T12:00."],
    ["cost>", "0-5 A value is missing after `cost`, such as 90, 60s, 5m, 2h or 1.5d."],
    ["kind: train", "0-5 A value is missing after `kind`, such as other, ingest, analyze, preprocess."],
    ["kind>train", "0-5 `kind` has words. Write `kind:train`."],
    ["(a", "0-1 The parenthesis is not closed. Write `)` at its end."],
    ["a)", "1-2 No parenthesis is open here. Take `)` out."],
    ['"a', '0-2 The quote is not closed. Write `"` at the end of the name.'],
    ["a and", "5-5 Something is missing at the end: a name or a field after `and`."],
    ["or a", "0-2 Something is missing before `or`."],
    ["+ a", "0-1 `+` stands right before or after a name: `+Trainer`, `Trainer+2`."],
  ])("%s", (text, expected) => expect(meaning(text)).toBe(expected));

  test("a text that is too long", () => {
    expect(meaning("a".repeat(2001))).toBe("2000-2001 A selection has 2,000 characters at most. Shorten it.");
  });

  test("too many levels", () => {
    expect(meaning(`${"(".repeat(60)}a`)).toBe("50-51 More than 50 levels. Write it with fewer.");
    expect(meaning(`${"not ".repeat(60)}a`)).toBe("200-203 More than 50 levels. Write it with fewer.");
  });
});

test("what is printed means the same", () => {
  for (const text of ["2+(a or b)+ not kind:train", '"x y" or status:wasted cost>=90', "started<2026-03-01T12:30"]) {
    const { selection } = parseSelection(text);
    expect(selection && meaning(printSelection(selection))).toBe(meaning(text));
  }
});
